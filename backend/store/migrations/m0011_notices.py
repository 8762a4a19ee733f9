"""Whether a citizen comes to a meeting, and whether a message was opened."""

from backend.store.engine import Database

STATEMENTS = (
    "ALTER TABLE meeting ADD COLUMN comes_at BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE delivery ADD COLUMN opened_at BIGINT NOT NULL DEFAULT 0",
)


async def apply(db: Database) -> None:
    """Make the columns. A phone that has a meeting without its own takes it for not said."""
    for statement in STATEMENTS:
        await db.run(statement)
