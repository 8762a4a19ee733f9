"""Word of changes: PostgreSQL carries it to every process that serves the data base; SQLite has one process."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Protocol, cast

import asyncpg
import msgspec
import structlog
from msgspec import Struct

from backend.store.courses import followers
from backend.store.engine import Database

CHANNEL = "konkret_changes"
SECONDS_BETWEEN_TRIES = 1
# Word of many changes goes together, which leaves the processor to the changes; nobody sees so short a wait.
SECONDS_BETWEEN_WORDS = 0.01
# A line can be dead without a word, so it is asked now and then.
SECONDS_BETWEEN_LOOKS = 20
SECONDS_TO_ANSWER = 10
LOST = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)

# Each line that is heard is a `Changed`; who follows the course is looked up on the way. No join: PostgreSQL takes a
# list for a hundred long, and would read every course there is.
_NOTIFY = """
    SELECT pg_notify({}, json_build_object('record', asked.id, 'followed_by', coalesce((
        SELECT json_build_array(organisation_id, akasse_id) FROM course WHERE citizen = asked.id LIMIT 1), '[]'))::text)
    FROM json_array_elements_text(CAST({} AS TEXT)::json) AS asked(id)"""

log = structlog.get_logger()


class Changed(Struct, frozen=True, kw_only=True):
    """The record of that citizen has a new version; `followed_by` are the ids of organisations that follow it."""

    record: str
    followed_by: tuple[str, ...]


class RawLine(Protocol):
    """The part of asyncpg's connection that is used here; asyncpg has no types of its own."""

    async def add_listener(self, channel: str, callback: Callable[[object, int, str, str], None]) -> None: ...
    def add_termination_listener(self, callback: Callable[[object], None]) -> None: ...
    async def execute(self, query: str, *, timeout: float) -> str: ...  # noqa: ASYNC109 -- asyncpg's own name
    def terminate(self) -> None: ...


class Changes:
    """Tells and hears of changes. `heard` is called for each; `missed` when some may have gone by unheard."""

    def __init__(
        self, db: Database, *, address: str, heard: Callable[[Changed], None], missed: Callable[[], None]
    ) -> None:
        """`address` is PostgreSQL's, "" for SQLite."""
        self._db = db
        self._address = address
        self._heard = heard
        self._missed = missed
        self._untold: set[str] = set()
        self._rung = asyncio.Event()

    async def tell(self, record: str) -> None:
        """Let every process hear of a change that is committed; on PostgreSQL, while this one listens, in a moment.

        Raises what SQLite raises.
        """
        if not self._address:
            self._heard(Changed(record=record, followed_by=tuple(await followers(record))))
            return
        self._untold.add(record)
        self._rung.set()

    @asynccontextmanager
    async def listening(self) -> AsyncGenerator[None]:
        """Tell and hear of changes meanwhile; a line that breaks is opened again for as long as it takes."""
        if not self._address:
            yield
            return
        line = await self._opened()
        tasks = [asyncio.create_task(self._keep(line)), asyncio.create_task(self._telling())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            # A task that is told to end before it has begun does not even do that.
            line.raw.terminate()
            await self._tell_all()

    async def _telling(self) -> None:
        while True:
            await self._rung.wait()
            self._rung.clear()
            if await self._tell_all():
                await asyncio.sleep(SECONDS_BETWEEN_WORDS)
            else:
                self._rung.set()
                await asyncio.sleep(SECONDS_BETWEEN_TRIES)

    async def _tell_all(self) -> bool:
        """Whether all is told. What is not, or is cut off on its way, is told with the next."""
        told, self._untold = self._untold, set()
        try:
            if told:
                await self._db.run(_NOTIFY, CHANNEL, msgspec.json.encode(sorted(told)).decode())
            told = set[str]()
        except Exception as error:
            log.warning("open pages are not told of changes: trying again", error=repr(error))
        finally:
            self._untold |= told
        return not told

    async def _keep(self, line: "_Line") -> None:
        while True:
            try:
                await line.until_lost()
            finally:
                line.raw.terminate()
            line = await self._again()
            self._missed()

    async def _again(self) -> "_Line":
        while True:
            try:
                return await self._opened()
            except LOST as error:
                log.warning("changes cannot be heard of: trying again", error=str(error))
            await asyncio.sleep(SECONDS_BETWEEN_TRIES)

    async def _opened(self) -> "_Line":
        raw = await asyncpg.connect(self._address, timeout=SECONDS_TO_ANSWER)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        line = _Line(cast(RawLine, raw))
        try:
            await line.raw.add_listener(CHANNEL, self._received)
        except BaseException:
            line.raw.terminate()
            raise
        return line

    def _received(self, _line: object, _process: int, _channel: str, told: str) -> None:
        self._heard(msgspec.json.decode(told, type=Changed))


class _Line:
    """One connection that listens."""

    def __init__(self, raw: RawLine) -> None:
        self.raw = raw
        self._lost = asyncio.Event()
        raw.add_termination_listener(lambda _: self._lost.set())

    async def until_lost(self) -> None:
        """Returns when the connection is of no use any more."""
        while not self._lost.is_set():
            try:
                async with asyncio.timeout(SECONDS_BETWEEN_LOOKS):
                    await self._lost.wait()
            except TimeoutError:
                with suppress(*LOST):
                    await self.raw.execute("SELECT 1", timeout=SECONDS_TO_ANSWER)
                    continue
                return
