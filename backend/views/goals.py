"""Goals A, B and C as they are drawn: each in its place with what came of it, those before them, and the forms."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from backend.domain.goal import LETTERS, Goal, Letter, Term, recency, standing
from backend.domain.record import Record
from backend.domain.tally import Tally, tallies
from backend.views.form import BLANK, Field, Filled
from backend.views.shell import Shell
from backend.views.status import Status, received

MEANINGS: dict[Letter, str] = {
    "A": "Det job, du helst vil have, og som du er tæt på at kunne få.",
    "B": "Et andet job, hvor du kan bruge det, du kan.",
    "C": "Et job, du kan tage nu, også uden for dit fag, mens du søger videre.",
}
TERMS: dict[str, str] = {"short": "Et job, jeg kan få nu", "long": "Et job, jeg arbejder mig hen imod"}
TERM_LABELS: dict[Term, str] = {"short": "Kort sigt", "long": "Lang sigt"}
OpenForm = Literal["", "set", "move", "end"]


class GoalCard(Struct, frozen=True, kw_only=True):
    """One goal in its place. Dates are ISO, `until` "" while it stands; `term` is said in words."""

    id: str
    letter: Letter
    occupation: str
    term: str
    since: str
    until: str
    why: str
    tally: Tally
    status: Status


class Place(Struct, frozen=True, kw_only=True):
    """One of the three places; `goal` None while it is empty. Forms: new or other words, another place, the end."""

    letter: Letter
    meaning: str
    goal: GoalCard | None
    id: str
    set_form: tuple[Field, ...]
    move_form: tuple[Field, ...]
    end_form: tuple[Field, ...]
    open_form: OpenForm


class GoalsPage(Struct, frozen=True, kw_only=True):
    """«Dine jobmål». `fresh` and `other` are ids for what a move makes; `aside` counts applications towards no goal."""

    shell: Shell
    places: tuple[Place, ...]
    earlier: tuple[GoalCard, ...]
    aside: int
    fresh: str
    other: str


def goals_page(
    shell: Shell,
    record: Record,
    *,
    fresh: str,
    other: str,
    letter: str = "",
    open_form: OpenForm = "",
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> GoalsPage:
    """The page; `typed` and `problems` are those of the form `open_form` in the place `letter`."""
    filled = Filled(typed, problems)
    stand = standing(record.goals)
    cards = {card.letter: card for card in standing_goals(record)}
    places = tuple(
        _place(each, stand, cards.get(each), filled, fresh=fresh, open_form=open_form if each == letter else "")
        for each in LETTERS
    )
    forms = [form for place in places if place.open_form for form in (place.set_form, place.move_form, place.end_form)]
    return GoalsPage(
        shell=filled.shell(shell, *forms),
        places=places,
        earlier=earlier_goals(record),
        aside=sum(entry.applied_on != "" and not entry.goal for entry in record.entries),
        fresh=fresh,
        other=other,
    )


def goal_choices(record: Record) -> dict[str, str]:
    """The places to choose among, each with the goal that stands there."""
    stand = standing(record.goals)
    return {
        letter: f"Mål {letter}: {stand[letter].occupation}" if letter in stand else f"Mål {letter}"
        for letter in LETTERS
    }


def standing_goals(record: Record) -> tuple[GoalCard, ...]:
    """Those that stand now, A first, with what came of them."""
    counted = tallies(record.goals, record.entries)
    return tuple(_card(goal, counted[goal.id]) for goal in standing(record.goals).values())


def earlier_goals(record: Record) -> tuple[GoalCard, ...]:
    """Those that were moved or have ended, the latest first."""
    counted = tallies(record.goals, record.entries)
    ended = sorted((goal for goal in record.goals if goal.until), key=lambda goal: (goal.until, *recency(goal)))
    return tuple(_card(goal, counted[goal.id]) for goal in reversed(ended))


def _place(
    letter: Letter,
    stand: Mapping[Letter, Goal],
    card: GoalCard | None,
    filled: Filled,
    *,
    fresh: str,
    open_form: OpenForm,
) -> Place:
    goal = stand.get(letter)
    return Place(
        letter=letter,
        meaning=MEANINGS[letter],
        goal=card,
        id=goal.id if goal else fresh,
        set_form=_set_form(filled if open_form == "set" else BLANK, goal),
        move_form=_move_form(filled if open_form == "move" else BLANK, letter, stand) if goal else (),
        end_form=_end_form(filled if open_form == "end" else BLANK) if goal else (),
        open_form=open_form,
    )


def _set_form(filled: Filled, goal: Goal | None) -> tuple[Field, ...]:
    term = goal.term if goal else "short"
    return (
        filled.field(
            "occupation",
            "Hvilket job?",
            kind="occupation",
            value=goal.occupation if goal else "",
            hint="Skriv det, som det hedder i jobopslag.",
            required=True,
        ),
        filled.field("term", "Hvornår?", kind="radio", value=term, required=True, choices=TERMS),
    )


def _move_form(filled: Filled, letter: Letter, stand: Mapping[Letter, Goal]) -> tuple[Field, ...]:
    to = {
        each: f"Mål {each}, og byt med «{stand[each].occupation}»" if each in stand else f"Mål {each}"
        for each in LETTERS
        if each != letter
    }
    return (
        filled.field("to", "Hvorhen?", kind="select", required=True, choices={"": "Vælg"} | to),
        filled.field("why", "Hvorfor?", hint="En linje til dig selv og din sagsbehandler.", required=True),
    )


def _end_form(filled: Filled) -> tuple[Field, ...]:
    return (filled.field("why", "Hvorfor?", hint="Det, du har søgt, bliver stående."),)


def _card(goal: Goal, tally: Tally) -> GoalCard:
    return GoalCard(
        id=goal.id,
        letter=goal.letter,
        occupation=goal.occupation,
        term=TERM_LABELS[goal.term],
        since=goal.since,
        until=goal.until,
        why=goal.why,
        tally=tally,
        status=received(goal.received_at),
    )
