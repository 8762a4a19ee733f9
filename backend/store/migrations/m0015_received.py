"""Finding what of a phone's log is in a backup without reading the days that are not."""

from backend.store.engine import Database

STATEMENTS = ("CREATE INDEX mutation_received ON mutation (device, received_at, number)",)


async def apply(db: Database) -> None:
    """Make the index."""
    for statement in STATEMENTS:
        await db.run(statement)
