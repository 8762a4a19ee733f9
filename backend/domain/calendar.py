"""A meeting as it stands in somebody's calendar: with words that may be seen over a shoulder, or with all of it."""

from msgspec import Struct

from backend.domain.meeting import MODES, Meeting, where_of

KEPT_DAYS = 366
"""How long a calendar shows what is over."""


class Appointment(Struct, frozen=True, kw_only=True):
    """One entry of a calendar. `uid` stays the same for ever, `sequence` grows with each change of the meeting.

    `starts_at` and `changed_at` are instants. `url` is the page that tells the rest.
    """

    uid: str
    sequence: int
    starts_at: int
    minutes: int
    is_cancelled: bool
    summary: str
    where: str
    description: str
    url: str
    changed_at: int


class Dated(Struct, frozen=True, kw_only=True):
    """A meeting with whose it is (`citizen` an id, `name` theirs) and when it was last changed (an instant)."""

    meeting: Meeting
    citizen: str
    name: str
    changed_at: int


def for_citizen(meeting: Meeting, *, changed_at: int, detailed: bool, origin: str) -> Appointment:
    """The citizen's own entry. Unless `detailed`, it tells no more than that there is something, when and by what way.

    Calendars are shared with families and kept by companies: a place is often called by the authority's name.
    """
    url = f"{origin}/forloeb"
    if not detailed:
        told = ["Se hvor og med hvem i Konkret."]
        return _entry(meeting, changed_at, summary="Aftale", where=MODES[meeting.mode], told=told, url=url)
    with_whom = f"Med {meeting.held_by}." if meeting.held_by else ""
    together = f"Sammen med {meeting.together_with}." if meeting.together_with else ""
    prepare = "\n".join(["Forbered dig:", *(f"- {thing}" for thing in meeting.prepare)]) if meeting.prepare else ""
    return _entry(
        meeting,
        changed_at,
        summary=meeting.title or "Samtale",
        where=where_of(meeting.mode, meeting.place),
        told=[meeting.plain, with_whom, together, prepare, meeting.link],
        url=url,
    )


def for_caseworker(dated: Dated, *, detailed: bool, origin: str) -> Appointment:
    """The caseworker's entry. Unless `detailed`, it tells the room and not the citizen."""
    meeting = dated.meeting
    return _entry(
        meeting,
        dated.changed_at,
        summary=f"Samtale med {dated.name}" if detailed else "Samtale",
        where=where_of(meeting.mode, meeting.place),
        told=[meeting.title, meeting.link] if detailed else ["Se med hvem i Konkret."],
        url=f"{origin}/borgere/{dated.citizen}",
    )


def _entry(meeting: Meeting, changed_at: int, *, summary: str, where: str, told: list[str], url: str) -> Appointment:
    is_cancelled = meeting.state == "cancelled"
    return Appointment(
        uid=f"{meeting.id}@konkret",
        # Every change of the row takes a higher one; calendars keep what they have where the number is not higher.
        sequence=meeting.version,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        is_cancelled=is_cancelled,
        summary=f"Aflyst: {summary}" if is_cancelled else summary,
        where=where,
        description="\n".join([*filter(None, told), url]),
        url=url,
        changed_at=changed_at,
    )
