"""The plan: job goals with their history, and when the CV was last gone through."""

from backend.store.engine import Database

ID = "VARCHAR(22)"
TEXT = "TEXT NOT NULL"
DATE = "VARCHAR(10) NOT NULL"
WORD = "VARCHAR(16) NOT NULL"
WHEN = "BIGINT NOT NULL"
ROW = f"""
    id {ID} PRIMARY KEY,
    citizen {ID} NOT NULL REFERENCES record (id),
    version BIGINT NOT NULL"""

STATEMENTS = (
    f"""CREATE TABLE goal ({ROW},
        letter VARCHAR(1) NOT NULL, occupation VARCHAR(200) NOT NULL, term {WORD}, since {DATE}, until {DATE},
        why VARCHAR(200) NOT NULL, made_at {WHEN}, received_at {WHEN})""",
    f"""CREATE TABLE cv ({ROW},
        goals_ok_on {DATE}, experience_ok_on {DATE}, education_ok_on {DATE}, note {TEXT}, link {TEXT},
        received_at {WHEN})""",
    "CREATE INDEX goal_of_citizen ON goal (citizen, version)",
    # One a citizen, whichever phone made it.
    "CREATE UNIQUE INDEX cv_of_citizen ON cv (citizen)",
)


async def apply(db: Database) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        await db.run(statement)
