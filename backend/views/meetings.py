"""A meeting as it is drawn on the start page and on the caseworker's page, and the form that books one."""

from msgspec import Struct

from backend.domain.meeting import Meeting
from backend.domain.programme import Programme
from backend.domain.record import Record
from backend.domain.time import local
from backend.views.form import Field, Filled

MODES = {"in-person": "Fremmøde", "phone": "Telefonmøde", "video": "Videomøde"}
USUAL_MINUTES = "45"


class MeetingCard(Struct, frozen=True, kw_only=True):
    """The next meeting. `starts` is local "YYYY-MM-DDTHH:MM"; `where` the words for place or way ("Telefonmøde")."""

    id: str
    title: str
    plain: str
    starts: str
    minutes: int
    mode: str
    where: str
    link: str
    held_by: str
    prepare: tuple[str, ...]


def meeting_card(meeting: Meeting) -> MeetingCard:
    """The meeting in words."""
    return MeetingCard(
        id=meeting.id,
        title=meeting.title,
        plain=meeting.plain,
        starts=local(meeting.starts_at),
        minutes=meeting.minutes,
        mode=meeting.mode,
        where=_where(meeting),
        link=meeting.link,
        held_by=meeting.held_by,
        prepare=meeting.prepare,
    )


def booking_form(filled: Filled, record: Record, programme: Programme) -> tuple[Field, ...]:
    """Books the next meeting: at first the earliest of the programme that is neither held nor booked."""
    taken = {meeting.step for meeting in record.meetings if meeting.state in {"held", "booked"}}
    following = next((step.ref for step in programme.meetings if step.ref not in taken), programme.meetings[-1].ref)
    steps = {step.ref: f"{number}. {step.da}" for number, step in enumerate(programme.meetings, start=1)}
    return (
        filled.field("step", "Samtale", kind="select", value=following, required=True, choices=steps),
        filled.field("starts_at", "Dag og klokkeslæt", kind="datetime-local", required=True),
        filled.field("minutes", "Varighed i minutter", kind="number", value=USUAL_MINUTES, required=True),
        filled.field("mode", "Mødeform", kind="select", value="in-person", required=True, choices=MODES),
        filled.field("place", "Sted", hint="Adresse og lokale. Skal udfyldes ved fremmøde."),
        filled.field("link", "Link til videomødet", kind="url"),
    )


def _where(meeting: Meeting) -> str:
    way = MODES[meeting.mode]
    if meeting.mode == "in-person":
        return meeting.place or way
    return f"{way}, {meeting.place}" if meeting.place else way
