"""Operators: who may see how the deployment does, and who was made one when and by whom."""

from collections.abc import Callable
from typing import Final, Literal

from msgspec import Struct

from backend.domain.organisation import Organisation
from backend.domain.people import Person
from backend.store.engine import Database

ORGANISATION: Final = "Drift"
What = Literal["appointed", "dismissed"]


class Appointment(Struct, frozen=True, kw_only=True):
    """Somebody was made an operator, or is one no longer; `by_whom` is a user of a machine."""

    id: str
    person: str
    name: str
    what: What
    by_whom: str
    at: int


async def organisation(db: Database, *, fresh_id: Callable[[], str]) -> str:
    """The id of the organisation that operators are of, which follows nobody; made where there is none."""
    found = await db.run("SELECT id FROM organisation WHERE kind = 'operator' ORDER BY id LIMIT 1")
    if found:
        return found[0]["id"]
    made = Organisation(id=fresh_id(), kind="operator", name=ORGANISATION)
    await db.run("INSERT INTO organisation (id, kind, name) VALUES ({}, {}, {})", made.id, made.kind, made.name)
    return made.id


async def add(db: Database, person: Person) -> None:
    """Let them in."""
    await db.run(
        "INSERT INTO person (id, name, role, organisation, born_on) VALUES ({}, {}, {}, {}, '')",
        person.id,
        person.name,
        person.role,
        person.organisation,
    )


async def remove(db: Database, person: str) -> None:
    """Let them in no longer; their sessions end."""
    await db.run("DELETE FROM session WHERE person = {}", person)
    await db.run("DELETE FROM person WHERE id = {} AND role = 'operator'", person)


async def note(db: Database, appointment: Appointment) -> None:
    """Write down who did what."""
    await db.run(
        "INSERT INTO appointment (id, person, name, what, by_whom, at) VALUES ({}, {}, {}, {}, {}, {})",
        appointment.id,
        appointment.person,
        appointment.name,
        appointment.what,
        appointment.by_whom,
        appointment.at,
    )


async def appointments(db: Database) -> list[Appointment]:
    """All of them, the first one first."""
    rows = await db.run("SELECT id, person, name, what, by_whom, at FROM appointment ORDER BY at, id")
    return [Appointment(**row) for row in rows]
