"""An entry of the joblog with all its parts, and its way from planned to settled."""

from backend.store.engine import Database

EMPTY = "NOT NULL DEFAULT ''"

COLUMNS = (
    f"cvr VARCHAR(8) {EMPTY}",
    f"contact VARCHAR(200) {EMPTY}",
    f"found VARCHAR(16) {EMPTY}",
    f"kind VARCHAR(16) {EMPTY}",
    "hours INTEGER NOT NULL DEFAULT 0",
    f"deadline VARCHAR(10) {EMPTY}",
    f"goal VARCHAR(1) {EMPTY}",
    "status VARCHAR(16) NOT NULL DEFAULT 'applied'",
    "steps TEXT NOT NULL DEFAULT '[]'",
    f"private_note TEXT {EMPTY}",
    f"on_jobnet VARCHAR(10) {EMPTY}",
    "archived_at BIGINT NOT NULL DEFAULT 0",
)

STATEMENTS = (
    *(f"ALTER TABLE joblog ADD COLUMN {column}" for column in COLUMNS),
    # Whatever was written in so far had been applied for.
    """UPDATE joblog SET steps = '[{"status":"applied","on":"' || applied_on || '","note":""}]'""",
    # Phones have these rows without their new columns: they are to fetch the record anew.
    "UPDATE record SET version = version + 1, forgotten = version + 1",
)


async def apply(db: Database) -> None:
    """Make the columns, give each entry its first step, and have phones fetch it."""
    for statement in STATEMENTS:
        await db.run(statement)
