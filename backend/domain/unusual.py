"""What is unusual about the time of a meeting: it is remarked, for it is seldom meant, and a caseworker may go on."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from backend.domain.date_words import clock, date_long, date_short
from backend.domain.dates import weekday
from backend.domain.errors import Unusual
from backend.domain.meeting import MINUTE, Meeting, Time
from backend.domain.time import local
from backend.domain.timeline import Stop
from backend.domain.working_day import SATURDAY, is_working_day

ANYWAY: Final = "anyway"
"""The field that gives a remark back: whoever goes on has read that one, and not another."""
EARLIEST, LATEST = "07:00", "20:00"


def must_be_meant(remark: str, *, anyway: str) -> None:
    """Raises Unusual unless there is nothing to remark, or `anyway` says that it was read."""
    if remark not in {"", anyway}:
        raise Unusual({ANYWAY: remark})


def remark(time: Time, *, step: str, line: Sequence[Stop], meetings_of: Iterable[Meeting], itself: str = "") -> str:
    """Everything that is unusual about a meeting of that step then, in Danish sentences; "" when nothing is.

    `line` is the course's, `meetings_of` the citizen's, of which `itself` is the id of the one that is moved.
    """
    start, end = local(time.starts_at), local(time.starts_at + time.minutes * MINUTE)
    others = [each for each in meetings_of if each.id != itself and each.state in {"booked", "held"}]
    said = (_of_hours(start, end), _of_day(start[:10]), _of_order(time.starts_at, step, line=line, others=others))
    return " ".join(each for each in said if each)


def _of_hours(start: str, end: str) -> str:
    if start[11:] >= EARLIEST and end <= f"{start[:10]}T{LATEST}":
        return ""
    return f"Mødet er fra kl. {clock(start)} til {clock(end)}. Det er uden for kl. 7 til 20."


def _of_day(day: str) -> str:
    if is_working_day(day):
        return ""
    closed = "i en weekend" if weekday(day) >= SATURDAY else "på en helligdag eller lukkedag"
    return f"{date_long(day).capitalize()} er {closed}."


def _of_order(starts_at: int, step: str, *, line: Sequence[Stop], others: Iterable[Meeting]) -> str:
    """Only the first that it passes by is named."""
    stops = {stop.ref: stop for stop in line}
    for each in sorted(others, key=lambda each: each.starts_at):
        if step not in stops or each.step not in stops:
            continue
        named = f"«{each.title}» {date_short(local(each.starts_at))}"
        if starts_at <= each.starts_at and _precedes(each.step, step, stops):
            return f"Mødet ligger før {named}, som er tidligere i forløbet."
        if starts_at >= each.starts_at and _precedes(step, each.step, stops):
            return f"Mødet ligger efter {named}, som er senere i forløbet."
    return ""


def _precedes(first: str, second: str, stops: Mapping[str, Stop]) -> bool:
    """Whether the one is to be before the other. Of two windows of which one holds the other, either may be first."""
    refs, one, other = list(stops), stops[first], stops[second]
    if refs.index(first) >= refs.index(second):
        return False
    if not (one.closes_on and other.closes_on):
        return True
    return one.opens_on <= other.opens_on and one.closes_on <= other.closes_on
