"""What is enclosed with an entry of the joblog."""

from backend.store.engine import Database

ID = "VARCHAR(22)"

STATEMENTS = (
    f"""CREATE TABLE attachment (
        id {ID} PRIMARY KEY, citizen {ID} NOT NULL REFERENCES record (id), version BIGINT NOT NULL,
        entry {ID} NOT NULL, name VARCHAR(120) NOT NULL, media VARCHAR(100) NOT NULL, bytes INTEGER NOT NULL,
        role VARCHAR(16) NOT NULL, made_at BIGINT NOT NULL, received_at BIGINT NOT NULL)""",
    "CREATE INDEX attachment_of_citizen ON attachment (citizen, version)",
)


async def apply(db: Database) -> None:
    """Make the table."""
    for statement in STATEMENTS:
        await db.run(statement)
