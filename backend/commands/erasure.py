"""Erasing a citizen: an operator's act, for good."""

from backend.commands.write import Ground, retried
from backend.domain.people import Person
from backend.store import erasure
from backend.store.files import Files


async def erase(ground: Ground, citizen: Person, *, files: Files) -> None:
    """Take the record, the files and the person away. Raises NoRecord for somebody without a record.

    A file that is left when this is cut off has no row, and goes with the housekeeping.
    """
    gone: list[str] = []

    async def once() -> None:
        gone[:] = await erasure.erase(ground.db, citizen.id, now=ground.clock())

    await retried(once)
    await files.remove(gone)
