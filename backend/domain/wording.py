"""What differs for a course between two wordings of its programme, or between two programmes, and what stays."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from msgspec import Struct

from backend.domain.contact_rule import ContactRule
from backend.domain.course import Course
from backend.domain.dates import plus_months
from backend.domain.programme import AGAIN, Fact, Programme, Step
from backend.domain.window import Span

Part = Literal["meeting", "deadline", "point"]
What = Literal["removed", "added", "reworded", "moved", "stays"]


class Difference(Struct, frozen=True, kw_only=True):
    """What becomes of one meeting, one deadline, or one point of a meeting or of the whole course.

    `before` and `after` are its words ("" = it was or is not there), or "from/to" dates when it is moved. `window` are
    such dates of what is not moved, "" without any.
    """

    part: Part
    what: What
    ref: str
    before: str
    after: str
    window: str = ""


class Side(NamedTuple):
    """One of the two: the wording, the course as it goes or would go by it, and the contact rule it follows."""

    programme: Programme
    course: Course
    rule: ContactRule | None


class _Told(NamedTuple):
    ref: str
    words: str
    window: str = ""


def differences(before: Side, after: Side) -> tuple[Difference, ...]:
    """What becomes of every meeting, then of every deadline, then of every point.

    Within one programme a point is known by its reference. Two programmes share none: there it stays by its words.
    """
    by_words = before.programme.ref != after.programme.ref
    return (
        *_compared("meeting", _meetings(before), _meetings(after)),
        *_texts(before.programme, after.programme),
        *_compared("deadline", _deadlines(before), _deadlines(after)),
        *_compared("point", _points(before, by_words=by_words), _points(after, by_words=by_words)),
    )


def _compared(part: Part, old: Mapping[str, _Told], new: Mapping[str, _Told]) -> Iterator[Difference]:
    for key, was in old.items():
        will = new.get(key)
        if will is None:
            yield Difference(part=part, what="removed", ref=was.ref, before=was.words, after="", window=was.window)
            continue
        is_reworded, is_moved = was.words != will.words, was.window != will.window
        # What comes again and again has the same words each time: they are told of the first.
        if is_reworded and AGAIN not in was.ref:
            yield Difference(part=part, what="reworded", ref=was.ref, before=was.words, after=will.words)
        if is_moved:
            yield Difference(part=part, what="moved", ref=was.ref, before=was.window, after=will.window)
        if not is_reworded and not is_moved:
            yield Difference(
                part=part, what="stays", ref=was.ref, before=was.words, after=will.words, window=will.window
            )
    for key, will in new.items():
        if key not in old:
            yield Difference(part=part, what="added", ref=will.ref, before="", after=will.words, window=will.window)


def _meetings(side: Side) -> dict[str, _Told]:
    return {stop.ref: _Told(stop.ref, stop.title, _dates(stop.opens_on, stop.closes_on)) for stop in side.course.line}


def _texts(before: Programme, after: Programme) -> list[Difference]:
    steps = {step.ref: step for step in after.meetings}
    return [
        Difference(part="meeting", what="reworded", ref=old.ref, before=was, after=will)
        for old in before.meetings
        if old.ref in steps
        for was, will in zip(_plain(old), _plain(steps[old.ref]), strict=True)
        if was != will
    ]


def _plain(step: Step) -> tuple[str, ...]:
    return (step.plain, "\n".join(step.prepare), step.after)


def _deadlines(side: Side) -> dict[str, _Told]:
    began = side.course.started_on
    own = {each.ref: _Told(each.ref, each.da, _span(each.window.span(began))) for each in side.programme.deadlines}
    if side.rule is None:
        return own
    law = _Told("", side.rule.da, _dates(began, plus_months(began, side.rule.months)))
    return own | {side.rule.id: law}


def _points(side: Side, *, by_words: bool) -> dict[str, _Told]:
    programme = side.programme
    told_elsewhere = {fact.ref for fact in (*programme.deadlines, *programme.meetings)}

    def key(fact: Fact) -> str:
        return fact.da if by_words else fact.ref

    return {key(fact): _Told(fact.ref, fact.da) for fact in programme.facts() if fact.ref not in told_elsewhere}


def _span(span: Span) -> str:
    return _dates(span.first, span.last)


def _dates(first: str, last: str) -> str:
    return f"{first}/{last}" if last else ""
