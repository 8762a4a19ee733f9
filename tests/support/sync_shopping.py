"""The shopping list's own store under the contract of every sync store."""

import secrets
import sqlite3
import tempfile
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec

from backend.clock import fresh_id
from sync.server import DeadLetter
from tests.shopping.commands import Item
from tests.shopping.lists import KIND
from tests.shopping.store import ShoppingShelf, ShoppingStore
from tests.support.sync_harness import Talk

Backup = dict[str, list[tuple[Any, ...]]]
TABLES = ("list", "item", "tombstone", "device", "log", "letter")


class ShoppingHarness:
    """Lists in one file."""

    kind = KIND

    def __init__(self, path: Path) -> None:
        self.store = ShoppingStore(path, epoch="e1")
        self.shelf = ShoppingShelf()

    async def person(self) -> str:
        person = fresh_id()
        await self.admit(person)
        return person

    async def admit(self, person: str) -> None:
        self.store.begin(person)

    async def erase(self, person: str) -> None:
        self.store.erase(person)

    async def clear(self) -> None:
        with self.store.connected() as raw:
            for table in TABLES:
                raw.execute(f"DELETE FROM {table}")  # noqa: S608 our tables

    def listen(self, heard: Callable[[str], None]) -> None:
        self.store.heard = heard

    def isolate(self, *, strictly: bool) -> None:
        """There is one way to do it."""

    async def against_a_rival(self, person: str, device: str, talk: Talk) -> bool:  # noqa: ARG002 -- one lock alone
        return await talk()

    def item(self, row: Mapping[str, Any]) -> Item:
        return Item(row["id"], row["text"], row["done"])

    async def letters(self) -> Sequence[tuple[str, DeadLetter]]:
        with self.store.connected() as raw:
            found = raw.execute("SELECT device, letter FROM letter").fetchall()
        return [(device, msgspec.json.decode(letter, type=DeadLetter)) for device, letter in found]

    async def prune(self, person: str, *, upto: int) -> None:
        with self.store.connected() as raw:
            raw.execute(
                """UPDATE list SET pruned = coalesce(
                    (SELECT max(version) FROM tombstone WHERE tombstone.person = list.person AND version <= ?), pruned)
                WHERE person = ?""",
                (upto, person),
            )
            raw.execute("DELETE FROM tombstone WHERE person = ? AND version <= ?", (person, upto))

    async def keep(self) -> Backup:
        with self.store.connected() as raw:
            backup = {table: raw.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}  # noqa: S608 our tables
            raw.execute("UPDATE device SET horizon = last")
        return backup

    async def restore(self, backup: Backup) -> None:
        await self.clear()
        with self.store.connected() as raw:
            for table, rows in backup.items():
                for row in rows:
                    raw.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 our tables
            raw.execute("UPDATE life SET epoch = ?", (secrets.token_urlsafe(16),))

    def conflict(self) -> Exception:
        locked = sqlite3.OperationalError("database is locked")
        locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
        return locked


@asynccontextmanager
async def shopping_harness() -> AsyncGenerator[ShoppingHarness]:
    """A fresh store."""
    with tempfile.TemporaryDirectory() as folder:
        yield ShoppingHarness(Path(folder) / "shopping.sqlite")
