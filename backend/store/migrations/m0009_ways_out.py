"""Private calendar addresses."""

from backend.store.engine import Database

STATEMENTS = (
    """CREATE TABLE calendar (
        id VARCHAR(64) PRIMARY KEY, person VARCHAR(22) NOT NULL UNIQUE REFERENCES person (id),
        nonce VARCHAR(22) NOT NULL, made_at BIGINT NOT NULL)""",
    # A caseworker's calendar asks for what that caseworker holds, among all the meetings there are.
    "CREATE INDEX meeting_of_holder ON meeting (held_by, starts_at)",
)


async def apply(db: Database) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        await db.run(statement)
