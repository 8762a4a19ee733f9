"""Homework: something agreed to be done before the next meeting."""

from msgspec import Struct

from backend.domain.dates import LAST, is_date
from backend.domain.errors import Invalid
from backend.domain.text import NOTE, TITLE, Problems, clean, written


class Assignment(Struct, frozen=True, kw_only=True):
    """One assignment. `due` is a date or "", `done_at` an instant (0 = not done).

    `note` is what the citizen writes to the caseworker.
    """

    id: str
    version: int
    title: str
    detail: str
    due: str
    done_at: int
    note: str
    given_by: str
    given_at: int
    received_at: int


class Homework(Struct, frozen=True, kw_only=True):
    """What a caseworker fills in to give homework; `due` is a date or ""."""

    title: str
    detail: str
    due: str


def counts(assignment: Assignment, *, today: str) -> bool:
    """Whether the assignment is one of those agreed for now: still to do, or done and its time has not run out."""
    return not assignment.done_at or not assignment.due or assignment.due >= today


def urgency(assignment: Assignment) -> tuple[str, int, str]:
    """Sorts assignments by what is due first; those without a date come last."""
    return (assignment.due or LAST, assignment.given_at, assignment.id)


def check(homework: Homework, *, today: str) -> Homework:
    """The homework, tidied. Raises Invalid with a sentence for each field at fault."""
    problems = Problems()
    tidy = Homework(
        title=problems.of("title", written(homework.title, most=TITLE, required="Skriv, hvad opgaven går ud på.")),
        detail=problems.of("detail", written(homework.detail, most=NOTE)),
        due=clean(homework.due),
    )
    if tidy.due and not is_date(tidy.due):
        problems.add("due", "Skriv en dato, for eksempel 2026-12-01.")
    elif tidy.due and tidy.due < today:
        problems.add("due", "Datoen er passeret.")
    if problems:
        raise Invalid(problems.fields)
    return tidy


def check_note(note: str) -> str:
    """A note to the caseworker, tidied; empty takes it back. Raises Invalid when too long."""
    problems = Problems()
    tidy = problems.of("note", written(note, most=NOTE))
    if problems:
        raise Invalid(problems.fields)
    return tidy
