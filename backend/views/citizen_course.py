"""A citizen's course for the caseworker: its wording, its contact rule, and what moving it would change."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from backend.domain.contact_rule import ContactRule, load_rules
from backend.domain.course import Course, Move
from backend.domain.people import Person
from backend.domain.programme import Programme
from backend.domain.time import local
from backend.domain.timeline import Stop
from backend.views.form import Field, Filled
from backend.views.moving import Moving
from backend.views.shell import Shell

COUNTED_FROM = {"unemployment": "Første ledighedsdag", "request": "Første henvendelse"}


class RuleCard(Struct, frozen=True, kw_only=True):
    """The contact rule that the course follows; `sure` when its numbers were found in the source."""

    da: str
    source: str
    holds_from: str
    checked_on: str
    sure: bool


class MoveLine(Struct, frozen=True, kw_only=True):
    """One time that the course was moved. `at` is local "YYYY-MM-DDTHH:MM", `why` "" for a new wording."""

    at: str
    by: str
    what: str
    why: str


class CitizenCoursePage(Struct, frozen=True, kw_only=True):
    """The page. `newer` is the move to today's wording, None when the course has it.

    `missing_joint` is as on the citizen's page. `choosing` asks which other programme to look at; `other` is the move
    to that one, None until it is chosen, and `changing` the reason for it.
    """

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
    missing_joint: str
    newer: Moving | None
    choosing: tuple[Field, ...]
    other: Moving | None
    changing: tuple[Field, ...]
    is_wrong: bool
    moves: tuple[MoveLine, ...]


class Wordings(NamedTuple):
    """The course's own wording, today's programmes, and the moves to today's wording and to another programme."""

    own: Programme
    programmes: Mapping[str, Programme]
    newer: Moving | None
    other: Moving | None


def citizen_course_page(
    shell: Shell,
    person: Person,
    course: Course,
    *,
    wordings: Wordings,
    moves: Sequence[Move],
    missing_joint: str,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> CitizenCoursePage:
    """The course; `typed` and `problems` are those of changing the programme."""
    filled = Filled(typed, problems)
    choosing = (_choice(filled, course, wordings),)
    changing = (_reason(filled),) if wordings.other else ()
    return CitizenCoursePage(
        shell=filled.shell(shell, choosing, changing),
        id=person.id,
        name=person.name,
        letter=course.programme,
        title=course.programme_title,
        version=course.programme_version,
        counted_from=COUNTED_FROM[wordings.own.counted_from],
        started_on=course.started_on,
        rule=next((_rule(rule) for rule in load_rules() if rule.id == course.contact_rule), None),
        stops=course.line,
        missing_joint=missing_joint,
        newer=wordings.newer,
        choosing=choosing,
        other=wordings.other,
        changing=changing,
        is_wrong=any(field.error for field in (*choosing, *changing)),
        moves=tuple(_move(move) for move in moves),
    )


def _choice(filled: Filled, course: Course, wordings: Wordings) -> Field:
    others = {ref: f"{ref}. {each.da}" for ref, each in wordings.programmes.items() if ref != course.programme}
    chosen = wordings.other.programme if wordings.other else ""
    return filled.field(
        "programme", "Nyt forløb", kind="select", value=chosen, required=True, choices={"": "Vælg"} | others
    )


def _reason(filled: Filled) -> Field:
    return filled.field("reason", "Hvorfor?", kind="textarea", hint="Det gemmes sammen med skiftet.", required=True)


def _rule(rule: ContactRule) -> RuleCard:
    return RuleCard(
        da=rule.da, source=rule.source, holds_from=rule.holds_from, checked_on=rule.checked_on, sure=rule.sure
    )


def _move(move: Move) -> MoveLine:
    what = (
        f"Fra forløb {move.before} til {move.after}"
        if move.before != move.after
        else f"Forløb {move.after} i ny ordlyd"
    )
    return MoveLine(at=local(move.at), by=move.by, what=what, why=move.why)
