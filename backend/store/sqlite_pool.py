"""SQLite connections, each with a thread of its own, and the lines that tasks stand in for them.

A thread does what is asked of it in order, so a connection may be handed on while its last statement still runs: what
the next task asks for comes behind it. That is what makes a cancelled task harmless.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Concatenate, ParamSpec, TypeVar

from backend.store.driver import Closed

P = ParamSpec("P")
T = TypeVar("T")

BUSY_SECONDS = 5.0
SECONDS_BETWEEN_TRIES = 0.02
CLOSE_SECONDS = 5.0
STEPS_BETWEEN_QUESTIONS = 20_000  # of SQLite's own machine: a fraction of a millisecond


@dataclass
class _Wish:
    """Whether anybody still wants the job that runs."""

    dropped: bool = False


class Connection:
    """One connection and the one thread that touches it."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._raw: sqlite3.Connection
        self._running = _Wish()
        self._closed = False

    async def open(self, path: Path, pragmas: Sequence[str]) -> None:
        """Open the file, which is made where there is none, and run the pragmas. Raises sqlite3.Error."""
        try:
            await asyncio.wrap_future(self._thread.submit(self._open, path, pragmas))
        except BaseException:
            self._thread.shutdown(wait=False)
            raise

    def submit(self, job: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs) -> Future[T]:
        """Have a job done by the thread, even if nobody waits for it. Raises Closed."""
        return self._submit(_Wish(), lambda raw: job(raw, *args, **kw))

    async def run(self, job: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs) -> T:
        """Have a job done and wait for it; when the task is cancelled the job is dropped, or stopped if begun."""
        wish = _Wish()
        future = self._submit(wish, lambda raw: job(raw, *args, **kw))
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            future.cancel()
            wish.dropped = True
            raise

    async def close(self) -> None:
        """Close it when the statement that runs has ended, or has been stopped because nobody wants it any more."""
        closing = self.submit(sqlite3.Connection.close)
        self._closed = True
        await asyncio.wrap_future(closing)
        self._thread.shutdown()

    def drop(self) -> None:
        """Stop the job that is running, if one is."""
        self._running.dropped = True

    def _submit(self, wish: _Wish, job: Callable[[sqlite3.Connection], T]) -> Future[T]:
        def done_by_the_thread() -> T:
            self._running = wish
            return job(self._raw)

        if self._closed:
            raise Closed("the data base is closed")
        return self._thread.submit(done_by_the_thread)

    def _open(self, path: Path, pragmas: Sequence[str]) -> None:
        self._raw = sqlite3.connect(
            path,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            cached_statements=256,
            detect_types=sqlite3.PARSE_DECLTYPES,
        )
        try:
            for pragma in pragmas:
                _insist(self._raw, pragma)
        except sqlite3.Error:
            self._raw.close()
            raise
        # SQLite's own interrupt is lost on a statement that is just about to begin; this question is asked throughout.
        self._raw.set_progress_handler(lambda: self._running.dropped, STEPS_BETWEEN_QUESTIONS)


def _insist(raw: sqlite3.Connection, pragma: str) -> None:
    """Run it, and wait for others: SQLite does so with everything but the turn to a write-ahead log, of a new file."""
    end = monotonic() + BUSY_SECONDS
    while True:
        try:
            raw.execute(pragma)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > end:
                raise
            sleep(SECONDS_BETWEEN_TRIES)
        else:
            return


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
            if not turn.cancel() and turn.exception() is None:
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
                connection.drop()
        with self._lock:
            self._shut = True
            for turn in self._turns:
                if turn.set_running_or_notify_cancel():
                    turn.set_exception(Closed("the data base is closed"))
        for connection in self._all:
            await connection.close()
