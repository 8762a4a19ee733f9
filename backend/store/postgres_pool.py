"""Connections to PostgreSQL, and the tasks that wait for one: first come, first served.

In place of asyncpg's own pool, which takes longer to lend a connection than a short statement takes on it. asyncpg has
a statement wait until the one before, cut off with its task, is stopped: so a connection may be handed on at any time.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Protocol, cast

import asyncpg

from backend.store.driver import Closed

CONNECTIONS = 10
CLOSE_SECONDS = 5.0
# What lies between here and the server may forget a silent connection without a word.
IDLE_SECONDS = 300.0
# How a statement is best carried out, PostgreSQL finds out once; on a table that was empty then, it is wrong soon.
PLANNED_FOR_SECONDS = 60


class RawConnection(Protocol):
    """The part of asyncpg's connection that is used here; asyncpg has no types of its own."""

    async def execute(self, query: str, *args: object) -> str: ...
    async def fetch(self, query: str, *args: object) -> list[Any]: ...
    async def close(self) -> None: ...
    def is_closed(self) -> bool: ...
    def is_in_transaction(self) -> bool: ...
    def terminate(self) -> None: ...


class Pool:
    """At most `CONNECTIONS` connections, each opened when it is first needed."""

    def __init__(self, url: str, *, server_settings: Mapping[str, str]) -> None:
        self._url = url
        self._server_settings = dict(server_settings)
        self._turns = asyncio.Semaphore(CONNECTIONS)
        self._all: set[RawConnection] = set()
        self._free: list[tuple[RawConnection, float]] = []
        self._shut = False

    async def take(self) -> RawConnection:
        """A connection that is this task's alone until it is given back. Raises Closed, and what asyncpg raises."""
        await self._turns.acquire()
        try:
            return self._used_last() or await self._opened()
        except BaseException:
            self._turns.release()
            raise

    def give(self, connection: RawConnection) -> None:
        """Hand it on to whoever waits; not one that could not be got out of its transaction."""
        if connection.is_in_transaction():
            connection.terminate()
        self._free.append((connection, asyncio.get_running_loop().time()))
        self._turns.release()

    async def close(self) -> None:
        """Wait a little for those who hold a connection, turn away those who still wait, close every connection."""
        self._shut = True
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                for _ in range(CONNECTIONS):
                    await self._turns.acquire()
                for connection in self._all:
                    await connection.close()
        except TimeoutError:
            for connection in self._all:
                connection.terminate()

    def _used_last(self) -> RawConnection | None:
        """The connection that is most likely alive, or None."""
        while self._free and not self._shut:
            connection, since = self._free.pop()
            if not connection.is_closed() and asyncio.get_running_loop().time() - since < IDLE_SECONDS:
                return connection
            connection.terminate()
            self._all.discard(connection)
        return None

    async def _opened(self) -> RawConnection:
        if self._shut:
            raise Closed("the connections to PostgreSQL are closed")
        raw = await asyncpg.connect(  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
            self._url, server_settings=self._server_settings, max_cached_statement_lifetime=PLANNED_FOR_SECONDS
        )
        connection = cast(RawConnection, raw)
        self._all.add(connection)
        return connection
