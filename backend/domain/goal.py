"""A job goal of the ABC plan: what the citizen looks for first, second and third, and when it was so."""

from collections.abc import Iterable
from typing import Literal, get_args

from msgspec import Struct, structs

from backend.domain.dates import is_date, plus
from backend.domain.errors import Ended, Invalid
from backend.domain.text import TITLE, Problems, written

Letter = Literal["A", "B", "C"]
Term = Literal["short", "long"]

LETTERS: tuple[Letter, ...] = get_args(Letter)
TERMS: tuple[Term, ...] = get_args(Term)
OLDEST = 730


class Goal(Struct, frozen=True, kw_only=True):
    """One goal in its place. `since` and `until` are dates, `until` "" while it stands; `why` it was moved or ended.

    A goal that is moved ends where it was, and goes on in the new place under another id: `came_from` is the one before
    ("" = it began here). So it is the same goal, whatever words are found for it later.
    """

    id: str
    version: int
    letter: Letter
    occupation: str
    term: Term
    since: str
    until: str
    why: str
    came_from: str
    made_at: int
    received_at: int


class Aim(Struct, frozen=True, kw_only=True):
    """What the citizen fills in."""

    letter: str
    occupation: str
    term: str


def check(aim: Aim) -> tuple[Letter, str, Term]:
    """Its letter, occupation and term, tidied. Raises Invalid with a sentence for each field at fault."""
    problems = Problems()
    occupation = problems.of(
        "occupation", written(aim.occupation, most=TITLE, required="Skriv, hvilket job du går efter.")
    )
    letter = next(filter(aim.letter.__eq__, LETTERS), None)
    term = next(filter(aim.term.__eq__, TERMS), None)
    if letter is None:
        problems.add("letter", "Vælg mål A, B eller C.")
    if term is None:
        problems.add("term", "Vælg kort eller lang sigt.")
    if problems or letter is None or term is None:
        raise Invalid(problems.fields)
    return letter, occupation, term


def check_move(goal: Goal, to: str, why: str) -> tuple[Letter, str]:
    """Where the goal goes, and why, tidied. Raises Invalid: whoever follows the search is to understand it."""
    problems = Problems()
    tidy = problems.of("why", written(why, most=TITLE, required="Skriv kort, hvorfor du flytter målet."))
    letter = next(filter(to.__eq__, LETTERS), None)
    if letter is None or letter == goal.letter:
        problems.add("to", "Vælg, hvor målet skal hen.")
    if problems or letter is None:
        raise Invalid(problems.fields)
    return letter, tidy


def check_why(why: str) -> str:
    """Why a goal ends, tidied; nobody has to say. Raises Invalid when too long."""
    problems = Problems()
    tidy = problems.of("why", written(why, most=TITLE))
    if problems:
        raise Invalid(problems.fields)
    return tidy


def day_of(on: str, *, today: str) -> str:
    """The date `on` that a phone tells; today when it cannot be that: a phone's clock may be anywhere."""
    return on if is_date(on) and plus(today, -OLDEST) <= on <= today else today


def begun(letter: Letter, occupation: str, term: Term, *, id: str, since: str, made_at: int, received_at: int) -> Goal:  # noqa: A002 -- the field's own name
    """A new goal, that stands from the date `since`."""
    return Goal(
        id=id,
        version=0,
        letter=letter,
        occupation=occupation,
        term=term,
        since=since,
        until="",
        why="",
        came_from="",
        made_at=made_at,
        received_at=received_at,
    )


def moved(goal: Goal, to: Letter, *, id: str, since: str, made_at: int, received_at: int) -> Goal:  # noqa: A002 -- the field's own name
    """The same goal in the place `to`, from the date `since`."""
    anew = begun(to, goal.occupation, goal.term, id=id, since=since, made_at=made_at, received_at=received_at)
    return structs.replace(anew, came_from=goal.id)


def ended(goal: Goal, on: str, *, why: str) -> Goal:
    """The goal as it stood until the date `on`."""
    return structs.replace(goal, until=max(goal.since, on), why=why)


def must_stand(goal: Goal) -> None:
    """Raises Ended."""
    if goal.until:
        raise Ended("Målet er afsluttet eller flyttet.")


def standing(goals: Iterable[Goal]) -> dict[Letter, Goal]:
    """The goals that stand now, by letter, A first."""
    found = {goal.letter: goal for goal in sorted(goals, key=recency) if not goal.until}
    return {letter: found[letter] for letter in LETTERS if letter in found}


def standing_id(goals: Iterable[Goal], letter: str) -> str:
    """Id of the goal that stands in that place now; "" where none does."""
    return next((goal.id for place, goal in standing(goals).items() if place == letter), "")


def recency(goal: Goal) -> tuple[str, int, str]:
    """Sorts goals by when they began."""
    return (goal.since, goal.made_at, goal.id)
