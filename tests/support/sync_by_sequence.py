"""`konkret` with versions from a sequence, and no lock on the record: a test must see that readers miss rows.

Whoever takes a number first may commit last, and by then the readers' cursors have gone by.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from backend.cli import main
from backend.store import sync
from backend.store.engine import Database
from backend.store.record import Change, OpenRecord, RowT

SEQUENCE = "CREATE SEQUENCE loose START 100000"


class LooseRecord(OpenRecord):
    """Open, but nobody's alone."""

    async def put(self, row: RowT, *, before: RowT | None, change: Change) -> None:
        """Write the row with a number that nobody else gets."""
        (drawn,) = await self.db.run("SELECT nextval('loose') AS number")
        self.version = drawn["number"] - 1
        await super().put(row, before=before, change=change)


@asynccontextmanager
async def not_locked(db: Database, citizen: str) -> AsyncGenerator[OpenRecord]:
    """Stands in for `locked`."""
    async with db.transaction():
        (found,) = await db.run("SELECT version, checksum, forgotten, searched_on FROM record WHERE id = {}", citizen)
        record = LooseRecord(db, citizen, **found)
        yield record
        await db.run("UPDATE record SET version = greatest(version, {}) WHERE id = {}", record.version, citizen)


if __name__ == "__main__":
    sync.locked = not_locked
    main()
