"""Placements as they are drawn: for the citizen, and for the caseworker with the forms that plan, start and end."""

from collections.abc import Mapping

from msgspec import Struct

from backend.domain.people import Person
from backend.domain.placement import Placement, State, is_near, order
from backend.domain.record import Record
from backend.views.form import BLANK, Field, Filled
from backend.views.shell import Shell

KINDS = {
    "internship": "Praktik i en virksomhed",
    "wage-subsidy": "Job med løntilskud",
    "public-work": "Nytteindsats",
    "education": "Uddannelse",
    "upskilling": "Opkvalificering",
}
MEANINGS = {
    "internship": "Du prøver et job af, mens du beholder din ydelse.",
    "wage-subsidy": "Du får løn, og arbejdsgiveren får et tilskud til den.",
    "public-work": "Du løser en opgave for det offentlige, mens du beholder din ydelse.",
    "education": "Du tager en uddannelse, der fører til job.",
    "upskilling": "Du tager et kursus, som der er brug for i det job, du søger.",
}
LED_TO = {"job": "Et job", "ordinary-hours": "Ordinære timer", "experience": "Erfaring, men ikke job endnu"}


class PlacementCard(Struct, frozen=True, kw_only=True):
    """One placement. Dates are ISO or ""; `gave` and `led_to` are written when it has ended."""

    id: str
    kind: str
    meaning: str
    place: str
    goals: str
    starts_on: str
    ends_on: str
    follow_up_on: str
    state: State
    gave: str
    led_to: str
    planned_by: str


class PlacementsPage(Struct, frozen=True, kw_only=True):
    """The citizen's page: those ahead or running by the day they begin, then those that have ended."""

    shell: Shell
    placements: tuple[PlacementCard, ...]


class PlacementLine(Struct, frozen=True, kw_only=True):
    """One for the caseworker. `talk`: it gave no job, so the citizen and the company are to be met (E.R.8)."""

    card: PlacementCard
    end_form: tuple[Field, ...]
    is_open: bool
    talk: bool


class CitizenPlacementsPage(Struct, frozen=True, kw_only=True):
    """All of one citizen's for the caseworker. `fresh` is the id that what is planned will get."""

    shell: Shell
    id: str
    name: str
    placements: tuple[PlacementLine, ...]
    plan_form: tuple[Field, ...]
    fresh: str
    is_open: bool


def placements_page(shell: Shell, record: Record) -> PlacementsPage:
    """The citizen's own page."""
    return PlacementsPage(shell=shell, placements=tuple(_card(each) for each in by_order(record)))


def by_order(record: Record) -> list[Placement]:
    """Those that have not ended first, each by the day it begins."""
    return sorted(record.placements, key=order)


def near_placement(record: Record, *, today: str) -> PlacementCard | None:
    """The one for the start page on the date `today`, or None."""
    near = [each for each in by_order(record) if is_near(each, today=today)]
    return _card(near[0]) if near else None


def citizen_placements_page(
    shell: Shell,
    person: Person,
    record: Record,
    *,
    fresh: str,
    placement: str = "",
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> CitizenPlacementsPage:
    """The caseworker's page; `typed` and `problems` are those of ending `placement`, of planning when it is ""."""
    filled = Filled(typed, problems)
    plan_form = _plan_form(BLANK if placement else filled)
    lines = tuple(_line(each, placement=placement, filled=filled) for each in by_order(record))
    return CitizenPlacementsPage(
        shell=filled.shell(shell, plan_form, *(line.end_form for line in lines if line.is_open)),
        id=person.id,
        name=person.name,
        placements=lines,
        plan_form=plan_form,
        fresh=fresh,
        is_open=any(field.error for field in plan_form),
    )


def _line(each: Placement, *, placement: str, filled: Filled) -> PlacementLine:
    mine = each.id == placement
    return PlacementLine(
        card=_card(each),
        end_form=_end_form(filled if mine else BLANK) if each.state != "ended" else (),
        is_open=mine,
        talk=each.state == "ended" and each.led_to == "experience",
    )


def _plan_form(filled: Filled) -> tuple[Field, ...]:
    goals_hint = "Aftal med borger og virksomhed, hvad der fører til job eller ordinære timer."
    return (
        filled.field("kind", "Hvad er det?", kind="select", required=True, choices={"": "Vælg"} | KINDS),
        filled.field("place", "Hvor?", required=True),
        filled.field("goals", "Hvad skal det føre til?", kind="textarea", hint=goals_hint, required=True),
        filled.field("starts_on", "Begynder", kind="date"),
        filled.field("ends_on", "Slutter", kind="date"),
        filled.field("follow_up_on", "I følger op", kind="date"),
    )


def _end_form(filled: Filled) -> tuple[Field, ...]:
    return (
        filled.field("led_to", "Hvad førte det til?", kind="select", required=True, choices={"": "Vælg"} | LED_TO),
        filled.field("gave", "Hvad gav det?", kind="textarea", hint="Borgeren kan læse det.", required=True),
    )


def _card(placement: Placement) -> PlacementCard:
    return PlacementCard(
        id=placement.id,
        kind=KINDS[placement.kind],
        meaning=MEANINGS[placement.kind],
        place=placement.place,
        goals=placement.goals,
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        follow_up_on=placement.follow_up_on,
        state=placement.state,
        gave=placement.gave,
        led_to=LED_TO.get(placement.led_to, ""),
        planned_by=placement.planned_by,
    )
