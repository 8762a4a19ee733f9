"""What a test needs beside a store to put it through the contract suite and the state machine."""

import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

from sync.server import DeadLetter, Retry, Store
from tests.shopping.commands import Item, Shelf, WritingT, not_theirs
from tests.support.sync_contents import Contents
from tests.support.sync_memory import MemoryStore, MemoryWriting

Talk = Callable[[], Awaitable[bool]]


class Harness(Protocol[WritingT]):
    """A store with nothing in it, or after `clear`. `kind` = what the shelf's rows are called on the wire."""

    @property
    def store(self) -> Store[WritingT]: ...

    @property
    def shelf(self) -> Shelf[WritingT]: ...

    @property
    def kind(self) -> str: ...

    async def person(self) -> str:
        """Somebody new, with a record."""
        ...

    async def admit(self, person: str) -> None:
        """That person again, with a new record, in a data base that does not know them (any more)."""
        ...

    async def erase(self, person: str) -> None:
        """Take away everything of a person, who may be gone already."""
        ...

    async def clear(self) -> None:
        """Take away everybody."""
        ...

    def listen(self, heard: Callable[[str], None]) -> None:
        """Tell `heard` of each statement before it is run; what it raises comes out of there."""
        ...

    def isolate(self, *, strictly: bool) -> None:
        """Whether transactions fail where they would else just wait, if the data base knows the difference."""
        ...

    async def against_a_rival(self, person: str, device: str, talk: Talk) -> bool:
        """Talk while somebody else locks the same rows the other way round, where the data base allows that."""
        ...

    def item(self, row: Mapping[str, Any]) -> Item:
        """What a row on the wire, by column name, says."""
        ...

    async def letters(self) -> Sequence[tuple[str, DeadLetter]]:
        """Every dead letter with its device."""
        ...

    async def prune(self, person: str, *, upto: int) -> None:
        """Throw away the person's tombstones up to and including a version."""
        ...

    async def keep(self) -> object:
        """Take a backup; then set the horizon of each device to what the backup holds."""
        ...

    async def restore(self, backup: Any) -> None:
        """Go back to a backup, under an epoch never used before."""
        ...

    def conflict(self) -> Exception:
        """What the driver raises when it gives up a transaction that would succeed if run again."""
        ...


class MemoryShelf:
    """Items in the store that lives in memory."""

    async def get(self, writing: MemoryWriting, item_id: str) -> Item | None:
        values = await writing.get("item", item_id)
        if values is None and writing.is_elsewhere("item", item_id):
            raise not_theirs()
        return Item(item_id, **values) if values else None

    async def put(self, writing: MemoryWriting, item: Item) -> None:
        await writing.put("item", item.id, {"text": item.text, "done": item.done})

    async def remove(self, writing: MemoryWriting, item_id: str) -> None:
        await writing.remove("item", item_id)


class MemoryHarness:
    """The store in memory."""

    kind = "item"

    def __init__(self) -> None:
        self.store = MemoryStore(epoch="e1")
        self.shelf = MemoryShelf()
        self._lives = 1

    async def person(self) -> str:
        return f"person-{secrets.token_hex(4)}"

    async def admit(self, person: str) -> None:
        """Everybody has a record from their first change on."""

    async def erase(self, person: str) -> None:
        self.store.erase(person)

    async def clear(self) -> None:
        self.store.contents = Contents(epoch=self.store.contents.epoch)

    def listen(self, heard: Callable[[str], None]) -> None:
        self.store.fault = heard

    def isolate(self, *, strictly: bool) -> None:
        """There is one way to do it."""

    async def against_a_rival(self, person: str, device: str, talk: Talk) -> bool:  # noqa: ARG002 -- locks by name
        return await talk()

    def item(self, row: Mapping[str, Any]) -> Item:
        return Item(row["id"], row["text"], row["done"])

    async def letters(self) -> Sequence[tuple[str, DeadLetter]]:
        return self.store.contents.letters

    async def prune(self, person: str, *, upto: int) -> None:
        self.store.prune(person, upto=upto)

    async def keep(self) -> Contents:
        return self.store.keep()

    async def restore(self, backup: Contents) -> None:
        self._lives += 1
        self.store.restore(backup, epoch=f"e{self._lives}")

    def conflict(self) -> Exception:
        return Retry()


@asynccontextmanager
async def memory_harness() -> AsyncGenerator[Harness[MemoryWriting], None]:
    """A fresh store in memory."""
    yield MemoryHarness()
