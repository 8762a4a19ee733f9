"""`konkret` with versions from a sequence, and no lock on the record: a test must see that readers miss rows.

Whoever takes a number first may commit last, and by then the readers' cursors have gone by.
"""

from contextlib import AbstractAsyncContextManager

from backend.cli import main
from backend.store import sync, sync_writing
from backend.store.audit import Change
from backend.store.engine import Database, Write
from backend.store.record import OpenRecord, RowT

SEQUENCE = "CREATE SEQUENCE loose START 100000"


class LooseRecord(OpenRecord):
    """Open, but nobody's alone."""

    async def put(self, row: RowT, *, before: RowT | None, change: Change) -> None:
        """Write the row with a number that nobody else gets."""
        (drawn,) = await self.db.run("SELECT nextval('loose') AS number")
        self.version = drawn["number"] - 1
        await super().put(row, before=before, change=change)

    async def plan_reminders(self) -> None:
        """They are not what this is about."""

    def moving(self) -> tuple[Write, ...]:
        """The highest of all that were drawn."""
        return (("UPDATE record SET version = greatest(version, {}) WHERE id = {}", (self.version, self.citizen)),)


def not_holding(db: Database, _citizen: str) -> AbstractAsyncContextManager[None]:
    """Stands in for `holding`."""
    return db.transaction()


if __name__ == "__main__":
    sync.holding = not_holding
    sync_writing.OpenRecord = LooseRecord
    main()
