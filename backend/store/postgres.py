"""PostgreSQL as Konkret uses it: a pool of connections, and transactions that say so when they come to nothing."""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar
from urllib.parse import urlsplit

import asyncpg

from backend.store.driver import FIRST, Closed, Dialect, Kind, Row, TransactionLost, Unavailable
from backend.store.postgres_pool import CONNECTIONS, Pool, RawConnection

T = TypeVar("T")

# Whoever waits longer than this for a row, or holds a transaction open without a word, is stuck, and holds others up.
# What was acknowledged survives a power cut, as on SQLite with synchronous = FULL.
SERVER_SETTINGS = {
    "application_name": "konkret",
    "synchronous_commit": "on",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}

MIGRATION_LOCK = 0x6B6F6E6B72657400  # "konkret" and a zero byte, as one whole number
BEGIN = {
    Kind.WRITE: ("BEGIN",),
    Kind.SCHEMA: (
        "BEGIN",
        "SET LOCAL lock_timeout = 0",
        "SET LOCAL idle_in_transaction_session_timeout = 0",
        f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})",
    ),
}

# Class 08 is every kind of broken connection; a server that stops says 57P0x instead.
RETRYABLE = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.LockNotAvailableError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InvalidCachedStatementError,
    ConnectionError,
)
# asyncpg has no class for a connection found dead before a statement. The second is what is told when the server's last
# words have come but are not yet read.
LOST = ("is closed", "cannot switch to state")


class Postgres:
    """The `Driver` of one PostgreSQL data base, named by a `postgresql://` address."""

    dialect: Dialect = "postgres"

    def __init__(self, url: str) -> None:
        self._url = url
        self._open: Pool | None = None

    async def start(self) -> None:
        pool = Pool(self._url, server_settings=SERVER_SETTINGS)
        try:
            pool.give(await pool.take())
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, ValueError) as error:
            where = urlsplit(self._url)
            target = f"{where.hostname or 'a local socket'}{where.path}"
            raise Unavailable(f"PostgreSQL at {target} cannot be used: {error}") from error
        self._open = pool

    async def close(self) -> None:
        pool, self._open = self._open, None
        if pool is not None:
            await pool.close()

    async def fetch(self, sql: str, args: Sequence[Any]) -> list[Row]:
        async def run() -> list[Row]:
            pool = self._pool
            with _away_told():
                connection = await pool.take()
                try:
                    return [dict(row) for row in await connection.fetch(sql, *args)]
                finally:
                    pool.give(connection)

        # What only asks does no harm twice; whether a write was done, nobody knows.
        return await (_on_a_live_connection(run) if sql.lstrip().startswith("SELECT") else run())

    async def begin(self, kind: Kind, *, first: str = "") -> "PostgresLease":
        async def begun() -> PostgresLease:
            pool = self._pool
            with _away_told():
                connection = await pool.take()
            return await PostgresLease(connection, pool=pool).begun(kind, first)

        return await _on_a_live_connection(begun)

    @property
    def _pool(self) -> Pool:
        if self._open is None:
            raise Closed("the connections to PostgreSQL are not open")
        return self._open


class PostgresLease:
    """A connection with a transaction open on it."""

    def __init__(self, connection: RawConnection, *, pool: Pool) -> None:
        self._connection = connection
        self._pool = pool
        self.has_savepoint = False

    async def begun(self, kind: Kind, first: str) -> "PostgresLease":
        """Itself, with its transaction open; what does not come so far is given back."""
        self.has_savepoint = bool(first)
        opening = [*BEGIN[kind], *([first, f"SAVEPOINT {FIRST}"] if first else [])]
        try:
            await self._connection.execute("; ".join(opening))
        except BaseException:
            await self.end(commit=False)
            raise
        return self

    async def fetch(self, sql: str, args: Sequence[Any]) -> list[Row]:
        return [dict(row) for row in await self._connection.fetch(sql, *args)]

    async def end(self, *, commit: bool) -> None:
        await asyncio.shield(asyncio.ensure_future(self._commit() if commit else self._roll_back()))

    async def _commit(self) -> None:
        try:
            outcome = await self._connection.execute("COMMIT")
        finally:
            self._pool.give(self._connection)
        # After a failed statement PostgreSQL answers COMMIT by rolling back, and calls that a success.
        if outcome != "COMMIT":
            raise TransactionLost("PostgreSQL has rolled this transaction back after an earlier error")

    async def _roll_back(self) -> None:
        # What is lost with its connection is rolled back already; the error that led here is the one to be told.
        with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError):
            try:
                await self._connection.execute("ROLLBACK")
            finally:
                self._pool.give(self._connection)


async def _on_a_live_connection(work: Callable[[], Awaitable[T]]) -> T:
    """After a restart of the server every connection of the pool is dead, and the pool does not know it yet."""
    for _ in range(CONNECTIONS):
        try:
            return await work()
        except Exception as error:
            if isinstance(error, asyncpg.LockNotAvailableError) or not is_retryable(error):
                raise
    return await work()


@contextmanager
def _away_told() -> Generator[None]:
    """A server that is away is a lost connection, whatever the system says: that its socket is no file, for one."""
    try:
        yield
    except OSError as error:
        raise ConnectionError(f"PostgreSQL cannot be reached: {error}") from error


def is_retryable(error: BaseException) -> bool:
    """Whether others were in the way, or the connection was lost, or a plan was made before a migration."""
    return isinstance(error, RETRYABLE) or (
        isinstance(error, (asyncpg.InterfaceError, asyncpg.InternalClientError))
        and any(words in str(error) for words in LOST)
    )


def is_duplicate(error: BaseException) -> bool:
    """Whether a primary key or a unique value was there already."""
    return isinstance(error, asyncpg.UniqueViolationError)
