"""«Min Plan»: what is agreed, wished and aimed at, and where the course stands, to read, print and take along."""

from collections.abc import Mapping

from msgspec import Struct

from backend.domain.agreement import Party
from backend.domain.meeting import next_of
from backend.domain.people import Person
from backend.domain.record import Record
from backend.domain.time import local, local_date
from backend.views.agreed import AgreedCard, agreed_cards
from backend.views.agreements import AgreementCard, agreement_cards
from backend.views.course_title import course_title
from backend.views.cv import CvCard, cv_card, cv_form
from backend.views.form import Field, Filled
from backend.views.goals import GoalCard, earlier_goals, standing_goals
from backend.views.requirement_bar import Bar, bar_of, count_of
from backend.views.shell import Shell
from backend.views.stops import State, stop_cards
from backend.views.wishes import WishCard, wish_cards


class PlanStop(Struct, frozen=True, kw_only=True):
    """A meeting in short: `starts` is local "YYYY-MM-DDTHH:MM"; "" when nothing is booked, then `about` is a date."""

    title: str
    state: State
    starts: str
    about: str


class Plan(Struct, frozen=True, kw_only=True):
    """The plan, the same for both sides. `next` is the next meeting's local "YYYY-MM-DDTHH:MM", or "".

    `asked` is what is agreed about job search and holds now, `bar` how it stands; None when nothing is asked for.
    """

    title: str
    programme: str
    caseworker: str
    organisation: str
    akasse: str
    next: str
    agreements: tuple[AgreementCard, ...]
    wishes: tuple[WishCard, ...]
    goals: tuple[GoalCard, ...]
    earlier: tuple[GoalCard, ...]
    asked: AgreedCard | None
    bar: Bar | None
    stops: tuple[PlanStop, ...]
    cv: CvCard


class PlanPage(Struct, frozen=True, kw_only=True):
    """The citizen's page. `fresh` is the id of the CV point, old or new; `is_open`: something in its form was wrong."""

    shell: Shell
    name: str
    plan: Plan
    cv_form: tuple[Field, ...]
    fresh: str
    is_open: bool


class CitizenPlanPage(Struct, frozen=True, kw_only=True):
    """The same for the caseworker, to read; `own` are the ids of the agreements that their side promised."""

    shell: Shell
    id: str
    name: str
    plan: Plan
    own: tuple[str, ...]


def plan_page(
    shell: Shell,
    record: Record,
    *,
    name: str,
    now: int,
    fresh: str,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> PlanPage:
    """The page at the instant `now`; `typed` and `problems` are those of the note about the CV."""
    filled = Filled(typed, problems)
    plan = plan_of(record, now=now)
    form = cv_form(filled, plan.cv)
    return PlanPage(
        shell=filled.shell(shell, form),
        name=name,
        plan=plan,
        cv_form=form,
        fresh=record.cv.id if record.cv else fresh,
        is_open=any(field.error for field in form),
    )


def citizen_plan_page(shell: Shell, person: Person, record: Record, *, side: Party, now: int) -> CitizenPlanPage:
    """The page at the instant `now` for a caseworker of that side."""
    own = tuple(each.id for each in record.agreements if each.who == side)
    return CitizenPlanPage(shell=shell, id=person.id, name=person.name, plan=plan_of(record, now=now), own=own)


def plan_of(record: Record, *, now: int) -> Plan:
    """All of it at the instant `now`."""
    course = record.course
    following = next_of(record.meetings, now=now)
    counted = count_of(record, today=local_date(now))
    held = counted.holds.id if counted.holds else ""
    return Plan(
        title=course_title(record),
        programme=course.programme_title if course else "",
        caseworker=course.caseworker if course else "",
        organisation=course.organisation if course else "",
        akasse=course.akasse if course else "",
        next=local(following.starts_at) if following else "",
        agreements=agreement_cards(record),
        wishes=wish_cards(record),
        goals=standing_goals(record),
        earlier=earlier_goals(record),
        asked=next((card for card in agreed_cards(record.requirements) if card.id == held), None),
        bar=bar_of(counted),
        stops=tuple(
            PlanStop(title=stop.plain or stop.title, state=stop.state, starts=stop.starts, about=stop.about)
            for stop in stop_cards(record, now=now)
        ),
        cv=cv_card(record.cv),
    )
