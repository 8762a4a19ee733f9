"""Where reminders stand, for whoever runs a deployment: those of one person, and the queue as a whole."""

from msgspec import Struct

from backend.domain.meeting import DAY
from backend.store.engine import Database

_OF_PERSON = """
    SELECT id, kind, about, due_at, pointless_at, state, attempts FROM reminder
    WHERE person = {} AND pointless_at > {} ORDER BY due_at, id"""
_QUEUE = """
    SELECT kind, state, count(*) AS many, min(due_at) AS first_due FROM reminder
    WHERE state IN ('planned', 'told') AND due_at <= {} OR settled_at > {}
    GROUP BY kind, state ORDER BY kind, state"""
_HOSTS = """
    SELECT way, host, outcome, count(*) AS many FROM delivery
    WHERE at > {} GROUP BY way, host, outcome ORDER BY way, host, outcome"""


class Line(Struct, frozen=True, kw_only=True):
    """One reminder of a person as the table has it; instants."""

    id: str
    kind: str
    about: str
    due_at: int
    pointless_at: int
    state: str
    attempts: int


class Tally(Struct, frozen=True, kw_only=True):
    """How many of a kind are in a state; `first_due` is the instant at which the first of them was due."""

    kind: str
    state: str
    many: int
    first_due: int


class Attempts(Struct, frozen=True, kw_only=True):
    """How many attempts by one way at one host had one outcome ("" = nobody knows yet)."""

    way: str
    host: str
    outcome: str
    many: int


class Queue(Struct, frozen=True, kw_only=True):
    """What is due and waits, what was settled in the last day, and the attempts of that day."""

    tallies: tuple[Tally, ...]
    attempts: tuple[Attempts, ...]


async def of_person(db: Database, person: str, *, now: int) -> list[Line]:
    """What is planned for the person or was settled, and is not pointless yet or has been for less than a day."""
    return [Line(**row) for row in await db.run(_OF_PERSON, person, now - DAY)]


async def queue(db: Database, *, now: int) -> Queue:
    """The queue at the instant `now`."""
    return Queue(
        tallies=tuple(Tally(**row) for row in await db.run(_QUEUE, now, now - DAY)),
        attempts=tuple(Attempts(**row) for row in await db.run(_HOSTS, now - DAY)),
    )
