"""What the contract tests of stores share: the stores themselves, and short ways to write and look."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from backend.clock import fresh_id
from sync.server import MODULUS, Head, mark
from tests.shopping.commands import Item
from tests.support.databases import Databases
from tests.support.sync_harness import Harness, memory_harness
from tests.support.sync_konkret import konkret_harness
from tests.support.sync_rows import HIGHEST, rows_in
from tests.support.sync_shopping import shopping_harness

STORES: dict[str, Callable[[Databases], AbstractAsyncContextManager[Harness[Any]]]] = {
    "memory": lambda _: memory_harness(),
    "sqlite": lambda databases: konkret_harness(databases, "sqlite"),
    "postgres": lambda databases: konkret_harness(databases, "postgres"),
    "shopping": lambda _: shopping_harness(),
}


class Contract:
    """Parent of every class of contract tests: runs it with each store in `STORES`."""

    @pytest.fixture(params=STORES)
    async def harness(self, request: pytest.FixtureRequest, databases: Databases) -> AsyncGenerator[Harness[Any], None]:
        async with STORES[request.param](databases) as fresh:
            yield fresh


def new_id() -> str:
    """As a client makes one."""
    return fresh_id()


async def head_of(harness: Harness[Any], person: str, *, device: str = "nobody's") -> Head:
    """Where a record stands."""
    async with harness.store.reading(person) as reading:
        return await reading.head(device)


async def items_of(harness: Harness[Any], person: str, *, after: int = 0, upto: int = HIGHEST) -> dict[str, Item]:
    """The live items with after < version <= upto."""
    async with harness.store.reading(person) as reading:
        rows = await rows_in(reading, after=after, upto=upto)
    return {row["id"]: harness.item(row) for row in rows.get(harness.kind, [])}


async def tombstones_of(harness: Harness[Any], person: str, *, after: int = 0, upto: int = HIGHEST) -> dict[str, int]:
    """{id: version} of the removed items."""
    async with harness.store.reading(person) as reading:
        changes = await reading.changes(after=upto, settled=after, upto=upto)
    return {tombstone.id: tombstone.version for tombstone in changes.deleted.get(harness.kind, [])}


async def put(harness: Harness[Any], person: str, *items: Item) -> int:
    """Write in one transaction; the version after it."""
    async with harness.store.writing(person) as writing:
        for item in items:
            await harness.shelf.put(writing, item)
    return (await head_of(harness, person)).version


async def remove(harness: Harness[Any], person: str, item_id: str) -> int:
    """Remove in one transaction; the version after it."""
    async with harness.store.writing(person) as writing:
        await harness.shelf.remove(writing, item_id)
    return (await head_of(harness, person)).version


async def checksum_by_hand(harness: Harness[Any], person: str) -> int:
    """Over all live rows, reckoned anew."""
    async with harness.store.reading(person) as reading:
        kinds = await rows_in(reading)
    return sum(mark(kind, row["id"], row["version"]) for kind, rows in kinds.items() for row in rows) % MODULUS


async def break_in(context: AbstractAsyncContextManager[Any], error: Exception) -> None:
    """Let an error happen inside."""
    async with context:
        raise error
