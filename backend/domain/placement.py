"""A placement: a time in a company, an education or a course, with its goals and what it gave."""

from typing import Literal, get_args

from msgspec import Struct

from backend.domain.dates import LAST, is_date, plus
from backend.domain.errors import Invalid
from backend.domain.text import NOTE, TITLE, Problems, clean, written

Kind = Literal["internship", "wage-subsidy", "public-work", "education", "upskilling"]
State = Literal["planned", "started", "ended"]
LedTo = Literal["", "job", "ordinary-hours", "experience"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Placement(Struct, frozen=True, kw_only=True):
    """One placement. `starts_on`, `ends_on` and `follow_up_on` are dates or ""; `gave` is written when it has ended."""

    id: str
    version: int
    kind: Kind
    place: str
    goals: str
    starts_on: str
    ends_on: str
    follow_up_on: str
    state: State
    gave: str
    led_to: LedTo
    planned_by: str
    planned_at: int


class Plan(Struct, frozen=True, kw_only=True):
    """What a caseworker fills in to plan one; dates or ""."""

    kind: str
    place: str
    goals: str
    starts_on: str
    ends_on: str
    follow_up_on: str


DATES = ("starts_on", "ends_on", "follow_up_on")


def check(plan: Plan) -> Plan:
    """The plan, tidied. Raises Invalid with a sentence for each field at fault."""
    problems = Problems()
    place = problems.of("place", written(plan.place, most=TITLE, required="Skriv, hvor det er."))
    goals = problems.of("goals", written(plan.goals, most=NOTE, required="Skriv, hvad det skal føre til."))
    starts_on, ends_on, follow_up_on = (clean(getattr(plan, name)) for name in DATES)
    if plan.kind not in KINDS:
        problems.add("kind", "Vælg, hvad det er.")
    for name, day in zip(DATES, (starts_on, ends_on, follow_up_on), strict=True):
        if day and not is_date(day):
            problems.add(name, "Skriv en dato, for eksempel 2026-12-01.")
    if starts_on and ends_on and ends_on < starts_on:
        problems.add("ends_on", "Det kan ikke slutte, før det begynder.")
    if problems:
        raise Invalid(problems.fields)
    return Plan(
        kind=plan.kind, place=place, goals=goals, starts_on=starts_on, ends_on=ends_on, follow_up_on=follow_up_on
    )


def check_end(led_to: str, gave: str) -> tuple[LedTo, str]:
    """What it led to and what it gave, tidied. Raises Invalid when either is missing (C.4.1, D.4.1, E.R.7)."""
    problems = Problems()
    tidy = problems.of("gave", written(gave, most=NOTE, required="Skriv, hvad det gav."))
    found = next((each for each in get_args(LedTo) if each and each == led_to), None)
    if found is None:
        problems.add("led_to", "Vælg, hvad det førte til.")
    if problems or found is None:
        raise Invalid(problems.fields)
    return found, tidy


SOON_DAYS = 14


def is_near(placement: Placement, *, today: str) -> bool:
    """Whether it is on somebody's mind: it runs, or it is planned to begin within two weeks."""
    if placement.state == "planned":
        return bool(placement.starts_on) and placement.starts_on <= plus(today, SOON_DAYS)
    return placement.state == "started"


def order(placement: Placement) -> tuple[bool, str, int, str]:
    """Sorts placements: those that have not ended first, each by the day it begins."""
    return (placement.state == "ended", placement.starts_on or LAST, placement.planned_at, placement.id)
