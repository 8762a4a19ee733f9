"""A citizen's course for the caseworker: its wording, its contact rule, and what moving it would change."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from backend.domain.contact_rule import ContactRule
from backend.domain.course import Course, Move
from backend.domain.dates import is_date
from backend.domain.people import Person
from backend.domain.programme import Programme
from backend.domain.time import local
from backend.domain.timeline import Stop
from backend.domain.wording import Difference, What
from backend.views.filters import date_short
from backend.views.form import Field, Filled
from backend.views.shell import Shell

HEADINGS: dict[What, str] = {
    "added": "Nyt",
    "removed": "Udgår",
    "reworded": "Andre ord",
    "moved": "Andre datoer",
}
COUNTED_FROM = {"unemployment": "Første ledighedsdag", "request": "Første henvendelse"}
OpenForm = Literal["move", "change", ""]


class RuleCard(Struct, frozen=True, kw_only=True):
    """The contact rule that the course follows; `sure` when its numbers were found in the source."""

    da: str
    source: str
    holds_from: str
    checked_on: str
    sure: bool


class ChangeLine(Struct, frozen=True, kw_only=True):
    """One difference; `before` or `after` is "" where there is none."""

    ref: str
    before: str
    after: str


class ChangeGroup(Struct, frozen=True, kw_only=True):
    """Differences of one sort under their heading."""

    heading: str
    lines: tuple[ChangeLine, ...]


class MoveLine(Struct, frozen=True, kw_only=True):
    """One time that the course was moved. `at` is local "YYYY-MM-DDTHH:MM", `why` "" for a new wording."""

    at: str
    by: str
    what: str
    why: str


class CoursePage(Struct, frozen=True, kw_only=True):
    """The page. `newer` is the version of today's wording, "" when the course has it."""

    shell: Shell
    id: str
    name: str
    letter: str
    title: str
    version: str
    counted_from: str
    started_on: str
    rule: RuleCard | None
    stops: tuple[Stop, ...]
    newer: str
    changes: tuple[ChangeGroup, ...]
    form: tuple[Field, ...]
    is_open: bool
    moves: tuple[MoveLine, ...]


class Wordings(NamedTuple):
    """What a course may be compared with: its own wording, today's programmes, and how today's wording differs."""

    own: Programme
    programmes: Mapping[str, Programme]
    changes: Sequence[Difference]


def course_page(
    shell: Shell,
    person: Person,
    course: Course,
    *,
    wordings: Wordings,
    rules: Sequence[ContactRule],
    moves: Sequence[Move],
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> CoursePage:
    """The course; `typed` and `problems` are those of changing the programme."""
    filled = Filled(typed, problems)
    form = _change_form(filled, course, wordings.programmes)
    today = wordings.programmes[course.programme].version
    return CoursePage(
        shell=filled.shell(shell, form),
        id=person.id,
        name=person.name,
        letter=course.programme,
        title=course.programme_title,
        version=course.programme_version,
        counted_from=COUNTED_FROM[wordings.own.counted_from],
        started_on=course.started_on,
        rule=next((_rule(rule) for rule in rules if rule.id == course.contact_rule), None),
        stops=course.line,
        newer=today if today != course.programme_version else "",
        changes=_groups(wordings.changes),
        form=form,
        is_open=any(field.error for field in form),
        moves=tuple(_move(move) for move in moves),
    )


def _change_form(filled: Filled, course: Course, programmes: Mapping[str, Programme]) -> tuple[Field, ...]:
    others = {ref: f"{ref}. {each.da}" for ref, each in programmes.items() if ref != course.programme}
    return (
        filled.field("programme", "Nyt forløb", kind="select", required=True, choices={"": "Vælg"} | others),
        filled.field("reason", "Hvorfor?", kind="textarea", hint="Det gemmes sammen med skiftet.", required=True),
    )


def _rule(rule: ContactRule) -> RuleCard:
    return RuleCard(
        da=rule.da, source=rule.source, holds_from=rule.holds_from, checked_on=rule.checked_on, sure=rule.sure
    )


def _groups(changes: Sequence[Difference]) -> tuple[ChangeGroup, ...]:
    groups = ((heading, [each for each in changes if each.what == what]) for what, heading in HEADINGS.items())
    return tuple(ChangeGroup(heading=heading, lines=tuple(map(_line, found))) for heading, found in groups if found)


def _line(change: Difference) -> ChangeLine:
    words = _window if change.what == "moved" else str
    return ChangeLine(ref=change.ref, before=words(change.before), after=words(change.after))


def _window(dates: str) -> str:
    first, _, last = dates.partition("/")
    return f"{date_short(first)} til {date_short(last)}" if is_date(first) and is_date(last) else "uden datoer"


def _move(move: Move) -> MoveLine:
    what = (
        f"Fra forløb {move.before} til {move.after}"
        if move.before != move.after
        else f"Forløb {move.after} i ny ordlyd"
    )
    return MoveLine(at=local(move.at), by=move.by, what=what, why=move.why)
