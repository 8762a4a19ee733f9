"""Erasing a citizen: an operator's act, for good."""

from backend.commands.write import Ground, retried
from backend.domain.people import Person
from backend.store import erasure


async def erase(ground: Ground, citizen: Person) -> None:
    """Take the record and the person away. Raises NoRecord for somebody without a record."""
    await retried(lambda: erasure.erase(ground.db, citizen.id, now=ground.clock()))
