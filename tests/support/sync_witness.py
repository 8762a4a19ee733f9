"""Stands between the engine and a store, remembers what was committed, and holds it against the store in memory."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from itertools import count
from typing import Any, Generic, TypeVar, cast

import msgspec

from sync.server import Changes, DeadLetter, Device, Head, Logged, Reading, Refusal, Retry
from tests.shopping.commands import Item, Shelf, WritingT
from tests.support.sync_harness import Harness, MemoryHarness
from tests.support.sync_memory import MemoryWriting, undisturbed

AnswerT = TypeVar("AnswerT")
OF_THE_SHELF = frozenset({"get", "put", "remove"})


class Call(msgspec.Struct, frozen=True):
    """What was asked for, and what came of it: a value, or the code of a refusal."""

    name: str
    args: Sequence[Any]
    given: Mapping[str, Any]
    answer: Any


class Part(msgspec.Struct):
    """What was done in one transaction, or within one savepoint of it."""

    calls: "list[Call | Part]"
    undone: bool = False


class Done(msgspec.Struct):
    """A committed transaction; `turn` is the order in which the record was locked."""

    person: str
    turn: int
    whole: Part


class UndoneError(Exception):
    """Has the store in memory undo what the other has undone."""


class Watched(Generic[WritingT]):
    """A transaction of which everything but plain reading is written down."""

    def __init__(self, writing: WritingT, part: Part) -> None:
        self.writing = writing
        self.part = part

    async def told(self, name: str, work: Callable[..., Awaitable[AnswerT]], *args: Any, **given: Any) -> AnswerT:
        """Do it and write it down."""
        try:
            answer = await work(*args, **given)
        except Refusal as no:
            self.part.calls.append(Call(name, args, given, no.code))
            raise
        self.part.calls.append(Call(name, args, given, answer))
        return answer

    @property
    def rows_have_own_versions(self) -> bool:
        return self.writing.rows_have_own_versions

    async def head(self, device: str) -> Head:
        return await self.writing.head(device)

    async def versions(self, *, after: int, limit: int) -> Sequence[int]:
        return await self.writing.versions(after=after, limit=limit)

    async def changes(self, *, after: int, settled: int, upto: int) -> Changes:
        return await self.writing.changes(after=after, settled=settled, upto=upto)

    async def device(self, device: str) -> Device:
        return await self.told("device", self.writing.device, device)

    @asynccontextmanager
    async def savepoint(self) -> AsyncGenerator[None]:
        outer, self.part = self.part, Part([])
        outer.calls.append(self.part)
        try:
            async with self.writing.savepoint():
                yield
        except BaseException:
            self.part.undone = True
            raise
        finally:
            self.part = outer

    async def log(self, device: str, *, first: int, last: int) -> Sequence[Logged]:
        return await self.told("log", self.writing.log, device, first=first, last=last)

    async def advance(self, device: str, entries: Sequence[Logged]) -> None:
        await self.told("advance", self.writing.advance, device, entries)

    async def attempted(self, device: str, *, attempts: int, error: str) -> None:
        await self.told("attempted", self.writing.attempted, device, attempts=attempts, error=error)

    async def park(self, device: str, letter: DeadLetter) -> None:
        await self.told("park", self.writing.park, device, letter)


class WatchedShelf(Generic[WritingT]):
    """The shelf of a watched transaction."""

    def __init__(self, shelf: Shelf[WritingT]) -> None:
        self._shelf = shelf

    async def get(self, writing: Watched[WritingT], item_id: str) -> Item | None:
        return await writing.told("get", partial(self._shelf.get, writing.writing), item_id)

    async def put(self, writing: Watched[WritingT], item: Item) -> None:
        await writing.told("put", partial(self._shelf.put, writing.writing), item)

    async def remove(self, writing: Watched[WritingT], item_id: str) -> None:
        await writing.told("remove", partial(self._shelf.remove, writing.writing), item_id)


class Witness(Generic[WritingT]):
    """A store that is watched. `fault(what)` is called at each end of a transaction and may raise."""

    def __init__(self, harness: Harness[WritingT]) -> None:
        self._harness = harness
        self.shelf = WatchedShelf(harness.shelf)
        self.model = MemoryHarness()
        self.fault: Callable[[str], None] = undisturbed
        self.retries = 0
        self._turns = count()
        self._done: list[Done] = []

    @asynccontextmanager
    async def reading(self, person: str) -> AsyncGenerator[Reading]:
        self.fault("begin")
        async with self._harness.store.reading(person) as reading:
            yield reading

    @asynccontextmanager
    async def writing(self, person: str) -> AsyncGenerator[Watched[WritingT]]:
        self.fault("begin")
        try:
            async with self._harness.store.writing(person) as writing:
                done = Done(person, next(self._turns), Part([]))
                yield Watched(writing, done.whole)
                self.fault("commit")
        except Retry:
            self.retries += 1
            raise
        self._done.append(done)
        self.fault("committed")

    async def agree(self) -> None:
        """Whatever was committed comes to the same in memory, one transaction after the other."""
        done, self._done = sorted(self._done, key=lambda one: one.turn), []
        for each in done:
            async with self.model.store.writing(each.person) as writing:
                await self._again(writing, each.whole)

    async def _again(self, writing: MemoryWriting, part: Part) -> None:
        for one in part.calls:
            if isinstance(one, Call):
                assert _comparable(await self._answer(writing, one)) == _comparable(one.answer), one
                continue
            with suppress(UndoneError):
                async with writing.savepoint():
                    await self._again(writing, one)
                    if one.undone:
                        raise UndoneError

    async def _answer(self, writing: MemoryWriting, call: Call) -> Any:
        shelf, name = self.model.shelf, call.name
        work = partial(getattr(shelf, name), writing) if name in OF_THE_SHELF else getattr(writing, name)
        try:
            return await work(*call.args, **call.given)
        except Refusal as no:
            return no.code


def _comparable(answer: Any) -> Any:
    """When a backup was taken is each store's own business."""
    if isinstance(answer, Device):
        return msgspec.structs.replace(answer, horizon=0)
    return list(cast("Sequence[object]", answer)) if isinstance(answer, Sequence) else answer
