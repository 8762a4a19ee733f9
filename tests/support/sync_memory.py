"""A store in memory that keeps the same promises as a real one, and can be made to break between any two statements."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from sync.server import MODULUS, Changes, DeadLetter, Device, ErasedError, Head, Logged, Tombstone, in_columns, mark
from tests.support.sync_contents import Contents, Key, Record, Stored


def undisturbed(_statement: str) -> None:
    """No fault."""


class MemoryReading:
    """What is there at each statement; in a transaction, what that has written."""

    rows_have_own_versions = False

    def __init__(self, store: "MemoryStore", person: str) -> None:
        self._store = store
        self._person = person
        self._log: dict[tuple[str, int], Logged] = {}
        self._devices: dict[str, Device] = {}
        self._letters: list[tuple[str, DeadLetter]] = []
        self._written: Record | None = None

    @property
    def _record(self) -> Record:
        return self._written or self._store.contents.records.get(self._person, Record())

    async def _statement(self, name: str) -> None:
        self._store.statements.append(name)
        self._store.fault(name)
        await asyncio.sleep(0)

    async def head(self, device: str) -> Head:
        await self._statement("head")
        return Head(
            epoch=self._store.contents.epoch,
            version=self._record.version,
            checksum=self._record.checksum,
            pruned=self._record.pruned,
            device=self._devices.get(device, self._store.contents.devices.get(device)),
        )

    async def versions(self, *, after: int, limit: int) -> Sequence[int]:
        await self._statement("versions")
        return sorted(row.version for row in self._record.rows.values() if row.version > after)[:limit]

    async def changes(self, *, after: int, settled: int, upto: int) -> Changes:
        await self._statement("changes")
        record = self._record
        found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        names: dict[str, list[str]] = {}
        for (kind, row_id), row in record.rows.items():
            if after < row.version <= upto:
                names[kind] = ["id", "version", *row.values]
                found[kind].append((row_id, row.version, *row.values.values()))
        deleted: dict[str, list[Tombstone]] = defaultdict(list)
        for (kind, row_id), version in record.tombstones.items():
            if settled < version <= upto:
                deleted[kind].append(Tombstone(row_id, version))
        return Changes(
            version=record.version,
            checksum=record.checksum,
            pruned=record.pruned,
            rows={kind: in_columns(names[kind], rows) for kind, rows in found.items()},
            deleted=deleted,
        )


class MemoryWriting(MemoryReading):
    """One transaction; `put`, `get` and `remove` are what its commands use."""

    def __init__(self, store: "MemoryStore", person: str, held: list[asyncio.Lock]) -> None:
        super().__init__(store, person)
        self._held = held
        self._next: int = self._record.version + 1

    async def device(self, device: str) -> Device:
        await self._statement("device")
        await self._store.hold(f"device {device}", self._held)
        known = self._devices.get(device) or self._store.contents.devices.get(device) or Device(person=self._person)
        if known.person == self._person:
            self._devices[device] = known
        return known

    @asynccontextmanager
    async def savepoint(self) -> AsyncGenerator[None, None]:
        await self._statement("savepoint")
        before = self._written
        try:
            yield
        except BaseException:
            self._written = before
            raise
        await self._statement("release")

    async def log(self, device: str, *, first: int, last: int) -> Sequence[Logged]:
        await self._statement("log")
        both = {**self._store.contents.log, **self._log}
        return [both[device, number] for number in range(first, last + 1) if (device, number) in both]

    async def advance(self, device: str, entries: Sequence[Logged]) -> None:
        await self._statement("advance")
        self._log |= {(device, entry.verdict.number): entry for entry in entries}
        self._devices[device] = msgspec.structs.replace(
            self._devices[device], last=entries[-1].verdict.number, attempts=0, error=""
        )

    async def attempted(self, device: str, *, attempts: int, error: str) -> None:
        await self._statement("attempted")
        self._devices[device] = msgspec.structs.replace(self._devices[device], attempts=attempts, error=error)

    async def park(self, device: str, letter: DeadLetter) -> None:
        await self._statement("park")
        self._letters.append((device, letter))

    async def get(self, kind: str, row_id: str) -> Mapping[str, Any] | None:
        """The values of a live row."""
        await self._statement("get")
        row = self._record.rows.get((kind, row_id))
        return row.values if row else None

    def is_elsewhere(self, kind: str, row_id: str) -> bool:
        """Whether somebody else's record holds that row."""
        others = (record for person, record in self._store.contents.records.items() if person != self._person)
        return any((kind, row_id) in record.rows for record in others)

    async def put(self, kind: str, row_id: str, values: Mapping[str, Any]) -> None:
        """Add or replace a row and stamp it."""
        await self._statement("put")
        rows = {**self._record.rows, (kind, row_id): Stored(self._next, values)}
        buried = {key: version for key, version in self._record.tombstones.items() if key != (kind, row_id)}
        self._stamp(kind, row_id, rows=rows, tombstones=buried)

    async def remove(self, kind: str, row_id: str) -> None:
        """Leave a tombstone in the place of a live row."""
        await self._statement("remove")
        rows = {key: row for key, row in self._record.rows.items() if key != (kind, row_id)}
        self._stamp(kind, row_id, rows=rows, tombstones={**self._record.tombstones, (kind, row_id): self._next})

    def _stamp(self, kind: str, row_id: str, *, rows: dict[Key, Stored], tombstones: dict[Key, int]) -> None:
        before, after = self._record.rows.get((kind, row_id)), rows.get((kind, row_id))
        moved = (mark(kind, row_id, after.version) if after else 0) - (
            mark(kind, row_id, before.version) if before else 0
        )
        self._written = msgspec.structs.replace(
            self._record,
            version=self._next,
            checksum=(self._record.checksum + moved) % MODULUS,
            rows=rows,
            tombstones=tombstones,
        )

    async def commit(self) -> None:
        """All at once, or not at all when the fault comes before."""
        await self._statement("commit")
        now = self._store.contents
        self._store.contents = msgspec.structs.replace(
            now,
            records={**now.records, self._person: self._record},
            devices={**now.devices, **self._devices},
            log={**now.log, **self._log},
            letters=[*now.letters, *self._letters],
        )


