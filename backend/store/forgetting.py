"""What is kept for phones for a while only: tombstones, and the log of what they sent."""

from msgspec import Struct

from backend.store.engine import Database
from backend.store.record import locked

# When a row was deleted stands in its audit row, which has the same version.
_DELETED_BEFORE = """
    FROM tombstone JOIN audit ON audit.citizen = tombstone.citizen AND audit.version = tombstone.version
    WHERE audit.at < {}"""
_OLD_TOMBSTONES = f"SELECT DISTINCT tombstone.citizen {_DELETED_BEFORE}"
_OLD_LOG = """
    SELECT DISTINCT device.person, device.id FROM mutation JOIN device ON device.id = mutation.device
    WHERE mutation.received_at < {}"""
_UPTO = f"SELECT max(tombstone.version) AS version {_DELETED_BEFORE} AND tombstone.citizen = {{}}"
_DROP_TOMBSTONES = "DELETE FROM tombstone WHERE citizen = {} AND version <= {}"
_FORGOTTEN = "UPDATE record SET forgotten = {} WHERE id = {} AND forgotten < {}"
_DROP_LOG = "DELETE FROM mutation WHERE device = {} AND received_at < {}"


class OldLog(Struct, frozen=True, kw_only=True):
    """A device whose log goes further back than it is kept."""

    person: str
    device: str


async def with_old_tombstones(db: Database, *, before: int) -> list[str]:
    """Ids of the records where something was deleted before that instant."""
    return [row["citizen"] for row in await db.run(_OLD_TOMBSTONES, before)]


async def drop_tombstones(db: Database, citizen: str, *, before: int) -> None:
    """Forget what was deleted before that instant: a phone that has not heard of it by now fetches everything anew."""
    async with locked(db, citizen):
        found = await db.run(_UPTO, before, citizen)
        if upto := found[0]["version"]:
            await db.run(_DROP_TOMBSTONES, citizen, upto)
            await db.run(_FORGOTTEN, upto, citizen, upto)


async def old_logs(db: Database, *, before: int) -> list[OldLog]:
    """Every device that has something in its log from before that instant."""
    return [OldLog(person=row["person"], device=row["id"]) for row in await db.run(_OLD_LOG, before)]


async def drop_log(db: Database, old: OldLog, *, before: int) -> None:
    """Forget what a device sent before that instant.

    The device itself stays, for its last number is what keeps a phone from doing something twice, however late it is.
    """
    async with locked(db, old.person):
        await db.run(_DROP_LOG, old.device, before)
