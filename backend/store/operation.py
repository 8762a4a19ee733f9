"""How a deployment does, in numbers alone: what waits now, what became of reminders and attempts lately, who works."""

from backend.domain.meeting import MINUTE
from backend.domain.operation import Attempts, Fate, Lately, Standing
from backend.store.engine import Database

ALIVE = MINUTE
"""A worker that has said nothing for longer is not counted, in milliseconds."""

# Each reads what it counts by an index and no more.
_WAITING = """
    SELECT count(*) - count(free_at) AS held, count(free_at) AS waiting, min(free_at) AS first_due FROM (
        SELECT CASE WHEN leased_until <= {} THEN due_at END AS free_at FROM reminder
        WHERE state IN ('planned', 'told') AND due_at <= {}) AS due"""
_FATES = """
    SELECT kind, state, count(*) AS many FROM reminder
    WHERE settled_at > 0 AND settled_at > {} GROUP BY kind, state ORDER BY kind, state"""
_ATTEMPTS = """
    SELECT way, host, outcome, count(*) AS many, sum(CASE WHEN seen_at > 0 THEN 1 ELSE 0 END) AS seen FROM delivery
    WHERE at > {} GROUP BY way, host, outcome ORDER BY way, host, outcome"""
_WORK = """
    SELECT tidied_at, (SELECT count(*) FROM worker WHERE seen_at > {}) AS workers,
        (SELECT count(*) FROM dead_letter) AS set_aside FROM deployment"""


async def standing(db: Database, *, now: int) -> Standing:
    """At the instant `now`."""
    (queue,), (work,) = await db.run(_WAITING, now, now), await db.run(_WORK, now - ALIVE)
    return Standing(**queue | {"first_due": queue["first_due"] or 0}, **work)


async def lately(db: Database, *, since: int) -> Lately:
    """After the instant `since`."""
    return Lately(
        fates=tuple(Fate(**row) for row in await db.run(_FATES, since)),
        attempts=tuple(Attempts(**row) for row in await db.run(_ATTEMPTS, since)),
    )
