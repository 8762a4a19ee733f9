"""SQLite connections, each with a thread of its own, and the lines that tasks stand in for them.

A thread does what is asked of it in order, so a connection may be handed on while its last statement still runs: what
the next task asks for comes behind it. That is what makes a cancelled task harmless.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar

from backend.store.driver import Closed

P = ParamSpec("P")
T = TypeVar("T")

BUSY_SECONDS = 5.0
CLOSE_SECONDS = 5.0


class Connection:
    """One connection and the one thread that touches it."""

    def __init__(self, raw: sqlite3.Connection, thread: ThreadPoolExecutor) -> None:
        self._raw = raw
        self._thread = thread
        self._closed = False

    @classmethod
    async def open(cls, path: Path, pragmas: Sequence[str]) -> "Connection":
        """Open the file, which is made where there is none, and run the pragmas. Raises sqlite3.Error."""
        thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        try:
            return cls(await asyncio.wrap_future(thread.submit(_open, path, pragmas)), thread)
        except BaseException:
            thread.shutdown(wait=False)
            raise

    def submit(
        self, job: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Have a job done by the thread, even if nobody waits for it. Raises Closed."""
        if self._closed:
            raise Closed("the data base is closed")
        return self._thread.submit(job, self._raw, *args, **kwargs)

    async def run(self, job: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Have a job done and wait for it; when the task is cancelled the job is dropped, or interrupted if begun."""
        future = self.submit(job, *args, **kwargs)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            if not future.cancel() and not self._closed:
                self.interrupt()
            raise

    def interrupt(self) -> None:
        """Stop the statement that is running, if one is."""
        self._raw.interrupt()

    async def close(self) -> None:
        closing = self.submit(sqlite3.Connection.close)
        self._closed = True
        await asyncio.wrap_future(closing)
        self._thread.shutdown()


class Line:
    """Connections of one sort, and the tasks, of any event loop, that wait for one: first come, first served."""

    def __init__(self, connections: Sequence[Connection]) -> None:
        self._all = connections
        self._free = deque(connections)
        self._turns: deque[Future[Connection]] = deque()
        self._lock = Lock()
        self._shut = False

    async def take(self) -> Connection:
        """A connection that is this task's alone until it is given back. Raises Closed."""
        with self._lock:
            if self._shut:
                raise Closed("the data base is closed")
            if self._free:
                return self._free.pop()
            turn: Future[Connection] = Future()
            self._turns.append(turn)
        try:
            return await asyncio.wrap_future(turn)
        except asyncio.CancelledError:
            if not turn.cancel():
                self.give(turn.result())
            raise

    def give(self, connection: Connection) -> None:
        with self._lock:
            while self._turns:
                turn = self._turns.popleft()
                if turn.set_running_or_notify_cancel():
                    turn.set_result(connection)
                    return
            self._free.append(connection)

    async def close(self) -> None:
        """Wait a little for those who hold a connection, turn away those who still wait, close every connection."""
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                for _ in self._all:
                    await self.take()
        except TimeoutError:
            for connection in self._all:
                connection.interrupt()
        with self._lock:
            self._shut = True
            for turn in self._turns:
                if turn.set_running_or_notify_cancel():
                    turn.set_exception(Closed("the data base is closed"))
        for connection in self._all:
            await connection.close()


def _open(path: Path, pragmas: Sequence[str]) -> sqlite3.Connection:
    raw = sqlite3.connect(
        path,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        cached_statements=256,
        detect_types=sqlite3.PARSE_DECLTYPES,
    )
    try:
        for pragma in pragmas:
            raw.execute(pragma)
    except sqlite3.Error:
        raw.close()
        raise
    return raw
