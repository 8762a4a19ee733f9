"""SQLite as Konkret uses it: one connection that writes, a few that read, opened once; what is committed is on disk."""

import asyncio
import re
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from piccolo.engine.sqlite import CONVERTERS

from backend.store.driver import Closed, Dialect, Kind, Row, StoreError, TransactionLost, Unavailable
from backend.store.sqlite_pool import BUSY_SECONDS, Connection, Line

READERS = 2
SCHEMA_BUSY_SECONDS = 120  # another process may be in the middle of a long migration

EVERYWHERE = ("PRAGMA foreign_keys = ON", "PRAGMA trusted_schema = OFF", "PRAGMA cache_size = -8000")
# FULL syncs the log at every commit, so that what was acknowledged survives a power cut; fullfsync is what that takes
# on macOS and does nothing elsewhere.
WRITER = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA fullfsync = ON", *EVERYWHERE)
READER = (*EVERYWHERE, "PRAGMA query_only = ON")

BEGIN = {
    Kind.WRITE: ("BEGIN IMMEDIATE",),
    # Rebuilding a table drops the old one, and with foreign keys on that deletes the rows that refer to it. The switch
    # works outside a transaction only.
    Kind.SCHEMA: (
        "PRAGMA foreign_keys = OFF",
        f"PRAGMA busy_timeout = {SCHEMA_BUSY_SECONDS * 1000}",
        "BEGIN IMMEDIATE",
    ),
}
AFTER_SCHEMA = ("PRAGMA foreign_keys = ON", f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")

DUPLICATE = (
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
    sqlite3.SQLITE_CONSTRAINT_UNIQUE,
    sqlite3.SQLITE_CONSTRAINT_ROWID,
)

_READS = re.compile(r"\s*(?:SELECT\b|WITH\b(?!.*\b(?:INSERT|UPDATE|DELETE)\b))", re.IGNORECASE | re.DOTALL)

# Piccolo has registered a converter for every type it knows. SQLite hands back whole numbers as they were put in, and
# a detour by text and Decimal nearly doubles the time that a page of rows takes.
for slow in CONVERTERS.keys() & {"INTEGER"}:
    sqlite3.converters.pop(slow, None)


class SQLite:
    """The `Driver` of one SQLite file. The folder that it lies in is made where there is none."""

    dialect: Dialect = "sqlite"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: _Lines | None = None

    async def start(self) -> None:
        opened: list[Connection] = []
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            for pragmas in (WRITER, *[READER] * READERS):
                connection = Connection()
                await connection.open(self._path, pragmas)
                opened.append(connection)
        except (sqlite3.Error, OSError) as error:
            for connection in opened:
                await connection.close()
            raise Unavailable(f"the SQLite file {self._path} cannot be opened: {error}") from error
        self._lines = _Lines(writer=Line(opened[:1]), readers=Line(opened[1:]))

    async def close(self) -> None:
        # Readers first: the last to leave folds the log into the file, and a reader may not write.
        lines, self._lines = self._lines, None
        if lines is not None:
            await lines.readers.close()
            await lines.writer.close()

    async def fetch(self, sql: str, args: Sequence[Any]) -> list[Row]:
        line = self._opened.readers if _only_reads(sql) else self._opened.writer
        connection = await line.take()
        try:
            return await connection.run(_execute, sql, args)
        finally:
            line.give(connection)

    async def begin(self, kind: Kind, *, first: str = "") -> "SQLiteLease":
        line = self._opened.writer
        lease = SQLiteLease(await line.take(), line=line, kind=kind)
        try:
            await lease.begin(first)
        except BaseException:
            await lease.end(commit=False)
            raise
        return lease

    @property
    def _opened(self) -> "_Lines":
        if self._lines is None:
            raise Closed(f"the SQLite file {self._path} is not open")
        return self._lines


class _Lines(NamedTuple):
    writer: Line
    readers: Line


class SQLiteLease:
    """A connection with a transaction open on it."""

    # One is set in no time when it is needed.
    has_savepoint = False

    def __init__(self, connection: Connection, *, line: Line, kind: Kind) -> None:
        self._connection = connection
        self._line = line
        self._kind = kind

    async def begin(self, first: str) -> None:
        for statement in (*BEGIN[self._kind], *([first] if first else [])):
            await self._connection.run(_execute, statement, ())

    async def fetch(self, sql: str, args: Sequence[Any]) -> list[Row]:
        return await self._connection.run(_execute_inside, sql, args)

    async def end(self, *, commit: bool) -> None:
        try:
            done = self._connection.submit(_end, self._kind, commit=commit)
        finally:
            self._line.give(self._connection)
        await asyncio.shield(asyncio.wrap_future(done))


def _execute(raw: sqlite3.Connection, sql: str, args: Sequence[Any]) -> list[Row]:
    cursor = raw.execute(sql, args)
    if cursor.description is None:  # pyright: ignore[reportUnnecessaryComparison] it is None where nothing comes back
        return []
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _execute_inside(raw: sqlite3.Connection, sql: str, args: Sequence[Any]) -> list[Row]:
    # A full disk, an I/O error or an interrupt may end a transaction; what follows would then commit on its own.
    if not raw.in_transaction:
        raise TransactionLost("SQLite has rolled this transaction back after an earlier error")
    return _execute(raw, sql, args)


def _end(raw: sqlite3.Connection, kind: Kind, *, commit: bool) -> None:
    try:
        if commit:
            if kind is Kind.SCHEMA:
                _check_foreign_keys(raw)
            _execute_inside(raw, "COMMIT", ())
    finally:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        if kind is Kind.SCHEMA:
            for statement in AFTER_SCHEMA:
                raw.execute(statement)


def _check_foreign_keys(raw: sqlite3.Connection) -> None:
    broken = {f"{table} -> {parent}" for table, _, parent, _ in raw.execute("PRAGMA foreign_key_check")}
    if broken:
        raise StoreError(f"rows would be left that refer to rows which are not there: {', '.join(sorted(broken))}")


@lru_cache(maxsize=1024)
def _only_reads(sql: str) -> bool:
    return _READS.match(sql) is not None


def is_retryable(error: BaseException) -> bool:
    """Whether another process was in the way."""
    code = getattr(error, "sqlite_errorcode", 0) if isinstance(error, sqlite3.Error) else 0
    return code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_duplicate(error: BaseException) -> bool:
    """Whether a primary key or a unique value was there already."""
    return isinstance(error, sqlite3.IntegrityError) and error.sqlite_errorcode in DUPLICATE
