"""Reminders of a joblog that is quiet: to its citizen within the week and after a month, to caseworkers on Mondays."""

from collections.abc import Iterable

from backend.domain.dates import monday_of, plus
from backend.domain.meeting import DAY
from backend.domain.reminder import Kind, Reminder
from backend.domain.reminding.placed import MORNING, placed
from backend.domain.reminding.shared import next_monday, shared
from backend.domain.reminding.state import Asked, Hands
from backend.domain.time import instant

WEEK = 7
THURSDAY = 3
QUIET_DAYS = 30
A_FORTNIGHT = 14 * DAY


def of_joblog(asked: Asked) -> Iterable[Reminder]:
    """Everything about how long the joblog has been quiet. Nothing before the course has begun."""
    hands = asked.state.hands
    if hands is None:
        return
    this_week = monday_of(asked.today)
    # Next week's too: when this week's is withdrawn, the next already stands.
    for monday in (this_week, plus(this_week, WEEK)):
        if asked.state.last_search < monday and hands.started_on <= monday:
            yield from _this_week(asked, monday)
    yield from _long(asked, hands)
    if asked.state.last_search < this_week and hands.started_on <= this_week:
        yield from _missing(asked, hands, monday=next_monday(asked.now))


def _this_week(asked: Asked, monday: str) -> list[Reminder]:
    over = instant(f"{plus(monday, WEEK)}T00:00")
    return _quiet(asked, "joblog-quiet", day=plus(monday, THURSDAY), pointless_at=over)


def _long(asked: Asked, hands: Hands) -> list[Reminder]:
    """Thirty days after the last application, or after the first day."""
    day = plus(max(asked.state.last_search, hands.started_on), QUIET_DAYS)
    return _quiet(asked, "joblog-long", day=day, pointless_at=instant(f"{day}T{MORNING}") + A_FORTNIGHT)


def _quiet(asked: Asked, kind: Kind, *, day: str, pointless_at: int) -> list[Reminder]:
    citizen, due_at = asked.state.citizen, instant(f"{day}T{MORNING}")
    reminder = Reminder(
        id=f"{citizen}/{kind}/{day}",
        person=citizen,
        citizen=citizen,
        kind=kind,
        about="",
        due_at=due_at,
        pointless_at=pointless_at,
        path="/joblog",
    )
    return placed(reminder, asked, known=due_at - DAY)


def _missing(asked: Asked, hands: Hands, *, monday: str) -> Iterable[Reminder]:
    """One for each caseworker and week, however many citizens it is about."""
    for caseworker in sorted({hands.caseworker_id, hands.akasse_caseworker_id} - {""}):
        yield from placed(shared("missing-search", caseworker, monday), asked, known=0)
