"""What a test needs beside a store to put it through the contract suite and the state machine."""

import secrets
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

from sync.server import DeadLetter, Retry, Store
from tests.support.sync_memory import Contents, MemoryStore, MemoryWriting
from tests.support.sync_shop import Item, MemoryShelf, Shelf, WritingT


class Harness(Protocol[WritingT]):
    """A store with nothing in it. `kind` = what the shelf's rows are called on the wire."""

    @property
    def store(self) -> Store[WritingT]: ...

    @property
    def shelf(self) -> Shelf[WritingT]: ...

    @property
    def kind(self) -> str: ...

    async def person(self) -> str:
        """Somebody new, with a record."""
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


class MemoryHarness:
    """The store in memory."""

    kind = "item"

    def __init__(self) -> None:
        self.store = MemoryStore(epoch="e1")
        self.shelf = MemoryShelf()
        self._lives = 1

    async def person(self) -> str:
        return f"person-{secrets.token_hex(4)}"

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
