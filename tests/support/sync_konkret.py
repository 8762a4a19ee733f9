"""Konkret's own store under the contract of every sync store: homework serves as the shopping list."""

import asyncio
import secrets
import sqlite3
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import msgspec

from backend.clock import fresh_id
from backend.domain.assignment import Assignment
from backend.store.engine import Database
from backend.store.record import Change
from backend.store.sync import HOUR, SyncStore, SyncWriting
from sync.server import DeadLetter, Mutation
from tests.support.databases import Databases, Dialect, opened
from tests.support.sync_shop import Item

ORDER = ("record", "assignment", "tombstone", "audit", "device", "mutation", "dead_letter")
Backup = dict[str, list[dict[str, Any]]]


class HomeworkShelf:
    """Items as homework: the text is the note, done is when."""

    async def get(self, writing: SyncWriting, item_id: str) -> Item | None:
        found = await writing.record.find(Assignment, item_id)
        return Item(found.id, found.note, bool(found.done_at)) if found else None

    async def put(self, writing: SyncWriting, item: Item) -> None:
        before = await writing.record.find(Assignment, item.id)
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
        await writing.record.put(after, before=before, change=_change("item.put"))

    async def remove(self, writing: SyncWriting, item_id: str) -> None:
        found = await writing.record.get(Assignment, item_id)
        await writing.record.remove(found, change=_change("item.remove"))


class KonkretHarness:
    """The real store on one data base."""

    kind = "assignment"

    def __init__(self, db: Database) -> None:
        self._db = db
        self._safe_before = 0
        self.store = SyncStore(db, clock=lambda: self._safe_before + HOUR, backup_hours=1)
        self.shelf = HomeworkShelf()

    async def person(self) -> str:
        person, organisation = fresh_id(), fresh_id()
        await self._db.run(
            "INSERT INTO organisation (id, kind, name) VALUES ({}, {}, {})", organisation, "jobcentre", "Jobcenter"
        )
        await self._db.run(
            "INSERT INTO person (id, name, role, organisation) VALUES ({}, {}, {}, {})",
            person,
            "Anne Holm",
            "citizen",
            organisation,
        )
        await self._db.run("INSERT INTO record (id, version, checksum, forgotten) VALUES ({}, 0, 0, 0)", person)
        return person

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
        await self._db.run("UPDATE record SET forgotten = {} WHERE id = {}", found[0]["gone"], person)

    async def keep(self) -> Backup:
        backup = {table: await self._db.run(f"SELECT * FROM {table}") for table in ORDER}  # noqa: S608 our tables
        self._safe_before = max((row["received_at"] for row in backup["mutation"]), default=0) + 1
        return backup

    async def restore(self, backup: Backup) -> None:
        async with self._db.transaction():
            for table in reversed(ORDER[1:]):
                await self._db.run(f"DELETE FROM {table}")  # noqa: S608 our tables
            for row in backup["record"]:
                await self._db.run(
                    "UPDATE record SET version = {}, checksum = {}, forgotten = {} WHERE id = {}",
                    row["version"],
                    row["checksum"],
                    row["forgotten"],
                    row["id"],
                )
            for table in ORDER[1:]:
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
    async with opened(settings) as db:
        yield KonkretHarness(db)
    await asyncio.to_thread(databases.drop, settings)


def _change(command: str) -> Change:
    return Change(actor="", command=command, at=0, fresh_id=fresh_id)
