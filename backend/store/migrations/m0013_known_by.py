"""What a goal was before it was moved, the goal that an entry was written for, and what a file is known by."""

from backend.store.engine import Database

STATEMENTS = (
    "ALTER TABLE goal ADD COLUMN came_from VARCHAR(22) NOT NULL DEFAULT ''",
    "ALTER TABLE joblog ADD COLUMN goal_id VARCHAR(22) NOT NULL DEFAULT ''",
    # "": what came before is not compared with what comes.
    "ALTER TABLE attachment ADD COLUMN digest VARCHAR(43) NOT NULL DEFAULT ''",
    # Until now the same words, in another place from the day that they ended here, were the same goal.
    """UPDATE goal SET came_from = COALESCE((
        SELECT earlier.id FROM goal AS earlier
        WHERE earlier.citizen = goal.citizen AND earlier.until = goal.since
            AND earlier.occupation = goal.occupation AND earlier.letter <> goal.letter
            AND (earlier.since, earlier.made_at, earlier.id) < (goal.since, goal.made_at, goal.id)
        ORDER BY earlier.since DESC, earlier.made_at DESC, earlier.id DESC LIMIT 1), '')""",
    # Phones have moved goals without it: they fetch those records anew. Entries till now are known by letter and day.
    """UPDATE record SET version = version + 1, forgotten = version + 1
        WHERE id IN (SELECT citizen FROM goal WHERE came_from <> '')""",
)


async def apply(db: Database) -> None:
    """Make the columns, and fill in what goals came from."""
    for statement in STATEMENTS:
        await db.run(statement)
