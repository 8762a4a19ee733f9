"""The line of a course: which meetings there are to be and by when, and which deadlines it has to keep."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from backend.domain.dates import days_between, plus, plus_months
from backend.domain.meeting import Meeting
from backend.domain.programme import AGAIN, Deadline, Programme, Repeats, Step
from backend.domain.time import local_date
from backend.domain.window import Span, Window
from backend.domain.working_day import is_working_day, working_day_from

MOST_PROPOSED = 5
DAYS_AHEAD = 28


class Stop(Struct, frozen=True, kw_only=True):
    """One meeting of the line. `ref` is unique in it: "A.2", or "C.4+2" for the third C.4.

    `opens_on` and `closes_on` are dates, "" where the programme names no window.
    """

    ref: str
    title: str
    plain: str
    prepare: tuple[str, ...]
    after: str
    held_by: Literal["jobcentre", "a-kasse"]
    joint: Literal["never", "possibly", "always"]
    opens_on: str
    closes_on: str


class Standing(Struct, frozen=True, kw_only=True):
    """How one deadline stands on a day: `days` until `due_on` (negative = overdue), "met" when it no longer counts."""

    ref: str
    da: str
    due_on: str
    state: Literal["met", "due", "overdue"]
    days: int
    held: int
    least: int


def line(programme: Programme, *, started_on: str, until: str) -> tuple[Stop, ...]:
    """Every stop, in the programme's order; what repeats goes on until one window opens after the date `until`."""
    return tuple(stop for step in programme.meetings for stop in _stops(step, started_on=started_on, until=until))


def _stops(step: Step, *, started_on: str, until: str) -> list[Stop]:
    if step.window is None:
        return [_stop(step, step.ref, span=Span("", ""))]
    if step.repeats is None:
        return [_stop(step, step.ref, span=step.window.span(started_on))]
    stops: list[Stop] = []
    while not stops or stops[-1].opens_on <= until:
        span = _turn(step.repeats, len(stops), begins=step.window.first, started_on=started_on)
        stops.append(_stop(step, f"{step.ref}{AGAIN}{len(stops)}" if stops else step.ref, span=span))
    return stops


def _turn(repeats: Repeats, number: int, *, begins: int, started_on: str) -> Span:
    """The share of its period that falls to the `number`th of the meetings (0 = the first), `begins` months in."""
    period, turn = divmod(number, repeats.count)
    month = begins + period * repeats.months
    first = plus_months(started_on, month + turn * repeats.months // repeats.count)
    last = plus_months(started_on, month + (turn + 1) * repeats.months // repeats.count)
    # The day on which one ends is not the next one's too.
    return Span(plus(first, 1) if number else first, last)


def _stop(step: Step, ref: str, *, span: Span) -> Stop:
    return Stop(
        ref=ref,
        title=step.da,
        plain=step.plain,
        prepare=step.prepare,
        after=step.after,
        held_by=step.held_by,
        joint=step.joint,
        opens_on=span.first,
        closes_on=span.last,
    )


def standings(
    programme: Programme, stops: Sequence[Stop], meetings: Iterable[Meeting], *, started_on: str, today: str
) -> list[Standing]:
    """How every deadline of the course stands on the date `today`: of each meeting with a window, and of the whole."""
    held = sorted((local_date(each.starts_at), each.step) for each in meetings if each.state == "held")
    own = [_of_stop(stop, held, today=today) for stop in stops if stop.closes_on]
    whole = [
        _of_window(deadline, span, held, today=today)
        for deadline in programme.deadlines
        for span in _spans(deadline, started_on=started_on, today=today)
    ]
    return sorted([*own, *whole], key=lambda each: (each.due_on, each.ref))


def counted(ref: str, da: str, *, span: Span, least: int, meetings: Iterable[Meeting], today: str) -> Standing:
    """How a rule stands that asks for at least so many meetings held within a span of dates."""
    within = sum(each.state == "held" and span.holds(local_date(each.starts_at)) for each in meetings)
    return _standing(ref, da, due_on=span.last, held=within, least=least, today=today)


def _of_stop(stop: Stop, held: Sequence[tuple[str, str]], *, today: str) -> Standing:
    met = any(step == stop.ref for _, step in held)
    return _standing(stop.ref, stop.title, due_on=stop.closes_on, held=int(met), least=1, today=today)


def _of_window(deadline: Deadline, span: Span, held: Sequence[tuple[str, str]], *, today: str) -> Standing:
    within = sum(span.holds(day) for day, _ in held)
    return _standing(deadline.ref, deadline.da, due_on=span.last, held=within, least=deadline.least, today=today)


def _standing(ref: str, da: str, *, due_on: str, held: int, least: int, today: str) -> Standing:
    days = days_between(today, due_on)
    state = "met" if held >= least else "due" if days >= 0 else "overdue"
    return Standing(ref=ref, da=da, due_on=due_on, state=state, days=days, held=held, least=least)


def _spans(deadline: Deadline, *, started_on: str, today: str) -> list[Span]:
    """The deadline's windows: only the first, or every one that has begun and the one after it."""
    spans = [deadline.window.span(started_on)]
    length = deadline.window.last - deadline.window.first
    while deadline.rolling and spans[-1].first <= today:
        last = deadline.window.last + length * len(spans)
        following = Window(unit=deadline.window.unit, first=last - length, last=last).span(started_on)
        spans.append(Span(plus(following.first, 1), following.last))
    return spans


def proposed(stop: Stop, *, today: str, latest: str = "", most: int = MOST_PROPOSED) -> tuple[str, ...]:
    """Working days after the date `today` to propose for a meeting, spread over its window.

    They come after the date `latest` too, when people meet or met last ("" = never), if the window goes on so long.
    Where there is no window, or nothing is left of it, those of the next days.
    """
    before = max(today, latest) if not stop.closes_on or latest < stop.closes_on else today
    first = working_day_from(max(plus(before, 1), stop.opens_on))
    last = stop.closes_on if stop.closes_on >= first else plus(first, DAYS_AHEAD)
    ahead = (plus(first, days) for days in range(days_between(first, last) + 1))
    days = [day for day in ahead if is_working_day(day)]
    return tuple(days[:: max(1, len(days) // most)][:most])
