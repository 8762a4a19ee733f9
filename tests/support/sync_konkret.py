"""Konkret's own store under the contract of every sync store: homework serves as the shopping list."""

import asyncio
import secrets
import sqlite3
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

import asyncpg
import msgspec
from pydantic import SecretStr

from backend.clock import fresh_id
from backend.config import Settings
from backend.domain.assignment import Assignment
from backend.domain.errors import Forbidden, NoRecord
from backend.store import erasure
from backend.store.audit import Change
from backend.store.driver import StoreError
from backend.store.engine import Database
from backend.store.record import OpenRecord
from backend.store.sync import HOUR, SyncStore
from backend.store.sync_writing import SyncWriting
from sync.server import DeadLetter, Mutation
from tests.shopping.commands import Item, not_theirs
from tests.support.databases import Databases, Dialect, opened
from tests.support.sync_harness import Talk
from tests.support.sync_memory import undisturbed
from tests.support.sync_rival import Rival

NOBODYS = "N" * 22
ORDER = (
    "organisation",
    "person",
    "record",
    "reminder",
    "assignment",
    "tombstone",
    "audit",
    "device",
    "mutation",
    "dead_letter",
    "erased",
)
Backup = dict[str, list[dict[str, Any]]]


class HomeworkShelf:
    """Items as homework: the text is the note, done is when."""

    async def get(self, writing: SyncWriting, item_id: str) -> Item | None:
        try:
            found = await (await _record(writing)).find(Assignment, item_id)
        except Forbidden:
            raise not_theirs() from None
        return Item(found.id, found.note, bool(found.done_at)) if found else None

    async def put(self, writing: SyncWriting, item: Item) -> None:
        record = await _record(writing)
        before = await record.find(Assignment, item.id)
        after = Assignment(
            id=item.id,
            version=0,
            title="vare",
            detail="",
            due="",
            done_at=int(item.done),
            note=item.text,
            given_by="Karen Lund",
            given_at=0,
            received_at=0,
        )
        await record.put(after, before=before, change=_change("item.put"))

    async def remove(self, writing: SyncWriting, item_id: str) -> None:
        record = await _record(writing)
        await record.remove(await record.get(Assignment, item_id), change=_change("item.remove"))


async def _record(writing: SyncWriting) -> OpenRecord:
    """A phone's writing has its device by now; the contract also writes without one."""
    with suppress(StoreError):
        return writing.record
    await writing.device(NOBODYS)
    return writing.record


class KonkretHarness:
    """The real store on one data base."""

    kind = "assignment"

    def __init__(self, db: Database, *, strict: Database) -> None:
        """`strict` is the same data base, where transactions are serializable."""
        self._db = db
        self._strict = strict
        self._safe_before = 0
        self.store = self._store(db)
        self.shelf = HomeworkShelf()
        self._heard = undisturbed
        self._rival = Rival(db)
        db.listener = strict.listener = self._hear

    async def person(self) -> str:
        person = fresh_id()
        await self.admit(person)
        return person

    async def admit(self, person: str) -> None:
        organisation = fresh_id()
        await self._insert("organisation", {"id": organisation, "kind": "jobcentre", "name": "Jobcenter"})
        await self._insert(
            "person", {"id": person, "name": "Anne Holm", "role": "citizen", "organisation": organisation}
        )
        await self._insert("record", {"id": person, "version": 0, "checksum": 0, "forgotten": 0})

    async def erase(self, person: str) -> None:
        try:
            await erasure.erase(self._db, person, now=0)
        except NoRecord:
            await self._db.run("INSERT INTO erased (id, at) VALUES ({}, 0) ON CONFLICT (id) DO NOTHING", person)

    async def clear(self) -> None:
        for row in await self._db.run("SELECT id FROM record"):
            await self.erase(row["id"])
        for table in ("organisation", "erased"):
            await self._db.run(f"DELETE FROM {table}")  # noqa: S608 our tables
        left = {table: await self._db.run(f"SELECT * FROM {table}") for table in ORDER}  # noqa: S608 our tables
        assert not any(left.values()), left

    def listen(self, heard: Callable[[str], None]) -> None:
        self._heard = heard

    def isolate(self, *, strictly: bool) -> None:
        self.store = self._store(self._strict if strictly else self._db)

    async def against_a_rival(self, person: str, device: str, talk: Talk) -> bool:
        if self._db.dialect == "sqlite":
            return await talk()
        return await self._rival.against(person, device, talk)

    def _store(self, db: Database) -> SyncStore:
        return SyncStore(db, clock=lambda: self._safe_before + HOUR, backup_hours=1)

    def _hear(self, statement: str) -> None:
        self._rival.hear(statement)
        self._heard(statement)

    def item(self, row: Mapping[str, Any]) -> Item:
        return Item(row["id"], row["note"], bool(row["done_at"]))

    async def letters(self) -> Sequence[tuple[str, DeadLetter]]:
        rows = await self._db.run("SELECT * FROM dead_letter ORDER BY device, number")
        return [
            (
                row["device"],
                DeadLetter(
                    number=row["number"],
                    mutation=msgspec.json.decode(row["mutation"], type=Mutation),
                    received_at=row["received_at"],
                    error=row["error"],
                ),
            )
            for row in rows
        ]

    async def prune(self, person: str, *, upto: int) -> None:
        found = await self._db.run(
            "SELECT coalesce(max(version), 0) AS gone FROM tombstone WHERE citizen = {} AND version <= {}", person, upto
        )
        await self._db.run("DELETE FROM tombstone WHERE citizen = {} AND version <= {}", person, upto)
        moved = "UPDATE record SET forgotten = {} WHERE id = {} AND forgotten < {}"
        await self._db.run(moved, found[0]["gone"], person, found[0]["gone"])

    async def keep(self) -> Backup:
        backup = {table: await self._db.run(f"SELECT * FROM {table}") for table in ORDER}  # noqa: S608 our tables
        self._safe_before = max((row["received_at"] for row in backup["mutation"]), default=0) + 1
        return backup

    async def restore(self, backup: Backup) -> None:
        async with self._db.transaction():
            for table in reversed(ORDER):
                await self._db.run(f"DELETE FROM {table}")  # noqa: S608 our tables
            for table in ORDER:
                for row in backup[table]:
                    await self._insert(table, row)
            await self._db.run("UPDATE deployment SET epoch = {}", secrets.token_urlsafe(16))

    async def _insert(self, table: str, row: Mapping[str, Any]) -> None:
        marks = ", ".join("{}" for _ in row)
        await self._db.run(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", *row.values())  # noqa: S608

    def conflict(self) -> Exception:
        if self._db.dialect == "postgres":
            return asyncpg.SerializationError("could not serialize access")
        locked = sqlite3.OperationalError("database is locked")
        locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
        return locked


@asynccontextmanager
async def konkret_harness(databases: Databases, dialect: Dialect) -> AsyncGenerator[KonkretHarness]:
    """A fresh store on one engine."""
    settings = await asyncio.to_thread(databases.fresh, dialect)
    async with AsyncExitStack() as stack:
        strict = await stack.enter_async_context(opened(_strict(settings))) if dialect == "postgres" else None
        db = await stack.enter_async_context(opened(settings))
        yield KonkretHarness(db, strict=strict or db)
    await asyncio.to_thread(databases.drop, settings)


def _strict(settings: Settings) -> Settings:
    url = settings.database_url.get_secret_value()
    serializable = SecretStr(f"{url}&default_transaction_isolation=serializable")
    return settings.model_copy(update={"database_url": serializable})


def _change(command: str) -> Change:
    return Change(actor="", command=command, at=0, fresh_id=fresh_id)