class MemoryStore:
    """`fault(statement)` is called before each statement and may raise; `statements` tells what was run."""

    def __init__(self, epoch: str) -> None:
        self.contents = Contents(epoch=epoch)
        self.fault: Callable[[str], None] = undisturbed
        self.statements: list[str] = []
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def hold(self, name: str, held: list[asyncio.Lock]) -> None:
        """Wait for a lock and keep it to the end of the transaction."""
        lock = self._locks[name]
        if lock not in held:
            await lock.acquire()
            held.append(lock)

    @asynccontextmanager
    async def reading(self, person: str) -> AsyncGenerator[MemoryReading, None]:
        self._must_be_there(person)
        yield MemoryReading(self, person)

    @asynccontextmanager
    async def writing(self, person: str) -> AsyncGenerator[MemoryWriting, None]:
        held: list[asyncio.Lock] = []
        try:
            await self.hold(f"record {person}", held)
            self._must_be_there(person)
            writing = MemoryWriting(self, person, held)
            yield writing
            await writing.commit()
        finally:
            for lock in held:
                lock.release()

    def _must_be_there(self, person: str) -> None:
        if person in self.contents.erased:
            raise ErasedError

    def erase(self, person: str) -> None:
        """Take away everything of one person."""
        self.contents = self.contents.without(person)

    def prune(self, person: str, *, upto: int) -> None:
        """Throw away the tombstones up to a version."""
        self.contents = self.contents.pruned(person, upto=upto)

    def keep(self) -> Contents:
        """Take a backup, and only then tell the phones that they may forget what it holds."""
        backup = self.contents
        safe = {name: msgspec.structs.replace(device, horizon=device.last) for name, device in backup.devices.items()}
        self.contents = msgspec.structs.replace(self.contents, devices=safe)
        return backup

    def restore(self, backup: Contents, *, epoch: str) -> None:
        """Go back to a backup, as a new life of the data base."""
        self.contents = msgspec.structs.replace(backup, epoch=epoch)
