"""Reminders to a caseworker about all citizens together: what waits, each working morning, and the week's quiet logs.

Every record asks for the next of them when something in it waits; whoever sends one counts, and asks for the one after.
"""

from typing import Final

from msgspec import Struct, structs

from backend.domain.dates import monday_of, plus
from backend.domain.meeting import DAY, MINUTE
from backend.domain.reminder import Kind, Reminder
from backend.domain.time import instant, local_date
from backend.domain.working_day import is_working_day, working_day_from

WEEK = 7
OFFICE_OPENS: Final = "08:00"
LEFT_OPEN_AFTER = 2 * 60 * MINUTE
"""A draft that nobody has touched for so long is left open."""
_LASTS: Final[dict[Kind, int]] = {"digest": 8 * 60 * MINUTE, "missing-search": DAY // 2}


class Waiting(Struct, frozen=True, kw_only=True):
    """How much waits for a caseworker: unanswered wishes, drafts left open, jobs declined, quiet joblogs.

    `follow_ups` are placements and decisions to follow up and `promised` what the caseworker is to do, since the digest
    before.
    """

    person: str
    questions: int
    drafts: int
    declined: int
    quiet: int
    follow_ups: int
    promised: int

    def told(self, kind: Kind) -> str:
        """What a reminder of that kind is about, in words; "" when it is about nothing."""
        if kind == "missing-search":
            return f"{self.quiet} uden jobsøgning i sidste uge" if self.quiet else ""
        counted = {
            "ønsker uden svar": self.questions,
            "kladder, der ikke er sendt": self.drafts,
            "job meldt ikke relevante": self.declined,
            "at følge op på": self.follow_ups,
            "aftalt til i dag": self.promised,
        }
        return ", ".join(f"{number} {what}" for what, number in counted.items() if number)


def shared(kind: Kind, caseworker: str, day: str) -> Reminder:
    """The one for that caseworker on the morning of the date `day`."""
    due_at = instant(f"{day}T{OFFICE_OPENS}")
    return Reminder(
        id=f"{caseworker}/{kind}/{day}",
        person=caseworker,
        citizen="",
        kind=kind,
        about="",
        due_at=due_at,
        pointless_at=due_at + _LASTS[kind],
        path="/borgere",
    )


def next_morning(now: int) -> str:
    """The first working day whose morning has not come yet."""
    day = working_day_from(local_date(now))
    return day if instant(f"{day}T{OFFICE_OPENS}") > now else working_day_from(plus(day, 1))


def next_monday(now: int) -> str:
    """The Monday after this week."""
    return plus(monday_of(local_date(now)), WEEK)


def following(reminder: Reminder, *, now: int) -> Reminder:
    """The one after it, seen from the instant `now`."""
    day = next_morning(now) if reminder.kind == "digest" else next_monday(now)
    return shared(reminder.kind, reminder.person, day)


def morning_before(day: str) -> int:
    """When the digest before that of the date `day` was due: an instant."""
    earlier = plus(day, -1)
    while not is_working_day(earlier):
        earlier = plus(earlier, -1)
    return instant(f"{earlier}T{OFFICE_OPENS}")


def as_told(reminder: Reminder, waiting: Waiting) -> Reminder | None:
    """The reminder with what it is about; None when there is nothing to tell."""
    told = waiting.told(reminder.kind)
    return structs.replace(reminder, detail=told) if told else None
