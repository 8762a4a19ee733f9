"""The store that the sync engine asks for: one record and one device in one transaction."""

from collections.abc import AsyncGenerator, Generator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import cast

import msgspec
from piccolo.columns.combination import And

from backend.domain.errors import NotFound
from backend.domain.people import Person
from backend.domain.time import Clock
from backend.store import people, tables
from backend.store.engine import Database, is_retryable
from backend.store.kinds import KINDS
from backend.store.mutations import letter_row, logged, row_of
from backend.store.record import OpenRecord, locked
from backend.store.rows import rows_between
from sync.server.messages import Table, Tombstone
from sync.server.store import DeadLetter, Device, Head, Logged, Retry

HOUR = 60 * 60 * 1000

_HEAD = """
    SELECT deployment.epoch, record.version, record.checksum, record.forgotten,
        device.person, device.last, device.attempts, device.error,
        (SELECT max(number) FROM mutation WHERE mutation.device = device.id AND received_at < {}) AS horizon
    FROM record CROSS JOIN deployment LEFT JOIN device ON device.id = {}
    WHERE record.id = {}"""
_VERSIONS = " UNION ALL ".join(
    f"SELECT version FROM {kind.name} WHERE citizen = {{}} AND version > {{}}"  # noqa: S608 -- our own table names
    for kind in KINDS
)


class SyncReading:
    """One consistent view of one record. `safe_before` is the instant before which everything is in a backup."""

    def __init__(self, db: Database, citizen: str, *, safe_before: int) -> None:
        self.db = db
        self.citizen = citizen
        self.safe_before = safe_before

    async def head(self, device: str) -> Head:
        """The record and this device in one query. Raises NotFound when there is no such record."""
        rows = await self.db.run(_HEAD, self.safe_before, device, self.citizen)
        if not rows:
            raise NotFound("Borgeren findes ikke.")
        found = rows[0]
        return Head(
            epoch=found["epoch"],
            version=found["version"],
            checksum=found["checksum"],
            pruned=found["forgotten"],
            device=_device(found) if found["person"] else None,
        )

    async def versions(self, *, after: int, limit: int) -> Sequence[int]:
        """Versions of the live rows after `after`, ascending, at most `limit`."""
        arguments = (self.citizen, after) * len(KINDS)
        found = await self.db.run(f"{_VERSIONS} ORDER BY version LIMIT {{}}", *arguments, limit)
        return [row["version"] for row in found]

    async def rows(self, *, after: int, upto: int) -> Mapping[str, Table]:
        """Live rows with after < version <= upto, by kind."""
        answer: dict[str, Table] = {}
        for kind in KINDS:
            found = await self.db.run(rows_between(self.db.dialect, kind), self.citizen, after, upto)
            rows = msgspec.json.decode(found[0]["rows"] or "[]", type=list[list[object]])
            if rows:
                answer[kind.name] = Table(k=kind.columns, v=rows)
        return answer

    async def deleted(self, *, after: int, upto: int) -> Mapping[str, Sequence[Tombstone]]:
        """Tombstones with after < version <= upto, by kind."""
        stone = tables.Tombstone
        found = await stone.select(stone.id, stone.version, stone.kind).where(
            And(And(stone.citizen == self.citizen, stone.version > after), stone.version <= upto)
        )
        answer: dict[str, list[Tombstone]] = {}
        for row in found:
            answer.setdefault(row["kind"], []).append(Tombstone(id=row["id"], version=row["version"]))
        return answer


class SyncWriting(SyncReading):
    """The same inside a transaction that holds the record's lock; commands write through `record`."""

    def __init__(self, record: OpenRecord, *, safe_before: int) -> None:
        super().__init__(record.db, record.citizen, safe_before=safe_before)
        self.record = record

    async def owner(self) -> Person:
        """The citizen whose record this is."""
        person = await people.find(self.citizen)
        if person is None:
            raise NotFound
        return person

    async def head(self, device: str) -> Head:
        """As stored, with what this transaction has written so far."""
        head = await super().head(device)
        return msgspec.structs.replace(head, version=self.record.version, checksum=self.record.checksum)

    async def device(self, device: str) -> Device:
        """Lock the device row, or make it for this person."""
        await self.db.run(
            "INSERT INTO device (id, person, last, attempts, error) VALUES ({}, {}, 0, 0, '') "
            "ON CONFLICT (id) DO NOTHING",
            device,
            self.citizen,
        )
        if self.db.dialect == "postgres":
            await self.db.run("SELECT id FROM device WHERE id = {} FOR UPDATE", device)
        found = await self.head(device)
        if found.device is None:
            raise Retry
        return found.device

    @asynccontextmanager
    async def savepoint(self) -> AsyncGenerator[None]:
        """What is written inside is undone when an exception leaves it; the record's sums go back with it."""
        version, checksum = self.record.version, self.record.checksum
        try:
            with _retry_told():
                async with self.db.savepoint():
                    yield
        except BaseException:
            self.record.version, self.record.checksum = version, checksum
            raise

    async def log(self, device: str, *, first: int, last: int) -> Sequence[Logged]:
        """The logged mutations with first <= number <= last, ascending."""
        row = tables.Mutation
        found = await (
            row.select()
            .where(And(And(row.device == device, row.number >= first), row.number <= last))
            .order_by(row.number)
        )
        return [logged(each) for each in found]

    async def advance(self, device: str, entries: Sequence[Logged]) -> None:
        """Log these mutations and move `last` along."""
        await tables.Mutation.insert(*(row_of(device, entry) for entry in entries))
        row = tables.Device
        await row.update({row.last: entries[-1].verdict.number, row.attempts: 0, row.error: ""}).where(row.id == device)

    async def attempted(self, device: str, *, attempts: int, error: str) -> None:
        """Note that the device's next mutation failed."""
        row = tables.Device
        await row.update({row.attempts: attempts, row.error: error}).where(row.id == device)

    async def park(self, device: str, letter: DeadLetter) -> None:
        """Keep a mutation that will not be tried again."""
        await tables.DeadLetter.insert(letter_row(device, letter))


class SyncStore:
    """Opens records for the sync engine. `backup_hours`: after how long everything is in a backup."""

    def __init__(self, db: Database, *, clock: Clock, backup_hours: int) -> None:
        self._db = db
        self._clock = clock
        self._backup = backup_hours * HOUR

    @asynccontextmanager
    async def reading(self, person: str) -> AsyncGenerator[SyncReading]:
        """A snapshot of the person's record."""
        with _retry_told():
            async with self._db.snapshot():
                yield SyncReading(self._db, person, safe_before=self._clock() - self._backup)

    @asynccontextmanager
    async def writing(self, person: str) -> AsyncGenerator[SyncWriting]:
        """A transaction that has locked the person's record first."""
        with _retry_told():
            async with locked(self._db, person) as record:
                yield SyncWriting(record, safe_before=self._clock() - self._backup)


@contextmanager
def _retry_told() -> Generator[None]:
    """Say in the engine's own word what may go well when it is run again."""
    try:
        yield
    except Exception as error:
        if is_retryable(error):
            raise Retry from error
        raise


def _device(found: Mapping[str, object]) -> Device:
    return Device(
        person=str(found["person"]),
        last=cast(int, found["last"]),
        horizon=cast(int, found["horizon"] or 0),
        attempts=cast(int, found["attempts"]),
        error=str(found["error"]),
    )
