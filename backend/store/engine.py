"""The one front that everything in `store` stands on: SQLite or PostgreSQL, transactions, and which data base is meant.

A table does not know its data base. `Database.bound()` and every transaction say, for the task they are entered in,
where queries go, so that two applications in one process each keep to their own.
"""

import asyncio
import warnings
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from backend.config import Settings
from backend.store import postgres, sqlite
from backend.store.driver import FIRST, Dialect, Driver, Kind, Lease, Row, StoreError, TransactionLost

Write = tuple[str, Sequence[Any]]
"""A statement that writes, `{}` for each argument, and its arguments."""


@dataclass
class _Transaction:
    lease: Lease
    task: "asyncio.Task[Any] | None"
    savepoints: int = 0
    doomed: bool = False
    untouched: bool = True


@dataclass(frozen=True)
class _Scope:
    database: "Database"
    transaction: _Transaction | None
    outer: "_Scope | None"


_scope: ContextVar[_Scope | None] = ContextVar("store_scope", default=None)


class Database:
    """One data base, from `start` to `close`; usable by any number of tasks at once.

    `listener`, when set, is told the text of every statement that is run by `run` or by Piccolo.
    """

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._open = False
        self.listener: Callable[[str], None] | None = None

    @property
    def dialect(self) -> Dialect:
        return self._driver.dialect

    async def start(self) -> None:
        """Open the connections. Raises `driver.Unavailable` with one sentence that says what is wrong."""
        await self._driver.start()
        self._open = True

    async def close(self) -> None:
        """Let running transactions end, for some seconds at most, and close the connections."""
        self._open = False
        await self._driver.close()

    @contextmanager
    def bound(self) -> "Generator[Database]":
        """Send the Piccolo queries of this task, and of tasks it starts, here; without it they raise StoreError."""
        token = _scope.set(_Scope(self, transaction=None, outer=_scope.get()))
        try:
            yield self
        finally:
            _scope.reset(token)

    def transaction(self, *, first: str = "") -> AbstractAsyncContextManager[None]:
        """`async with`: what is run by this task commits together, or on any exception not at all.

        On SQLite it has the write lock at once; on PostgreSQL it is READ COMMITTED. Raises StoreError inside another
        one: an inner part that may fail alone is a `savepoint`. Tasks started inside it cannot use it.

        `first` is a statement without arguments that opens it, such as one that takes a lock; its rows are not told.
        """
        return self._opened(Kind.WRITE, first)

    def schema_change(self) -> AbstractAsyncContextManager[None]:
        """`async with`: a transaction for one migration, or for the first rows; one process at a time has one."""
        return self._opened(Kind.SCHEMA)

    @asynccontextmanager
    async def savepoint(self) -> AsyncGenerator[None]:
        """Inside a transaction: an exception that leaves it undoes what was run inside, and goes on up.

        One that is left in peace is not released, which would take a trip: it ends with what is around it.
        """
        transaction = self._transaction_here()
        if transaction is None:
            raise StoreError("a savepoint needs a transaction around it")
        name = await self._set_savepoint(transaction)
        try:
            yield
        except BaseException:
            # Should going back fail too, the exception is the one to be told, and nothing may be committed after it.
            transaction.doomed = True
            with suppress(Exception):
                await transaction.lease.fetch(f"ROLLBACK TO SAVEPOINT {name}", ())
                await transaction.lease.fetch(f"RELEASE SAVEPOINT {name}", ())
                transaction.doomed = False
            raise

    async def _set_savepoint(self, transaction: _Transaction) -> str:
        """As long as nothing is written, the one that the transaction was opened with will do, once."""
        if transaction.untouched and transaction.lease.has_savepoint:
            transaction.untouched = False
            return FIRST
        transaction.savepoints += 1
        name = f"savepoint_{transaction.savepoints}"
        await transaction.lease.fetch(f"SAVEPOINT {name}", ())
        return name

    async def run(self, sql: str, *args: Any) -> list[Row]:
        """Run one statement with `{}` for each argument, in this task's transaction if it has one; its rows as dicts.

        Without arguments the text is taken as it is, braces and all. Raises ValueError when the numbers do not agree.
        """
        return await self.fetch(_placed(sql, self.dialect, len(args)) if args else sql, args)

    async def run_together(self, *writes: "Write") -> None:
        """Run INSERTs, UPDATEs and DELETEs of different tables; on PostgreSQL all in one statement, and one trip.

        There none of them sees what the others do. On SQLite a trip costs next to nothing, and they follow each other.
        """
        if self.dialect == "sqlite":
            for sql, args in writes:
                await self.run(sql, *args)
            return
        *ahead, (last, last_args) = writes
        parts = ", ".join(f"write_{number} AS ({sql} RETURNING 1)" for number, (sql, _) in enumerate(ahead))
        args = [each for _, before in ahead for each in before]
        await self.run(f"WITH {parts} {last}" if ahead else last, *args, *last_args)

    async def fetch(self, sql: str, args: Sequence[Any]) -> list[Row]:
        """Run one statement in the dialect's own placeholders, in this task's transaction if it has one."""
        if self.listener is not None:
            self.listener(sql)
        transaction = self._transaction_here()
        if transaction is None:
            return await self._driver.fetch(sql, args)
        transaction.untouched = transaction.untouched and sql.lstrip().startswith("SELECT")
        return await transaction.lease.fetch(sql, args)

    @asynccontextmanager
    async def _opened(self, kind: Kind, first: str = "") -> AsyncGenerator[None]:
        if self._transaction_here() is not None:
            raise StoreError("a transaction is open here already; for a part that may fail alone there are savepoints")
        transaction = _Transaction(await self._driver.begin(kind, first=first), asyncio.current_task())
        token = _scope.set(_Scope(self, transaction=transaction, outer=_scope.get()))
        try:
            yield
        except BaseException:
            await transaction.lease.end(commit=False)
            raise
        else:
            await transaction.lease.end(commit=not transaction.doomed)
            if transaction.doomed:
                raise TransactionLost("a savepoint could not be undone, so its transaction was rolled back")
        finally:
            _scope.reset(token)

    def _transaction_here(self) -> _Transaction | None:
        scope = _scope.get()
        while scope is not None:
            if scope.database is self and scope.transaction is not None:
                if scope.transaction.task is not asyncio.current_task():
                    raise StoreError("this task was started inside a transaction of another task; start it outside")
                return scope.transaction
            scope = scope.outer
        return None

    def __del__(self) -> None:
        if self._open:
            warnings.warn(f"unclosed {self.dialect} data base", ResourceWarning, source=self, stacklevel=1)


