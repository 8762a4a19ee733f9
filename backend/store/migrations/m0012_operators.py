"""What running a deployment needs: with which key a subscription was made, what became of reminders, who works."""

from backend.store.engine import Database

STATEMENTS = (
    # "": nobody wrote it down.
    "ALTER TABLE subscription ADD COLUMN made_with VARCHAR(100) NOT NULL DEFAULT ''",
    # What was settled and tried lately is counted, however much there is of what was long ago. The first one holds all
    # that is counted, since reminders lie in no order.
    "CREATE INDEX reminder_settled ON reminder (settled_at, kind, state) WHERE settled_at > 0",
    "CREATE INDEX delivery_at ON delivery (at)",
    "CREATE TABLE worker (id VARCHAR(22) PRIMARY KEY, started_at BIGINT NOT NULL, seen_at BIGINT NOT NULL)",
    """CREATE TABLE appointment (
        id VARCHAR(22) PRIMARY KEY, person VARCHAR(22) NOT NULL, name VARCHAR(200) NOT NULL,
        what VARCHAR(16) NOT NULL, by_whom VARCHAR(200) NOT NULL, at BIGINT NOT NULL)""",
    "ALTER TABLE deployment ADD COLUMN tidied_at BIGINT NOT NULL DEFAULT 0",
)


async def apply(db: Database) -> None:
    """Make the tables, the columns and the indexes."""
    for statement in STATEMENTS:
        await db.run(statement)
