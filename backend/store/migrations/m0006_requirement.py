"""Requirements: what was agreed about job search, a row for each day that something new held from."""

from backend.store.engine import Database

STATEMENTS = (
    """CREATE TABLE requirement (
        id VARCHAR(22) PRIMARY KEY, citizen VARCHAR(22) NOT NULL REFERENCES record (id), version BIGINT NOT NULL,
        since VARCHAR(10) NOT NULL, number INTEGER NOT NULL, period VARCHAR(16) NOT NULL, channels TEXT NOT NULL,
        fields VARCHAR(200) NOT NULL, geography VARCHAR(200) NOT NULL, uploads INTEGER NOT NULL, note TEXT NOT NULL,
        set_by VARCHAR(200) NOT NULL, set_at BIGINT NOT NULL)""",
    "CREATE INDEX requirement_of_citizen ON requirement (citizen, version)",
)


async def apply(db: Database) -> None:
    """Make the table."""
    for statement in STATEMENTS:
        await db.run(statement)
