"""What a meeting has to go through: the programme's list for it and for that citizen, and what may not be left out."""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from backend.domain.age import AgeGroup
from backend.domain.errors import Invalid
from backend.domain.meeting import LeftOut
from backend.domain.programme import Fact, Mandatory, Point, Programme
from backend.domain.text import NOTE, Problems, written

WHY = "why-"
"""Stands before a reference where the reason for leaving it out is written."""


class Agenda(Struct, frozen=True, kw_only=True):
    """One meeting's list. `least_jobs` concrete jobs are handed out under the reference `jobs` ("" = none asked for).

    `mandatory` holds for every meeting; `points` are this one's, `homework` and `examples` of agreements are offered.
    """

    mandatory: tuple[Mandatory, ...]
    points: tuple[Fact, ...]
    homework: tuple[Fact, ...]
    examples: tuple[Fact, ...]
    jobs: str
    least_jobs: int


class Minutes(Struct, frozen=True, kw_only=True):
    """What is said of a meeting that was held: a note for both, the references ticked, and why others were not."""

    summary: str
    gone_through: tuple[str, ...]
    whys: Mapping[str, str]


def agenda(programme: Programme, step: str, *, group: AgeGroup | Literal[""]) -> Agenda:
    """The list of the meeting `step` for a citizen of that age group; everything when the age is not known."""
    found = programme.step(step)
    if found is None:
        return Agenda(
            mandatory=programme.mandatory, points=(), homework=(), examples=programme.agreements, jobs="", least_jobs=0
        )

    def hold(points: Iterable[Point]) -> tuple[Point, ...]:
        return tuple(point for point in points if not group or point.is_for(group))

    return Agenda(
        mandatory=programme.mandatory,
        points=(*hold(found.outcomes), *hold(found.topics), *hold(found.assessments)),
        homework=hold(found.homework),
        examples=programme.agreements,
        jobs=found.jobs.ref if found.jobs else "",
        least_jobs=found.jobs.count if found.jobs else 0,
    )


def check(minutes: Minutes, its: Agenda, *, jobs: int) -> tuple[Minutes, tuple[LeftOut, ...]]:
    """The minutes, tidied, and what was left out, when so many jobs are handed out.

    Raises Invalid with a sentence for each field at fault: a mandatory point is left out only with a reason.
    """
    problems = Problems()
    known = {fact.ref for fact in (*its.mandatory, *its.points)}
    ticked = tuple(dict.fromkeys(ref for ref in minutes.gone_through if ref in known))
    summary = problems.of("summary", written(minutes.summary, most=NOTE))
    missing = {
        fact.ref: f"Skriv, hvorfor I ikke nåede «{fact.da}»." for fact in its.mandatory if fact.ref not in ticked
    }
    if jobs < its.least_jobs:
        missing[its.jobs] = f"Der er givet {jobs} job; programmet siger mindst {its.least_jobs}. Skriv hvorfor."
    left_out = tuple(
        LeftOut(ref=ref, why=problems.of(WHY + ref, written(minutes.whys.get(ref, ""), most=NOTE, required=asks)))
        for ref, asks in missing.items()
    )
    if problems:
        raise Invalid(problems.fields)
    return Minutes(summary=summary, gone_through=ticked, whys={}), left_out
