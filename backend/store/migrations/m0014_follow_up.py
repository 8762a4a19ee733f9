"""When a decision is followed up."""

from backend.store.engine import Database

STATEMENTS = ("ALTER TABLE decision ADD COLUMN follow_up_on VARCHAR(10) NOT NULL DEFAULT ''",)


async def apply(db: Database) -> None:
    """Make the column. A phone that has a decision without its own takes it for one without a date."""
    for statement in STATEMENTS:
        await db.run(statement)
