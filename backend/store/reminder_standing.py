"""Where one person's reminders stand, for whoever runs a deployment."""

from msgspec import Struct

from backend.domain.meeting import DAY
from backend.store.engine import Database

_OF_PERSON = """
    SELECT id, kind, about, due_at, pointless_at, state, attempts FROM reminder
    WHERE person = {} AND pointless_at > {} ORDER BY due_at, id"""


class Line(Struct, frozen=True, kw_only=True):
    """One reminder of a person as the table has it; instants."""

    id: str
    kind: str
    about: str
    due_at: int
    pointless_at: int
    state: str
    attempts: int


async def of_person(db: Database, person: str, *, now: int) -> list[Line]:
    """What is planned for the person or was settled, and is not pointless yet or has been for less than a day."""
    return [Line(**row) for row in await db.run(_OF_PERSON, person, now - DAY)]
