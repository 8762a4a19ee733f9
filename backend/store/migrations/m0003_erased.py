"""Who was erased: an id that leads to nobody any more, so that their phone can be told."""

from backend.store.engine import Database


async def apply(db: Database) -> None:
    """Make the table."""
    await db.run("CREATE TABLE erased (id VARCHAR(22) PRIMARY KEY, at BIGINT NOT NULL)")
