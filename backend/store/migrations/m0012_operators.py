"""What running a deployment needs: which key a browser's subscription was made with."""

from backend.store.engine import Database

STATEMENTS = (
    # "": nobody wrote it down.
    "ALTER TABLE subscription ADD COLUMN made_with VARCHAR(100) NOT NULL DEFAULT ''",
)


async def apply(db: Database) -> None:
    """Make the column."""
    for statement in STATEMENTS:
        await db.run(statement)
