"""A reminder of what was agreed about job search: two days before a period ends in which it is not filled in."""

from collections.abc import Iterable

from backend.domain.dates import plus
from backend.domain.meeting import DAY
from backend.domain.reminder import Reminder
from backend.domain.reminding.placed import MORNING, placed
from backend.domain.reminding.state import Asked
from backend.domain.requirement import Standing, count
from backend.domain.time import instant

DAYS_BEFORE = 2


def of_requirement(asked: Asked) -> Iterable[Reminder]:
    """For the period that runs, and for the next: when this one's is withdrawn, the next already stands."""
    day = asked.today
    for _ in range(2):
        standing = _standing(asked, day)
        if standing is None:
            day = _begins(asked, after=day)
            standing = _standing(asked, day) if day else None
        if standing is None:
            return
        yield from _missing(asked, standing) if standing.missing else ()
        day = plus(standing.period.last, 1)


def _standing(asked: Asked, day: str) -> Standing | None:
    return count(asked.state.requirements, asked.state.entries, today=day).running


def _begins(asked: Asked, *, after: str) -> str:
    """The first day after the date `after` from which something is asked for; "" if never."""
    return min((each.since for each in asked.state.requirements if each.since > after and each.number), default="")


def _missing(asked: Asked, standing: Standing) -> list[Reminder]:
    citizen, period = asked.state.citizen, standing.period
    due_at = instant(f"{plus(period.last, -DAYS_BEFORE)}T{MORNING}")
    reminder = Reminder(
        id=f"{citizen}/requirement/{period.last}",
        person=citizen,
        citizen=citizen,
        kind="requirement",
        about="",
        due_at=due_at,
        pointless_at=instant(f"{plus(period.last, 1)}T00:00"),
        at=instant(f"{period.last}T12:00"),
        path="/joblog",
        detail=f"{standing.done} af {period.needed} ansøgninger",
    )
    return placed(reminder, asked, known=due_at - DAY)
