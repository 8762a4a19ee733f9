"""A course with its line, and what belongs to it: agreements, wishes, decisions, placements, tracks, drafts."""

from backend.store.engine import Database

ID = "VARCHAR(22)"
NAME = "VARCHAR(200) NOT NULL"
TEXT = "TEXT NOT NULL"
DATE = "VARCHAR(10) NOT NULL"
WORD = "VARCHAR(16) NOT NULL"
WHEN = "BIGINT NOT NULL"
ROW = f"""
    id {ID} PRIMARY KEY,
    citizen {ID} NOT NULL REFERENCES record (id),
    version BIGINT NOT NULL"""
EMPTY = "NOT NULL DEFAULT ''"
NONE = "NOT NULL DEFAULT '[]'"
NEVER = "BIGINT NOT NULL DEFAULT 0"

COLUMNS = {
    "person": (f"born_on VARCHAR(10) {EMPTY}",),
    "course": (
        f"programme_version VARCHAR(10) {EMPTY}",
        f"contact_rule VARCHAR(40) {EMPTY}",
        f"age_group VARCHAR(16) {EMPTY}",
        f"line TEXT {NONE}",
    ),
    "meeting": (
        f"after TEXT {EMPTY}",
        f"together_with VARCHAR(200) {EMPTY}",
        f"ready_at {NEVER}",
        f"summary TEXT {EMPTY}",
        f"gone_through TEXT {NONE}",
        f"left_out TEXT {NONE}",
        f"why TEXT {EMPTY}",
        f"received_at {NEVER}",
    ),
}

STATEMENTS = (
    *(f"ALTER TABLE {table} ADD COLUMN {column}" for table, columns in COLUMNS.items() for column in columns),
    f"CREATE TABLE programme (id VARCHAR(20) PRIMARY KEY, body {TEXT})",
    f"""CREATE TABLE draft (
        id {ID} PRIMARY KEY REFERENCES meeting (id), citizen {ID} NOT NULL REFERENCES record (id),
        body {TEXT}, saved_by {ID} NOT NULL, saved_at {WHEN})""",
    f"""CREATE TABLE agreement ({ROW},
        meeting {ID} NOT NULL, who {WORD}, what {NAME}, by {DATE}, made_by {NAME}, made_at {WHEN},
        done_at {WHEN}, received_at {WHEN})""",
    f"""CREATE TABLE wish ({ROW},
        kind {WORD}, meeting {ID} NOT NULL, text {NAME}, link {TEXT}, day {DATE}, made_at {WHEN}, received_at {WHEN},
        answer {WORD}, answer_text {TEXT}, answered_by {NAME}, answered_at {WHEN})""",
    f"""CREATE TABLE decision ({ROW},
        rule_ref {WORD}, about {WORD}, rule {NAME}, facts {TEXT}, outcome {WORD}, reason {TEXT}, decided_by {NAME},
        decided_at {WHEN}, answer {TEXT}, answered_at {WHEN}, received_at {WHEN})""",
    f"""CREATE TABLE placement ({ROW},
        kind {WORD}, place {NAME}, goals {TEXT}, starts_on {DATE}, ends_on {DATE}, follow_up_on {DATE}, state {WORD},
        gave {TEXT}, led_to {WORD}, planned_by {NAME}, planned_at {WHEN})""",
    f"""CREATE TABLE track ({ROW},
        track {WORD}, title {NAME}, plain {NAME}, since {DATE}, until {DATE}, chosen_by {NAME}, reason {TEXT},
        actions {TEXT})""",
    *(
        f"CREATE INDEX {table}_of_citizen ON {table} (citizen, version)"
        for table in ("agreement", "wish", "decision", "placement", "track")
    ),
    "CREATE INDEX draft_of_citizen ON draft (citizen)",
)


async def apply(db: Database) -> None:
    """Make the tables and columns."""
    for statement in STATEMENTS:
        await db.run(statement)
