"""The page about the requirement: how it is filled in, what counts and why the rest does not, what was agreed."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from backend.domain.dates import days_between
from backend.domain.people import Person
from backend.domain.period import Kind, Period
from backend.domain.record import Record
from backend.domain.requirement import Count, Standing, Uploads, held_on, in_turn
from backend.domain.search_mark import SearchMark, in_force, load_marks
from backend.domain.time import local_date
from backend.views.agreed import AgreedCard, agreed_cards, agreed_form, ending_form, per
from backend.views.counted import Lines, lines
from backend.views.form import BLANK, Field, Filled
from backend.views.requirement_bar import Bar, bar_of, count_of
from backend.views.shell import Shell

OpenForm = Literal["agree", "end", ""]


class Part(Struct, frozen=True, kw_only=True):
    """A share of a period: «2 om ugen» in so many of its days."""

    per: str
    days: int
    of_days: int


class Earlier(Struct, frozen=True, kw_only=True):
    """A period that is over."""

    kind: Kind
    first: str
    last: str
    done: int
    needed: int


class Mark(Struct, frozen=True, kw_only=True):
    """A mark, and in words what there is beside it; `sure` when its number was found in the source."""

    da: str
    beside: str
    source: str
    sure: bool


class Shown(Struct, frozen=True, kw_only=True):
    """All that is told of a citizen's requirement, to both sides alike.

    `bar` and `agreed` are None when nothing is in force. `parts`: where the period is no whole one under one number.
    `coming` begin later, the soonest first; `before` held before, the latest first.
    """

    bar: Bar | None
    agreed: AgreedCard | None
    parts: tuple[Part, ...]
    uploads: Uploads | None
    lines: Lines
    coming: tuple[AgreedCard, ...]
    before: tuple[AgreedCard, ...]
    earlier: tuple[Earlier, ...]
    marks: tuple[Mark, ...]


class RequirementPage(Struct, frozen=True, kw_only=True):
    """«Krav til jobsøgning» for the citizen."""

    shell: Shell
    shown: Shown


class CitizenRequirementPage(Struct, frozen=True, kw_only=True):
    """The same for the caseworker, who sets and ends it. `open_form`: something in that form was wrong."""

    shell: Shell
    id: str
    name: str
    shown: Shown
    form: tuple[Field, ...]
    ending: tuple[Field, ...]
    fresh: str
    open_form: OpenForm


def requirement_page(shell: Shell, record: Record, *, now: int) -> RequirementPage:
    """The citizen's own page at the instant `now`."""
    return RequirementPage(shell=shell, shown=shown(record, today=local_date(now)))


def citizen_requirement_page(
    shell: Shell,
    person: Person,
    record: Record,
    *,
    now: int,
    fresh: str,
    open_form: OpenForm = "",
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> CitizenRequirementPage:
    """The caseworker's page; `typed` and `problems` are those of `open_form`."""
    today = local_date(now)
    filled = Filled(typed, problems)
    held = held_on(in_turn(record.requirements), today)
    form = agreed_form(filled if open_form == "agree" else BLANK, held, today=today)
    ending = ending_form(filled if open_form == "end" else BLANK, today=today)
    return CitizenRequirementPage(
        shell=filled.shell(shell, form if open_form == "agree" else ending),
        id=person.id,
        name=person.name,
        shown=shown(record, today=today),
        form=form,
        ending=ending if held or open_form == "end" else (),
        fresh=fresh,
        open_form=open_form,
    )


def shown(record: Record, *, today: str) -> Shown:
    """The requirement as it stands on the date `today`."""
    counted = count_of(record, today=today)
    cards = agreed_cards(record.requirements)
    held = counted.holds.id if counted.holds else ""
    begun = [card for card in cards if card.since <= today and card.id != held]
    return Shown(
        bar=bar_of(counted),
        agreed=next((card for card in cards if card.id == held), None),
        parts=_parts(counted.running.period) if counted.running else (),
        uploads=counted.uploads,
        lines=lines(record.entries, counted.verdicts),
        coming=tuple(card for card in cards if card.since > today and not card.replaced),
        before=tuple(reversed(begun)),
        earlier=tuple(_earlier(standing) for standing in counted.earlier),
        marks=tuple(_mark(mark, counted) for mark in in_force(load_marks(), on=today)),
    )


def _parts(period: Period) -> tuple[Part, ...]:
    parts = tuple(
        Part(per=per(each.number, each.kind), days=days_between(each.first, each.last) + 1, of_days=period.days)
        for each in period.parts
    )
    return () if len(parts) == 1 and parts[0].days == period.days else parts


def _earlier(standing: Standing) -> Earlier:
    period = standing.period
    return Earlier(kind=period.kind, first=period.first, last=period.last, done=standing.done, needed=period.needed)


def _mark(mark: SearchMark, counted: Count) -> Mark:
    beside = {
        "four-weeks": f"{counted.four_weeks} de seneste 28 dage",
        "month": f"{counted.month} i denne kalendermåned",
    }
    return Mark(da=mark.da, beside=beside[mark.per], source=mark.source, sure=mark.sure)
