"""Shopping lists in one SQLite file: the smallest store that keeps what `sync.server.store` promises."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

from sync.server import ErasedError
from tests.shopping.commands import Item
from tests.shopping.lists import ShoppingReading, ShoppingWriting, retry_told

SCHEMA = """
    PRAGMA journal_mode = WAL;
    CREATE TABLE life (epoch);
    CREATE TABLE list (person PRIMARY KEY, version, checksum, pruned);
    CREATE TABLE item (id PRIMARY KEY, person, version, text, done);
    CREATE TABLE tombstone (id, person, version, PRIMARY KEY (person, id));
    CREATE TABLE device (id PRIMARY KEY, person, last, horizon, attempts, error);
    CREATE TABLE log (device, number, entry, PRIMARY KEY (device, number));
    CREATE TABLE letter (device, letter);
"""


def unheard(_statement: str) -> None:
    """Nobody listens."""


class ShoppingShelf:
    """Where the commands find items."""

    async def get(self, writing: ShoppingWriting, item_id: str) -> Item | None:
        found = await writing.get(item_id)
        return found[0] if found else None

    async def put(self, writing: ShoppingWriting, item: Item) -> None:
        await writing.put(item)

    async def remove(self, writing: ShoppingWriting, item_id: str) -> None:
        await writing.remove(item_id)


class ShoppingStore:
    """Every list, in one file. `heard` is told each statement before it is run."""

    def __init__(self, path: Path, *, epoch: str) -> None:
        self._path = path
        self._turn = asyncio.Lock()
        self.heard: Callable[[str], None] = unheard
        with self.connected() as raw:
            raw.executescript(SCHEMA)
            raw.execute("INSERT INTO life VALUES (?)", (epoch,))

    @contextmanager
    def connected(self) -> Generator[sqlite3.Connection]:
        """A connection that begins and commits when told to."""
        with closing(sqlite3.connect(self._path, isolation_level=None)) as raw:
            raw.execute("PRAGMA synchronous = OFF")  # no list of these needs to survive a power cut
            yield raw

    def begin(self, person: str) -> None:
        """Somebody new."""
        with self.connected() as raw:
            raw.execute("INSERT INTO list VALUES (?, 0, 0, 0)", (person,))

    def erase(self, person: str) -> None:
        """Everything of that person, for good."""
        with self.connected() as raw:
            raw.execute("BEGIN IMMEDIATE")
            for table in ("log", "letter"):
                raw.execute(f"DELETE FROM {table} WHERE device IN (SELECT id FROM device WHERE person = ?)", (person,))  # noqa: S608 our tables
            for table in ("device", "item", "tombstone", "list"):
                raw.execute(f"DELETE FROM {table} WHERE person = ?", (person,))  # noqa: S608 our tables
            raw.execute("COMMIT")

    @asynccontextmanager
    async def reading(self, person: str) -> AsyncGenerator[ShoppingReading]:
        with self.connected() as raw, retry_told():
            raw.execute("BEGIN")
            yield ShoppingReading(raw, person, heard=self.heard)

    @asynccontextmanager
    async def writing(self, person: str) -> AsyncGenerator[ShoppingWriting]:
        """An exception, and the connection is closed with the transaction undone."""
        async with self._turn:
            with self.connected() as raw, retry_told():
                raw.execute("BEGIN IMMEDIATE")
                if not raw.execute("SELECT 1 FROM list WHERE person = ?", (person,)).fetchall():
                    raise ErasedError
                yield ShoppingWriting(raw, person, heard=self.heard)
                raw.execute("COMMIT")
