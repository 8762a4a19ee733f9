"""This data base's life: its epoch, which is another one after a backup was put back."""

import secrets

from backend.store import tables
from backend.store.engine import Database


async def begin_epoch(db: Database) -> None:
    """Make phones take what is here for another history than the one they know."""
    with db.bound():
        await tables.Deployment.update({tables.Deployment.epoch: secrets.token_urlsafe(16)}, force=True)
