"""The store that the sync engine asks for: it opens records, to be read or written."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import msgspec

from backend.domain.errors import NoRecord
from backend.domain.people import Person
from backend.domain.time import Clock
from backend.store.engine import Database
from backend.store.erasure import was_erased
from backend.store.record import holding
from backend.store.sessions import SignedIn, hashed
from backend.store.standing import DEVICE, head_of
from backend.store.sync_reading import SyncReading
from backend.store.sync_writing import SyncWriting, retry_told
from sync.server.errors import ErasedError
from sync.server.store import Head

HOUR = 60 * 60 * 1000

# No join with the session: see `backend.store.sessions`.
_ASKING = f"""
    SELECT asking.id, asking.name, asking.role, asking.organisation, deployment.epoch, record.version, record.checksum,
        record.forgotten, {DEVICE}
    FROM person AS asking CROSS JOIN deployment
        LEFT JOIN record ON record.id = asking.id LEFT JOIN device ON device.id = {{}}
    WHERE asking.id =
        (SELECT session.person FROM session WHERE session.id = {{}} AND revoked_at = 0 AND expires_at > {{}})"""  # noqa: S608 -- our own text


class SyncStore:
    """Opens records for the sync engine. `backup_hours`: after how long everything is in a backup."""

    def __init__(self, db: Database, *, clock: Clock, backup_hours: int) -> None:
        self._db = db
        self._clock = clock
        self._backup = backup_hours * HOUR

    async def asking(self, secret: str, device: str) -> tuple[SignedIn | None, Head | None]:
        """Whose cookie this is, as `sessions.who` tells it, and where their record and this device stand: one query."""
        session = hashed(secret)
        found = await self._db.run(_ASKING, self._safe_before(), device, session, self._clock())
        if not found:
            return None, None
        head = head_of(found[0]) if found[0]["version"] is not None else None
        return SignedIn(session=session, person=msgspec.convert(found[0], Person)), head

    @asynccontextmanager
    async def reading(self, person: str) -> AsyncGenerator[SyncReading]:
        """The person's record, without a transaction."""
        async with _told_of_erasure(person):
            yield SyncReading(self._db, person, safe_before=self._safe_before())

    @asynccontextmanager
    async def writing(self, person: str) -> AsyncGenerator[SyncWriting]:
        """A transaction that has locked the person's record first."""
        async with _told_of_erasure(person), holding(self._db, person):
            writing = SyncWriting(self._db, person, safe_before=self._safe_before())
            yield writing
            await writing.close()

    def _safe_before(self) -> int:
        return self._clock() - self._backup


@asynccontextmanager
async def _told_of_erasure(person: str) -> AsyncGenerator[None]:
    """The same, and that a record is gone for good; somebody who never had one is not told that."""
    try:
        with retry_told():
            yield
    except NoRecord as error:
        if await was_erased(person):
            raise ErasedError from error
        raise
