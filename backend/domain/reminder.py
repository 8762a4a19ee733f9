"""Reminders: which there should be, planned from what is booked. Nothing here sends anything."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from backend.domain.dates import plus
from backend.domain.meeting import DAY, Meeting
from backend.domain.time import local, local_date

HOUR = 60 * 60 * 1000

Kind = Literal[
    "meeting-week",
    "meeting-tomorrow",
    "meeting-soon",
    "meeting-booked",
    "meeting-moved",
    "meeting-cancelled",
    "prepare",
    "given",
    "job-deadline",
    "jobs-open",
    "homework-due",
    "joblog-quiet",
    "joblog-long",
    "refused",
    "answered",
    "cant-come",
    "not-relevant",
    "question",
    "missing-search",
    "draft-open",
    "digest",
]
LEAD: dict[Kind, int] = {"meeting-tomorrow": DAY, "meeting-soon": 2 * HOUR}


class Reminder(Struct, frozen=True, kw_only=True):
    """One reminder to a citizen. `due_at` and `pointless_at` are instants; after the second it must not be sent.

    `id` names the meeting, the kind and the meeting's time: a meeting that moves gets new reminders.
    """

    id: str
    kind: Kind
    about: str
    due_at: int
    pointless_at: int


def plan(meetings: Iterable[Meeting], *, now: int) -> tuple[Reminder, ...]:
    """The reminders there should be, in the order they fall due.

    A meeting booked so late that every reminder's time has passed gets its last one at once.
    """
    ahead = (meeting for meeting in meetings if meeting.state == "booked" and meeting.starts_at > now)
    planned = (reminder for meeting in ahead for reminder in (*_moved(meeting), *_of(meeting, now=now)))
    return tuple(sorted(planned, key=lambda reminder: (reminder.due_at, reminder.id)))


def still_holds(reminder: Reminder, meeting: Meeting | None, *, now: int) -> bool:
    """Whether a reminder that is due is still true: the meeting stands, at that time, and is not over."""
    if meeting is None or meeting.state != "booked" or now >= reminder.pointless_at:
        return False
    return reminder.pointless_at == meeting.starts_at


def words(reminder: Reminder, *, now: int) -> str:
    """What the lock screen may say: that there is an appointment and when; not with whom or about what."""
    start = local(reminder.pointless_at)
    clock = start[11:].replace(":", ".")
    today = local_date(now)
    days = {today: "i dag", plus(today, 1): "i morgen"}
    if reminder.kind == "meeting-moved":
        date = f"den {int(start[8:10])}/{int(start[5:7])}"
        return f"Din aftale er ændret: {days.get(start[:10], date)} kl. {clock}"
    return f"Du har en aftale {days.get(start[:10], 'snart')} kl. {clock}"


def _moved(meeting: Meeting) -> list[Reminder]:
    """Told at once: a booked meeting has a reason written on it only when it was moved."""
    return [_reminder(meeting, "meeting-moved", due_at=meeting.booked_at)] if meeting.why else []


def _of(meeting: Meeting, *, now: int) -> list[Reminder]:
    every = [_reminder(meeting, kind, due_at=meeting.starts_at - lead) for kind, lead in LEAD.items()]
    ahead = [reminder for reminder in every if reminder.due_at > now]
    return ahead if ahead or meeting.why else every[-1:]


def _reminder(meeting: Meeting, kind: Kind, *, due_at: int) -> Reminder:
    return Reminder(
        id=f"{meeting.id}/{kind}/{meeting.starts_at}",
        kind=kind,
        about=meeting.id,
        due_at=due_at,
        pointless_at=meeting.starts_at,
    )