def connect(settings: Settings) -> Database:
    """The data base that the settings name, not yet started."""
    if settings.database_url:
        return Database(postgres.Postgres(settings.database_url.get_secret_value()))
    return Database(sqlite.SQLite(settings.sqlite_file))


def current() -> Database:
    """The data base that this task's queries go to. Raises StoreError where none is bound."""
    scope = _scope.get()
    if scope is None:
        raise StoreError("no data base is bound here: see Database.bound()")
    return scope.database


def is_retryable(error: BaseException) -> bool:
    """Whether a transaction that ended like this may go well when run again from its start.

    True for a serialisation failure, a deadlock, a lock waited for too long and a lost connection. After the last one
    the transaction may have been committed all the same: run again only what does no harm twice.
    """
    return sqlite.is_retryable(error) or postgres.is_retryable(error)


def is_duplicate(error: BaseException) -> bool:
    """Whether a statement failed because a row with that primary key or unique value is there already."""
    return sqlite.is_duplicate(error) or postgres.is_duplicate(error)


@lru_cache(maxsize=1024)
def _placed(sql: str, dialect: Dialect, count: int) -> str:
    first, *rest = sql.split("{}")
    if len(rest) != count:
        raise ValueError(f"{len(rest)} placeholders and {count} arguments in: {sql}")
    marks = (f"${number}" if dialect == "postgres" else "?" for number in range(1, count + 1))
    return first + "".join(mark + text for mark, text in zip(marks, rest, strict=True))
