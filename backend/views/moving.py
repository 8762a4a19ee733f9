"""Moving a course to another wording or programme, as it is shown before it is done: what goes, comes and stays."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from backend.domain.course import Course
from backend.domain.date_words import clock, date_long, date_short
from backend.domain.dates import is_date
from backend.domain.goal import standing
from backend.domain.meeting import Meeting
from backend.domain.programme import Programme
from backend.domain.record import Record
from backend.domain.time import local
from backend.domain.wording import Difference, Part, What

HEADINGS: dict[tuple[Part, What], str] = {
    ("meeting", "removed"): "Møder, der udgår",
    ("meeting", "added"): "Nye møder",
    ("meeting", "reworded"): "Møder med andre ord",
    ("meeting", "moved"): "Møder med andre datoer",
    ("meeting", "stays"): "Møder, der bliver",
    ("deadline", "removed"): "Frister, der udgår",
    ("deadline", "added"): "Nye frister",
    ("deadline", "reworded"): "Frister med andre ord",
    ("deadline", "moved"): "Frister med andre datoer",
    ("deadline", "stays"): "Frister, der bliver",
    ("point", "removed"): "Punkter, der udgår",
    ("point", "added"): "Nye punkter",
    ("point", "reworded"): "Punkter med andre ord",
    ("point", "stays"): "Punkter, der bliver",
}
MOST_OPEN = 12
"""How many lines a group may have and still stand open."""


class ChangeLine(Struct, frozen=True, kw_only=True):
    """One difference; `before` or `after` is "" where there is none, `window` the dates in words or "".

    `is_over`: a new meeting whose window is over on the day of the move."""

    ref: str
    before: str
    after: str
    window: str
    is_over: bool


class ChangeGroup(Struct, frozen=True, kw_only=True):
    """Differences of one sort under their heading."""

    heading: str
    is_open: bool
    lines: tuple[ChangeLine, ...]


class Kept(Struct, frozen=True, kw_only=True):
    """How much there is of something that stays in the record, whatever the course is moved to."""

    label: str
    count: int


class Moving(Struct, frozen=True, kw_only=True):
    """The move to `version` (a date) of `programme` (its letter).

    `adrift` are the meetings, in words, that are booked and have no place in the course after it; `over` counts the new
    ones whose window is over.
    """

    programme: str
    version: str
    kept: tuple[Kept, ...]
    adrift: tuple[str, ...]
    over: int
    groups: tuple[ChangeGroup, ...]


def moving(record: Record, programme: Programme, *, after: Course, changes: Sequence[Difference], today: str) -> Moving:
    """What the move to that programme's wording would do on the date `today`; `after` is the course as it would be."""
    line = {stop.ref for stop in after.line}
    booked = [each for each in record.meetings if each.state == "booked" and each.step not in line]
    return Moving(
        programme=programme.ref,
        version=programme.version,
        kept=tuple(Kept(label=label, count=count) for label, count in _done(record) if count),
        adrift=tuple(_in_words(each) for each in sorted(booked, key=lambda each: each.starts_at)),
        over=sum(_is_over(each, today=today) for each in changes),
        groups=tuple(_groups(changes, today=today)),
    )


def _done(record: Record) -> Iterator[tuple[str, int]]:
    yield "Møder, der er holdt", sum(each.state == "held" for each in record.meetings)
    yield "Møder, der er booket", sum(each.state == "booked" for each in record.meetings)
    yield "Job", sum(each.state == "open" for each in record.jobs)
    yield "Hjemmeopgaver", len(record.assignments)
    yield "Aftaler", len(record.agreements)
    yield "Linjer i jobloggen", len(record.entries)
    yield "Jobmål", len(standing(record.goals))
    yield "Praktik og uddannelse", len(record.placements)
    yield "Vurderinger", len(record.decisions)
    yield "Ønsker", len(record.wishes)


def _in_words(meeting: Meeting) -> str:
    starts = local(meeting.starts_at)
    return f"{meeting.title}, {date_long(starts)} kl. {clock(starts)}"


def _groups(changes: Sequence[Difference], *, today: str) -> Iterator[ChangeGroup]:
    for (part, what), heading in HEADINGS.items():
        lines = tuple(_line(each, today=today) for each in changes if (each.part, each.what) == (part, what))
        if lines:
            yield ChangeGroup(heading=heading, is_open=what != "stays" and len(lines) <= MOST_OPEN, lines=lines)


def _line(change: Difference, *, today: str) -> ChangeLine:
    words = _window if change.what == "moved" else str
    before = "" if change.what == "stays" else words(change.before)
    window = _window(change.window) if change.window else ""
    is_over = _is_over(change, today=today)
    return ChangeLine(ref=change.ref, before=before, after=words(change.after), window=window, is_over=is_over)


def _is_over(change: Difference, *, today: str) -> bool:
    closes_on = change.window.partition("/")[2]
    return (change.part, change.what) == ("meeting", "added") and "" < closes_on < today


def _window(dates: str) -> str:
    first, _, last = dates.partition("/")
    return f"{date_short(first)} til {date_short(last)}" if is_date(first) and is_date(last) else "uden datoer"
