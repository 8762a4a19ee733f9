"""What the engine asks of a data base. Any store must pass `tests/integration/test_sync_store_contract.py`."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

import msgspec

from sync.server.messages import Changes, Mutation, Verdict


class Retry(Exception):
    """The data base gave up a transaction that would succeed if run again (serialisation failure, deadlock).

    `Store.writing`, `Store.reading` and `Writing.savepoint` turn the driver's own errors of that kind into this one.
    """


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A browser profile of one person. Mutation `last + 1` failed `attempts` times, the last time with `error`.

    Numbers up to and including `horizon` are in a backup: the phone may forget them.
    """

    person: str
    last: int = 0
    horizon: int = 0
    attempts: int = 0
    error: str = ""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Where a record stands. `pruned` = highest version among the tombstones thrown away, 0 when all are kept.

    `checksum` is over all live rows, see `sync.server.checksum`. `device` is None when the server never saw it.
    """

    epoch: str
    version: int
    checksum: int
    pruned: int
    device: Device | None


class Logged(msgspec.Struct, frozen=True, kw_only=True):
    """What the log keeps of a mutation. A number that comes again with another `made_at` is another mutation."""

    name: str
    made_at: int
    verdict: Verdict


class DeadLetter(msgspec.Struct, frozen=True, kw_only=True):
    """A mutation that failed until it was set aside; `error` is for operators and is never sent to a phone."""

    number: int
    mutation: Mutation
    received_at: int
    error: str


class Reading(Protocol):
    """One person's record. Each answer is of one moment, but the next may be of a later one.

    `rows_have_own_versions`: no two live rows share a version, so there are never more rows than versions.
    """

    @property
    def rows_have_own_versions(self) -> bool: ...

    async def head(self, device: str) -> Head:
        """The record and this device, in one cheap query at most."""
        ...

    async def versions(self, *, after: int, limit: int) -> Sequence[int]:
        """Versions of the live rows with version > after, ascending, one per row, at most `limit`."""
        ...

    async def changes(self, *, after: int, settled: int, upto: int) -> Changes:
        """All live rows with after < version <= upto, and all kept tombstones with settled < version <= upto."""
        ...


class Writing(Reading, Protocol):
    """One transaction that holds the lock on one person's record; commits when left in peace, else rolls back.

    It sees what it has written, and nobody else writes meanwhile.
    """

    async def device(self, device: str) -> Device:
        """The device, made for this person when nobody has it; nobody else writes it until this transaction ends.

        A device of another person comes back as it is, unchanged.
        """
        ...

    def savepoint(self) -> AbstractAsyncContextManager[None]:
        """An exception that leaves it undoes what was written inside, and goes on up; the transaction stays usable."""
        ...

    async def log(self, device: str, *, first: int, last: int) -> Sequence[Logged]:
        """The logged mutations with first <= number <= last, ascending; those long forgotten may be left out."""
        ...

    async def advance(self, device: str, entries: Sequence[Logged]) -> None:
        """Log these (ascending from `last + 1`, at least one) and move `last` along; `attempts` starts anew."""
        ...

    async def attempted(self, device: str, *, attempts: int, error: str) -> None:
        """Note that mutation `last + 1` failed."""
        ...

    async def park(self, device: str, letter: DeadLetter) -> None:
        """Keep a mutation that will not be tried again, for operators."""
        ...


WritingT_co = TypeVar("WritingT_co", bound=Writing, covariant=True)


class Store(Protocol[WritingT_co]):
    """Opens transactions. Lock order is always record, then device: the first may guard the second.

    For somebody whose record was erased both raise `sync.server.errors.ErasedError`, at the latest with `head`.
    """

    def reading(self, person: str) -> AbstractAsyncContextManager[Reading]:
        """The person's record as it is; nobody waits."""
        ...

    def writing(self, person: str) -> AbstractAsyncContextManager[WritingT_co]:
        """A transaction that has locked the person's record first."""
        ...
