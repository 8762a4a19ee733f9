"""Worker processes: each says that it is there, so that somebody sees when none is."""

from backend.domain.meeting import DAY
from backend.store.engine import Database

_HERE = """
    INSERT INTO worker (id, started_at, seen_at) VALUES ({}, {}, {})
    ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at"""


async def here(db: Database, worker: str, *, now: int) -> None:
    """That one is there; those that have not said so for a day are forgotten."""
    await db.run(_HERE, worker, now, now)
    await db.run("DELETE FROM worker WHERE seen_at < {}", now - DAY)


async def leaves(db: Database, worker: str) -> None:
    """That one ends in peace."""
    await db.run("DELETE FROM worker WHERE id = {}", worker)
