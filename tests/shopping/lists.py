"""One list in one transaction: what the engine asks for, and what the commands use."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import msgspec

from sync.server import (
    MODULUS,
    Changes,
    DeadLetter,
    Device,
    ErasedError,
    Head,
    Logged,
    Retry,
    Tombstone,
    in_columns,
    mark,
)
from tests.shopping.commands import Item, not_theirs

KIND = "item"
COLUMNS = ("id", "version", "text", "done")


class ShoppingReading:
    """One person's list as it was when this began."""

    rows_have_own_versions = True

    def __init__(self, raw: sqlite3.Connection, person: str, *, heard: Callable[[str], None]) -> None:
        self._raw = raw
        self._person = person
        self._heard = heard

    async def run(self, statement: str, *given: Any) -> list[Any]:
        """One statement; what it finds."""
        self._heard(statement)
        await asyncio.sleep(0)
        return self._raw.execute(statement, given).fetchall()

    async def head(self, device: str) -> Head:
        found = await self.run("SELECT epoch, version, checksum, pruned FROM list, life WHERE person = ?", self._person)
        if not found:
            raise ErasedError
        epoch, version, checksum, pruned = found[0]
        return Head(
            epoch=epoch, version=version, checksum=checksum, pruned=pruned, device=await self._device_of(device)
        )

    async def versions(self, *, after: int, limit: int) -> Sequence[int]:
        statement = "SELECT version FROM item WHERE person = ? AND version > ? ORDER BY version LIMIT ?"
        return [version for (version,) in await self.run(statement, self._person, after, limit)]

    async def changes(self, *, after: int, settled: int, upto: int) -> Changes:
        items = "SELECT id, version, text, done FROM item WHERE person = ? AND version > ? AND version <= ?"
        rows = [(*row[:3], bool(row[3])) for row in await self.run(items, self._person, after, upto)]
        tombstones = "SELECT id, version FROM tombstone WHERE person = ? AND version > ? AND version <= ?"
        deleted = [Tombstone(*row) for row in await self.run(tombstones, self._person, settled, upto)]
        ((version, checksum, pruned),) = await self.run(
            "SELECT version, checksum, pruned FROM list WHERE person = ?", self._person
        )
        return Changes(
            version=version,
            checksum=checksum,
            pruned=pruned,
            rows={KIND: in_columns(COLUMNS, rows)} if rows else {},
            deleted={KIND: deleted},
        )

    async def _device_of(self, device: str) -> Device | None:
        found = await self.run("SELECT person, last, horizon, attempts, error FROM device WHERE id = ?", device)
        return Device(**dict(zip(Device.__struct_fields__, found[0], strict=True))) if found else None


class ShoppingWriting(ShoppingReading):
    """A transaction on one person's list; `get`, `put` and `remove` are what the commands use."""

    async def device(self, device: str) -> Device:
        await self.run("INSERT OR IGNORE INTO device VALUES (?, ?, 0, 0, 0, '')", device, self._person)
        found = await self._device_of(device)
        assert found is not None
        return found

    @asynccontextmanager
    async def savepoint(self) -> AsyncGenerator[None]:
        await self.run("SAVEPOINT attempt")
        try:
            with retry_told():
                yield
        except BaseException:
            self._raw.execute("ROLLBACK TO attempt")
            raise
        finally:
            self._raw.execute("RELEASE attempt")

    async def log(self, device: str, *, first: int, last: int) -> Sequence[Logged]:
        statement = "SELECT entry FROM log WHERE device = ? AND number BETWEEN ? AND ? ORDER BY number"
        return [msgspec.json.decode(entry, type=Logged) for (entry,) in await self.run(statement, device, first, last)]

    async def advance(self, device: str, entries: Sequence[Logged]) -> None:
        for entry in entries:
            await self.run("INSERT INTO log VALUES (?, ?, ?)", device, entry.verdict.number, msgspec.json.encode(entry))
        last = entries[-1].verdict.number
        await self.run("UPDATE device SET last = ?, attempts = 0, error = '' WHERE id = ?", last, device)

    async def attempted(self, device: str, *, attempts: int, error: str) -> None:
        await self.run("UPDATE device SET attempts = ?, error = ? WHERE id = ?", attempts, error, device)

    async def park(self, device: str, letter: DeadLetter) -> None:
        await self.run("INSERT INTO letter VALUES (?, ?)", device, msgspec.json.encode(letter))

    async def get(self, item_id: str) -> tuple[Item, int] | None:
        """The item and its version."""
        found = await self.run("SELECT person, version, text, done FROM item WHERE id = ?", item_id)
        if not found:
            return None
        person, version, text, done = found[0]
        if person != self._person:
            raise not_theirs()
        return Item(item_id, text, bool(done)), version

    async def put(self, item: Item) -> None:
        version = await self._moved(item.id)
        row = (item.id, self._person, version, item.text, item.done)
        await self.run("INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?)", *row)
        await self.run("DELETE FROM tombstone WHERE person = ? AND id = ?", self._person, item.id)
        await self._sum(mark(KIND, item.id, version))

    async def remove(self, item_id: str) -> None:
        version = await self._moved(item_id)
        await self.run("DELETE FROM item WHERE id = ?", item_id)
        await self.run("INSERT INTO tombstone VALUES (?, ?, ?)", item_id, self._person, version)

    async def _moved(self, item_id: str) -> int:
        """The next version; what stood there of the item counts no more."""
        await self.run("UPDATE list SET version = version + 1 WHERE person = ?", self._person)
        before = await self.get(item_id)
        await self._sum(-mark(KIND, item_id, before[1]) if before else 0)
        found = await self.run("SELECT version FROM list WHERE person = ?", self._person)
        return found[0][0]

    async def _sum(self, moved: int) -> None:
        statement = "UPDATE list SET checksum = (checksum + ?) % ? WHERE person = ?"
        await self.run(statement, moved % MODULUS, MODULUS, self._person)


@contextmanager
def retry_told() -> Generator[None]:
    """Say in the engine's own word what may go well when it is run again."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise Retry from error
        raise
