"""The store that the sync engine asks for: one record and one device in one transaction."""

from collections.abc import AsyncGenerator, Generator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any, cast

import msgspec

from backend.domain.errors import NoRecord
from backend.domain.people import Person
from backend.domain.reminding.touched import REFUSED
from backend.domain.time import Clock
from backend.store import mutations
from backend.store.driver import StoreError
from backend.store.engine import Database, is_retryable
from backend.store.erasure import was_erased
from backend.store.kinds import KINDS, Kind
from backend.store.record import HEAD, OpenRecord, holding
from backend.store.rows import changes_between, versions_after
from backend.store.sessions import SignedIn, hashed
from sync.server.columns import in_steps
from sync.server.errors import ErasedError
from sync.server.messages import Changes, Columns, Tombstone
from sync.server.store import DeadLetter, Device, Head, Logged, Retry

HOUR = 60 * 60 * 1000

# What is gone from the log was in a backup long before.
_DEVICE = """
        device.person, device.last, device.attempts, device.error, coalesce(
            (SELECT number FROM mutation WHERE mutation.device = device.id AND received_at < {}
                ORDER BY number DESC LIMIT 1),
            (SELECT min(number) - 1 FROM mutation WHERE mutation.device = device.id),
            device.last) AS horizon"""
_HEAD = f"""
    SELECT deployment.epoch, record.version, record.checksum, record.forgotten, {_DEVICE}
    FROM record CROSS JOIN deployment LEFT JOIN device ON device.id = {{}}
    WHERE record.id = {{}}"""  # noqa: S608 -- our own text
# No join with the session: see `backend.store.sessions`.
_ASKING = f"""
    SELECT asking.id, asking.name, asking.role, asking.organisation, deployment.epoch, record.version, record.checksum,
        record.forgotten, {_DEVICE}
    FROM person AS asking CROSS JOIN deployment
        LEFT JOIN record ON record.id = asking.id LEFT JOIN device ON device.id = {{}}
    WHERE asking.id =
        (SELECT session.person FROM session WHERE session.id = {{}} AND revoked_at = 0 AND expires_at > {{}})"""  # noqa: S608 -- our own text
_OWN_DEVICE = f"""
    SELECT deployment.epoch, {", ".join(f"record.{name}" for name in HEAD)},
        owner.id, owner.name, owner.role, owner.organisation, {_DEVICE}
    FROM record JOIN person AS owner ON owner.id = record.id CROSS JOIN deployment
        LEFT JOIN device ON device.id = {{}}
    WHERE record.id = {{}}"""  # noqa: S608 -- our own text
_NEW_DEVICE = """
    INSERT INTO device (id, person, last, attempts, error) VALUES ({}, {}, 0, 0, '') ON CONFLICT (id) DO NOTHING"""
_TRIED = "UPDATE device SET attempts = {}, error = {} WHERE id = {}"

_COLUMNS = msgspec.json.Decoder(list[msgspec.Raw])
_NUMBERS = msgspec.json.Decoder(list[int])
_WHOLE_NUMBERS = {kind.name: kind.whole_numbers for kind in KINDS}
_BURIED = msgspec.json.Decoder(list[tuple[str, str, int]])


class SyncReading:
    """One record, each statement a view of its own. What came before the instant `safe_before` is in a backup."""

    rows_have_own_versions = True

    def __init__(self, db: Database, citizen: str, *, safe_before: int) -> None:
        self.db = db
        self.citizen = citizen
        self.safe_before = safe_before

    async def head(self, device: str) -> Head:
        """The record and this device in one query. Raises NoRecord when there is none."""
        rows = await self.db.run(_HEAD, self.safe_before, device, self.citizen)
        if not rows:
            raise NoRecord
        return _head(rows[0])

    async def versions(self, *, after: int, limit: int) -> Sequence[int]:
        """Versions of the live rows after `after`, ascending, at most `limit`."""
        found = await self.db.run(versions_after(self.db.dialect), self.citizen, after, limit)
        return sorted(msgspec.json.decode(found[0]["versions"] or "[]", type=list[int]))

    async def changes(self, *, after: int, settled: int, upto: int) -> Changes:
        """Live rows with after < version <= upto, and tombstones with settled < version <= upto, in one statement."""
        answer = await self.db.run(changes_between(self.db.dialect), after, settled, upto, self.citizen)
        if not answer:
            raise NoRecord
        found = answer[0]
        deleted: dict[str, list[Tombstone]] = {}
        for kind, row, version in _BURIED.decode(found["deleted"] or "[]"):
            deleted.setdefault(kind, []).append(Tombstone(id=row, version=version))
        rows = {kind.name: _read(kind, found[kind.name]) for kind in KINDS if found[kind.name]}
        return Changes(
            version=found["version"],
            checksum=found["checksum"],
            pruned=found["forgotten"],
            rows=rows,
            deleted=deleted,
        )


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
        self._devices[device] = _device(found)
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
            with _retry_told():
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
        head = _head(found[0]) if found[0]["version"] is not None else None
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
        with _retry_told():
            yield
    except NoRecord as error:
        if await was_erased(person):
            raise ErasedError from error
        raise


@contextmanager
def _retry_told() -> Generator[None]:
    """Say in the engine's own word what may go well when it is run again."""
    try:
        yield
    except Exception as error:
        if is_retryable(error):
            raise Retry from error
        raise


def _read(kind: Kind, columns: str) -> Columns:
    """Numbers as such; of the rest the JSON that the data base has written goes to the phone as it is."""
    numbers = _WHOLE_NUMBERS[kind.name]
    read = zip(kind.columns, _COLUMNS.decode(columns), strict=True)
    return in_steps(kind.columns, [_NUMBERS.decode(column) if name in numbers else column for name, column in read])


def _head(found: Mapping[str, Any]) -> Head:
    return Head(
        epoch=found["epoch"],
        version=found["version"],
        checksum=found["checksum"],
        pruned=found["forgotten"],
        device=_device(found) if found["person"] else None,
    )


def _device(found: Mapping[str, object]) -> Device:
    return Device(
        person=str(found["person"]),
        last=cast(int, found["last"]),
        horizon=cast(int, found["horizon"]),
        attempts=cast(int, found["attempts"]),
        error=str(found["error"]),
    )
