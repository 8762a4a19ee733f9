"""Taking a citizen out of the data base, and remembering no more than that it was done."""

from backend.store import tables
from backend.store.engine import Database
from backend.store.kinds import KINDS
from backend.store.record import locked

# What hangs on something comes before what it hangs on. The tables of the rows themselves are those of `KINDS`.
_OF_DEVICES = ("dead_letter", "mutation")
_OF_REMINDERS = ("delivery",)
_OF_THE_PERSON = ("device", "session", "subscription", "preference", "calendar", "contact")
_OF_THE_RECORD = ("draft", "reminder", "audit", "tombstone", *(kind.name for kind in KINDS))


async def erase(db: Database, citizen: str, *, now: int) -> list[str]:
    """Delete the record and everything of the person, in one transaction; the ids of files that are left over.

    Raises NoRecord when there is none.

    The lock makes a sync that is under way come first or find nothing; what its phone did not send stays there.
    """
    async with locked(db, citizen):
        files = await db.run("SELECT id FROM attachment WHERE citizen = {}", citizen)
        files += await db.run("SELECT id FROM tombstone WHERE citizen = {} AND kind = 'attachment'", citizen)
        for table in _OF_DEVICES:
            await db.run(f"DELETE FROM {table} WHERE device IN (SELECT id FROM device WHERE person = {{}})", citizen)  # noqa: S608 -- our own table names
        for table in _OF_REMINDERS:
            await db.run(
                f"DELETE FROM {table} WHERE reminder IN (SELECT id FROM reminder WHERE citizen = {{}})",  # noqa: S608 -- likewise
                citizen,
            )
        for table in _OF_THE_PERSON:
            await db.run(f"DELETE FROM {table} WHERE person = {{}}", citizen)  # noqa: S608 -- likewise
        for table in _OF_THE_RECORD:
            await db.run(f"DELETE FROM {table} WHERE citizen = {{}}", citizen)  # noqa: S608 -- likewise
        for table in ("record", "person"):
            await db.run(f"DELETE FROM {table} WHERE id = {{}}", citizen)  # noqa: S608 -- likewise
        await db.run("INSERT INTO erased (id, at) VALUES ({}, {}) ON CONFLICT (id) DO NOTHING", citizen, now)
    return [file["id"] for file in files]


async def was_erased(person: str) -> bool:
    """Whether a citizen of that id was here once and is erased."""
    return await tables.Erased.exists().where(tables.Erased.id == person)
