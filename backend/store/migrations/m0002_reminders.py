"""Reminders as the queue they are sent from, and the browsers that want them."""

from backend.store.engine import Database

STATEMENTS = (
    """CREATE TABLE subscription (
        id VARCHAR(64) PRIMARY KEY, person VARCHAR(22) NOT NULL REFERENCES person (id),
        endpoint TEXT NOT NULL, p256dh VARCHAR(200) NOT NULL, auth VARCHAR(100) NOT NULL, made_at BIGINT NOT NULL)""",
    "CREATE INDEX subscription_of_person ON subscription (person)",
    """CREATE TABLE reminder (
        id VARCHAR(80) PRIMARY KEY, citizen VARCHAR(22) NOT NULL REFERENCES record (id),
        kind VARCHAR(32) NOT NULL, about VARCHAR(22) NOT NULL, due_at BIGINT NOT NULL, pointless_at BIGINT NOT NULL,
        state VARCHAR(16) NOT NULL, leased_until BIGINT NOT NULL, attempts INTEGER NOT NULL, settled_at BIGINT NOT NULL)
    """,
    "CREATE INDEX reminder_of_citizen ON reminder (citizen)",
    "CREATE INDEX reminder_due ON reminder (due_at) WHERE state = 'planned'",
)


async def apply(db: Database) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        await db.run(statement)
