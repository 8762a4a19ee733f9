"""This data base's life: its epoch, which is another one after a backup was put back, and its housekeeping."""

import secrets

from backend.store import tables
from backend.store.engine import Database


async def begin_epoch(db: Database) -> None:
    """Make phones take what is here for another history than the one they know."""
    with db.bound():
        await tables.Deployment.update({tables.Deployment.epoch: secrets.token_urlsafe(16)}, force=True)


async def note_tidied(db: Database, *, now: int) -> None:
    """The housekeeping is done."""
    await db.run("UPDATE deployment SET tidied_at = {}", now)
