"""An agreement: who does what, by when, made at a meeting."""

from typing import Literal

from msgspec import Struct

from backend.domain.dates import LAST, is_date
from backend.domain.errors import Forbidden, Invalid
from backend.domain.text import TITLE, Problems, clean, written

Party = Literal["citizen", "jobcentre", "a-kasse"]
PARTIES: tuple[Party, ...] = ("citizen", "jobcentre", "a-kasse")


class Agreement(Struct, frozen=True, kw_only=True):
    """One agreement. `by` is a date or "", `done_at` an instant (0 = not done); `meeting` is where it was made."""

    id: str
    version: int
    meeting: str
    who: Party
    what: str
    by: str
    made_by: str
    made_at: int
    done_at: int
    received_at: int


class Promise(Struct, frozen=True, kw_only=True):
    """What a caseworker fills in; `by` is a date or ""."""

    who: str
    what: str
    by: str


def urgency(agreement: Agreement) -> tuple[str, int, str]:
    """Sorts agreements by what is due first; those without a date come last."""
    return (agreement.by or LAST, agreement.made_at, agreement.id)


def must_be_promised_by(side: Party | None, agreement: Agreement) -> None:
    """Raises Forbidden when it is another side that promised it."""
    if agreement.who != side:
        raise Forbidden("Det er ikke dig, der skal gøre det.")


def check(promise: Promise, *, today: str) -> Promise:
    """The promise, tidied. Raises Invalid with a sentence for each field at fault."""
    problems = Problems()
    what = problems.of("what", written(promise.what, most=TITLE, required="Skriv, hvad I har aftalt."))
    by = clean(promise.by)
    if promise.who not in PARTIES:
        problems.add("who", "Vælg, hvem der gør det.")
    if by and not is_date(by):
        problems.add("by", "Skriv en dato, for eksempel 2026-12-01.")
    elif by and by < today:
        problems.add("by", "Datoen er passeret.")
    if problems:
        raise Invalid(problems.fields)
    return Promise(who=promise.who, what=what, by=by)
