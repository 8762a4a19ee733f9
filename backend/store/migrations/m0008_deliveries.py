"""Reminders for caseworkers too, each attempt to deliver one, and what people want to be reminded of and when."""

from backend.store.engine import Database

ID = "VARCHAR(22)"
KEY = "VARCHAR(100)"
WORD = "VARCHAR(16) NOT NULL"
WHEN = "BIGINT NOT NULL"

# A reminder is to one person and about one record, or about none: a digest of many. SQLite cannot make a column
# nullable, so the table is made anew; until now everybody's reminders were about their own record.
STATEMENTS = (
    f"""CREATE TABLE new_reminder (
        id {KEY} PRIMARY KEY,
        person {ID} NOT NULL REFERENCES person (id), citizen {ID} REFERENCES record (id),
        kind VARCHAR(32) NOT NULL, about {ID} NOT NULL, due_at {WHEN}, pointless_at {WHEN},
        state {WORD}, leased_until {WHEN}, attempts INTEGER NOT NULL, settled_at {WHEN})""",
    """INSERT INTO new_reminder (
            id, person, citizen, kind, about, due_at, pointless_at, state, leased_until, attempts, settled_at)
        SELECT id, citizen, citizen, kind, about, due_at, pointless_at, state, leased_until, attempts, settled_at
        FROM reminder""",
    "DROP TABLE reminder",
    "ALTER TABLE new_reminder RENAME TO reminder",
    "CREATE INDEX reminder_of_citizen ON reminder (citizen, pointless_at)",
    "CREATE INDEX reminder_of_person ON reminder (person, pointless_at)",
    "CREATE INDEX reminder_due ON reminder (due_at) WHERE state IN ('planned', 'told')",
    f"""CREATE TABLE delivery (
        id {ID} PRIMARY KEY, reminder {KEY} NOT NULL REFERENCES reminder (id),
        person {ID} NOT NULL REFERENCES person (id), way {WORD}, host VARCHAR(200) NOT NULL, at {WHEN},
        outcome {WORD}, seen_at {WHEN}, receipt {ID} NOT NULL)""",
    "CREATE INDEX delivery_of_reminder ON delivery (reminder)",
    "CREATE INDEX delivery_of_person ON delivery (person, at)",
    f"""CREATE TABLE preference (
        person {ID} PRIMARY KEY REFERENCES person (id), chosen TEXT NOT NULL,
        quiet_from VARCHAR(5) NOT NULL, quiet_to VARCHAR(5) NOT NULL, details INTEGER NOT NULL)""",
    "ALTER TABLE meeting ADD COLUMN moved_from BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE meeting ADD COLUMN closed_by VARCHAR(200) NOT NULL DEFAULT ''",
    "ALTER TABLE meeting ADD COLUMN closed_at BIGINT NOT NULL DEFAULT 0",
    "CREATE INDEX mutation_refused ON mutation (device, received_at) WHERE state = 'refused'",
    "CREATE INDEX device_of_person ON device (person)",
    # 0: the record's reminders are to be planned anew, by whichever worker comes to it first.
    "ALTER TABLE record ADD COLUMN planned INTEGER NOT NULL DEFAULT 0",
    # The date of the last application that they were planned with.
    "ALTER TABLE record ADD COLUMN searched_on VARCHAR(10) NOT NULL DEFAULT ''",
    "CREATE INDEX record_planned ON record (planned)",
)


async def apply(db: Database) -> None:
    """Make the tables and columns."""
    for statement in STATEMENTS:
        await db.run(statement)
