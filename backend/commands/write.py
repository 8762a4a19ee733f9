"""One command's hand on one record: who writes, when, and the open record itself."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, TypeVar

from msgspec import Meta, structs

from backend.domain import access
from backend.domain.people import Person
from backend.domain.time import Clock, local_date
from backend.store import record as records
from backend.store.audit import Change
from backend.store.engine import Database, is_retryable
from backend.store.record import OpenRecord, RowT
from sync.server.engine import jittered_pause

SaidT = TypeVar("SaidT")

TRIES = 5


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What every command stands on: the data base, the clock, and where ids come from."""

    db: Database
    clock: Clock
    fresh_id: Callable[[], str]


@dataclass(frozen=True, kw_only=True)
class Write:
    """An open record and by whom it is written. `made_at` is the writer's clock, `now` the server's (instants)."""

    record: OpenRecord
    actor: Person
    command: str
    made_at: int
    now: int
    fresh_id: Callable[[], str]

    @property
    def today(self) -> str:
        """The Danish day it is."""
        return local_date(self.now)

    async def must_follow(self) -> None:
        """Raises Forbidden unless the actor's organisation follows this citizen."""
        access.must_follow(self.actor, followed_by=await self.record.followed_by())

    async def put(self, row: RowT, *, before: RowT | None, why: str = "") -> None:
        """Write one row; `before` is what stands there now, None for a new one. `why` is for the audit alone."""
        await self.record.put(row, before=before, change=structs.replace(self._change, why=why))

    async def remove(self, row: RowT) -> None:
        """Delete one row."""
        await self.record.remove(row, change=self._change)

    @property
    def _change(self) -> Change:
        return Change(actor=self.actor.id, command=self.command, at=self.now, fresh_id=self.fresh_id)


@asynccontextmanager
async def writing(ground: Ground, *, actor: Person, citizen: str, command: str) -> AsyncGenerator[Write]:
    """One transaction on one record for a command that arrives by form; commits when left in peace.

    Raises NotFound when there is no such record.
    """
    now = ground.clock()
    async with records.locked(ground.db, citizen) as record:
        yield Write(record=record, actor=actor, command=command, made_at=now, now=now, fresh_id=ground.fresh_id)


Version = Annotated[int, Meta(ge=0, le=2**53 - 1)]
"""The version of a row that a change is based on, as a phone or a form tells it."""


async def retried(work: Callable[[], Awaitable[SaidT]]) -> SaidT:
    """Run a whole transaction again when others were in its way, a few times at most. Raises what it raised last.

    Nobody knows whether a transaction was committed when its connection is lost: `work` must do no harm twice.
    """
    for tries in range(1, TRIES):
        try:
            return await work()
        except Exception as error:
            if not is_retryable(error):
                raise
        await jittered_pause(tries)
    return await work()


Overwritten = dict[str, str]
"""{field: text}: what stood there, newer than what a change was based on, and is now overwritten."""
