"""One record as the sync engine writes it: in one transaction, which nobody else writes in."""

from collections.abc import AsyncGenerator, Generator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import msgspec

from backend.domain.errors import NoRecord
from backend.domain.people import Person
from backend.domain.reminding.touched import REFUSED
from backend.store import mutations
from backend.store.driver import StoreError
from backend.store.engine import Database, is_retryable
from backend.store.record import HEAD, OpenRecord
from backend.store.standing import DEVICE, device_of
from backend.store.sync_reading import SyncReading
from sync.server.messages import Changes
from sync.server.store import DeadLetter, Device, Head, Logged, Retry

_OWN_DEVICE = f"""
    SELECT deployment.epoch, {", ".join(f"record.{name}" for name in HEAD)},
        owner.id, owner.name, owner.role, owner.organisation, {DEVICE}
    FROM record JOIN person AS owner ON owner.id = record.id CROSS JOIN deployment
        LEFT JOIN device ON device.id = {{}}
    WHERE record.id = {{}}"""  # noqa: S608 -- our own text
_NEW_DEVICE = """
    INSERT INTO device (id, person, last, attempts, error) VALUES ({}, {}, 0, 0, '') ON CONFLICT (id) DO NOTHING"""
_TRIED = "UPDATE device SET attempts = {}, error = {} WHERE id = {}"


class SyncWriting(SyncReading):
    """One that no other writes meanwhile, in one transaction; commands write through `record`."""

    def __init__(self, db: Database, citizen: str, *, safe_before: int) -> None:
        super().__init__(db, citizen, safe_before=safe_before)
        self._record: OpenRecord | None = None
        self._owner: Person | None = None
        self._epoch = ""
        self._devices: dict[str, Device] = {}

    @property
    def record(self) -> OpenRecord:
        """Open from when a device is known. Raises StoreError before."""
        if self._record is None:
            raise StoreError("a record is opened with the device that writes it")
        return self._record

    @property
    def owner(self) -> Person:
        """The citizen whose record this is, known likewise."""
        if self._owner is None:
            raise StoreError("an owner is known with the device that writes")
        return self._owner

    async def head(self, device: str) -> Head:
        """As stored, with what this transaction has written so far; no query once the device is known."""
        record = self._record
        if record is None:
            return await super().head(device)
        if device not in self._devices:
            head = await super().head(device)
            return msgspec.structs.replace(head, version=record.version, checksum=record.checksum)
        return Head(
            epoch=self._epoch,
            version=record.version,
            checksum=record.checksum,
            pruned=record.forgotten,
            device=self._devices[device],
        )

    async def device(self, device: str) -> Device:
        """The device, made for this person when nobody has it. The record's lock guards each device of its person."""
        found = await self._looked_up(device)
        if not found["person"]:
            await self.db.run(_NEW_DEVICE, device, self.citizen)
            found = await self._looked_up(device)
        if not found["person"]:
            raise Retry
        self._epoch = found["epoch"]
        self._owner = msgspec.convert(found, Person)
        self._record = self._record or OpenRecord(self.db, self.citizen, **{name: found[name] for name in HEAD})
        self._devices[device] = device_of(found)
        return self._devices[device]

    async def changes(self, *, after: int, settled: int, upto: int) -> Changes:
        """Likewise; no query for a phone that had everything until this transaction wrote."""
        record = self._record
        if record is None or min(after, settled) < record.news.since:
            return await super().changes(after=after, settled=settled, upto=upto)
        return Changes(
            version=record.version,
            checksum=record.checksum,
            pruned=record.forgotten,
            rows=record.news.rows(after=after, upto=upto),
            deleted=record.news.deleted(settled=settled, upto=upto),
        )

    async def close(self) -> None:
        """Write what an open record still has to write."""
        if self._record:
            await self._record.close()

    @asynccontextmanager
    async def savepoint(self) -> AsyncGenerator[None]:
        """What is written inside is undone when an exception leaves it; the record's sums go back with it."""
        record = self._record
        before = (record.version, record.checksum, record.news.copy()) if record else None
        try:
            with retry_told():
                async with self.db.savepoint():
                    yield
        except BaseException:
            self._record = record
            if record and before:
                record.version, record.checksum, record.news = before
            raise

    async def log(self, device: str, *, first: int, last: int) -> Sequence[Logged]:
        """The logged mutations with first <= number <= last, ascending."""
        return await mutations.between(device, first=first, last=last)

    async def advance(self, device: str, entries: Sequence[Logged]) -> None:
        """Log these mutations and move `last` along. The person hears of what was refused."""
        refused = [each.verdict.received_at for each in entries if each.verdict.state == "refused"]
        if refused:
            self.record.touch(REFUSED, at=max(refused))
        await self.db.run_together(*mutations.logging(device, entries), *self.record.moving())
        self._note(device, last=entries[-1].verdict.number, attempts=0, error="")

    async def attempted(self, device: str, *, attempts: int, error: str) -> None:
        """Note that the device's next mutation failed."""
        await self.db.run(_TRIED, attempts, error, device)
        self._note(device, attempts=attempts, error=error)

    async def park(self, device: str, letter: DeadLetter) -> None:
        """Keep a mutation that will not be tried again."""
        await mutations.park(device, letter)

    async def _looked_up(self, device: str) -> Mapping[str, Any]:
        found = await self.db.run(_OWN_DEVICE, self.safe_before, device, self.citizen)
        if not found:
            raise NoRecord
        return found[0]

    def _note(self, device: str, **changed: object) -> None:
        if device in self._devices:
            self._devices[device] = msgspec.structs.replace(self._devices[device], **changed)


@contextmanager
def retry_told() -> Generator[None]:
    """Say in the engine's own word what may go well when it is run again."""
    try:
        yield
    except Exception as error:
        if is_retryable(error):
            raise Retry from error
        raise
