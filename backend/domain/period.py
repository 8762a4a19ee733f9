"""Periods that something is counted in: ISO weeks or calendar months, and how many each of them asks for.

Every day lies in one period at most. A week or a month is cut where the count goes over to months or weeks, and where
nothing is asked for any more. What begins in the middle of one has the whole of it, for all that was done in it counts.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct, structs

from backend.domain.dates import days_between, first_of_month, monday_of, plus, plus_months

Kind = Literal["week", "month"]


class Stretch(Struct, frozen=True, kw_only=True):
    """Days, both included, on which `number` a week or a month are asked for; 0 = none."""

    first: str
    last: str
    kind: Kind
    number: int


class Period(Struct, frozen=True, kw_only=True):
    """One period, both days included. `days` is the length of the whole week or month that it is, or is cut from.

    `parts` are the stretches that hold in it; `needed` is what they ask for, each for its share of the days, rounded
    down.
    """

    kind: Kind
    first: str
    last: str
    days: int
    parts: tuple[Stretch, ...]
    needed: int


def whole(kind: Kind, day: str) -> tuple[str, str]:
    """First and last day of the ISO week or the calendar month that the date `day` lies in."""
    if kind == "week":
        first = monday_of(day)
        return first, plus(first, 6)
    first = first_of_month(day)
    return first, plus(plus_months(first, 1), -1)


def periods(stretches: Iterable[Stretch], *, today: str) -> Iterator[Period]:
    """Every period that has begun on the date `today`, the newest first. The stretches come oldest first."""
    runs = _runs(stretches)
    for at in reversed(range(len(runs))):
        taken = plus(runs[at - 1][-1].last, 1) if at else ""
        day = min(runs[at][-1].last, today)
        while day >= runs[at][0].first:
            period = _period(runs[at], day, taken=taken)
            yield period
            day = plus(period.first, -1)


def part_of(stretches: Iterable[Stretch], *, first: str, last: str, days: int) -> int:
    """What the stretches ask for between two dates, each for its share of `days`, rounded down."""
    return sum(part.number * _length(part) for part in _within(stretches, first=first, last=last)) // days


def _period(run: list[Stretch], day: str, *, taken: str) -> Period:
    """The period of a run that the date `day` lies in; the days before `taken` belong to others."""
    begins, ends = whole(run[0].kind, day)
    first, last = max(begins, taken), min(ends, run[-1].last)
    days = days_between(begins, ends) + 1
    parts = _within(run, first=first, last=last)
    needed = part_of(parts, first=first, last=last, days=days)
    return Period(kind=run[0].kind, first=first, last=last, days=days, parts=parts, needed=needed)


def _within(stretches: Iterable[Stretch], *, first: str, last: str) -> tuple[Stretch, ...]:
    cut = (structs.replace(each, first=max(each.first, first), last=min(each.last, last)) for each in stretches)
    return tuple(each for each in cut if each.first <= each.last)


def _runs(stretches: Iterable[Stretch]) -> list[list[Stretch]]:
    """Stretches that follow each other and count by the same kind; where the number stays too, they are one."""
    runs: list[list[Stretch]] = []
    for each in stretches:
        before = runs[-1][-1] if runs else None
        if not each.number:
            continue
        if before is None or before.kind != each.kind or plus(before.last, 1) != each.first:
            runs.append([each])
        elif before.number == each.number:
            runs[-1][-1] = structs.replace(before, last=each.last)
        else:
            runs[-1].append(each)
    return runs


def _length(stretch: Stretch) -> int:
    return days_between(stretch.first, stretch.last) + 1
