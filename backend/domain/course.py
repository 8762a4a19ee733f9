"""A course: one citizen's run through a programme, and where it stands."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct, structs

from backend.domain.age import AgeGroup, age_group
from backend.domain.contact_rule import ContactRule, in_force
from backend.domain.dates import plus_months
from backend.domain.errors import Invalid
from backend.domain.meeting import Meeting
from backend.domain.programme import Programme
from backend.domain.text import NOTE, Problems, written
from backend.domain.timeline import Stop, line


class Course(Struct, frozen=True, kw_only=True):
    """One citizen's course. `id` is the citizen's own id: a record holds one course.

    It keeps the version of the programme that it began with, and the contact rule that was in force then.
    `started_on` is a date; `line` has its meetings in their order; `age_group` is that of the first day ("" = not
    known). `caseworker` is the name of who holds the course, `organisation` and
    `akasse` the labels of the two authorities ("" without an a-kasse).
    """

    id: str
    version: int
    programme: str
    programme_version: str
    programme_title: str
    contact_rule: str
    age_group: AgeGroup | Literal[""]
    started_on: str
    line: tuple[Stop, ...]
    meetings_planned: int
    caseworker: str
    organisation: str
    akasse: str


class Hands(Struct, frozen=True, kw_only=True):
    """By whose hands a course is held, as the phone shows them: the caseworker's name and the authorities' labels."""

    caseworker: str
    organisation: str
    akasse: str


AHEAD_MONTHS = 12
"""How far a line that goes on is drawn: there is always a meeting to look forward to."""


def begin(
    programme: Programme, *, citizen: str, born_on: str, started_on: str, rules: Sequence[ContactRule], hands: Hands
) -> Course:
    """The course of a citizen whose first day is `started_on`, in this wording and by the rule in force then.

    `born_on` is a date, or "" when it is not known: then every topic is gone through.
    """
    rule = in_force(rules, programme.benefit, on=started_on)
    return Course(
        id=citizen,
        version=0,
        programme=programme.ref,
        programme_version=programme.version,
        programme_title=programme.da,
        contact_rule=rule.id if rule else "",
        age_group=age_group(started_on, born_on=born_on) if born_on else "",
        started_on=started_on,
        line=line(programme, started_on=started_on, until=plus_months(started_on, AHEAD_MONTHS)),
        meetings_planned=len(programme.meetings),
        caseworker=hands.caseworker,
        organisation=hands.organisation,
        akasse=hands.akasse,
    )


def rolled(course: Course, programme: Programme, *, today: str) -> Course:
    """The course with its line drawn as far ahead of the date `today` as it was on its first day.

    The same course when nothing comes of it. One that began before lines were kept gets its whole line.
    """
    drawn = line(programme, started_on=course.started_on, until=plus_months(today, AHEAD_MONTHS))
    return structs.replace(course, line=drawn) if len(drawn) > len(course.line) else course


def moved(course: Course, programme: Programme, *, rules: Sequence[ContactRule], today: str) -> Course:
    """The course in another wording or programme: its line drawn anew from the same first day, all else as it was.

    The contact rule stays, unless another benefit has another one.
    """
    by_id = {rule.id: rule for rule in rules}
    kept = by_id.get(course.contact_rule)
    if kept is None or kept.benefit != programme.benefit:
        kept = in_force(rules, programme.benefit, on=course.started_on)
    return structs.replace(
        course,
        programme=programme.ref,
        programme_version=programme.version,
        programme_title=programme.da,
        contact_rule=kept.id if kept else "",
        line=line(
            programme,
            started_on=course.started_on,
            until=plus_months(max(course.started_on, today), AHEAD_MONTHS),
        ),
        meetings_planned=len(programme.meetings),
    )


def check_change(
    ref: str, reason: str, *, seen: str, course: Course, programmes: Mapping[str, Programme]
) -> tuple[Programme, str]:
    """The programme to change to, and why, tidied. Raises Invalid.

    `seen` is the version whose differences were shown: nobody moves a course without having been told.
    """
    problems = Problems()
    tidy = problems.of("reason", written(reason, most=NOTE, required="Skriv, hvorfor forløbet skiftes."))
    programme = programmes.get(ref)
    if programme is None or ref == course.programme:
        problems.add("programme", "Vælg et andet forløb.")
    elif seen != programme.version:
        problems.add("programme", "Se først, hvad skiftet ændrer. Det står her.")
    if problems or programme is None:
        raise Invalid(problems.fields)
    return programme, tidy


def held_of(course: Course, meetings: Iterable[Meeting]) -> int:
    """How many of its programme's meetings are held; those of a programme that was left are none of its number."""
    return sum(each.state == "held" and each.step.startswith(f"{course.programme}.") for each in meetings)


class Move(Struct, frozen=True, kw_only=True):
    """That a course was moved: when (an instant), by whom, between which programmes, and why ("" = a new wording)."""

    at: int
    by: str
    before: str
    after: str
    why: str


class Overview(Struct, frozen=True, kw_only=True):
    """Where one citizen's course stands, for a caseworker's list.

    `next_meeting` is an instant, 0 = none booked; `moves_asked` are the wishes that wait for an answer and ask for
    another day for a meeting ahead; jobs are those to be applied for today or later;
    `last_search` is the date of the last application that was sent, or "".
    """

    citizen: str
    name: str
    programme: str
    meetings_held: int
    meetings_planned: int
    next_meeting: int
    moves_asked: int
    jobs_done: int
    jobs_total: int
    this_week: int
    last_search: str
