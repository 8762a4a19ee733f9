"""What every store must do for the engine to keep its promises: rows, versions and transactions.

A new store is one more line in `tests.support.sync_contract.STORES`.
"""

import asyncio
from typing import Any

import pytest

from sync.server import Retry, Writing
from tests.shopping.commands import Item
from tests.support.sync_contract import (
    Contract,
    break_in,
    checksum_by_hand,
    head_of,
    items_of,
    new_id,
    put,
    remove,
    tombstones_of,
)
from tests.support.sync_harness import Harness
from tests.support.sync_rows import rows_in


class TestRows(Contract):
    async def test_a_write_moves_the_version_and_stamps_the_row(self, harness: Harness[Any]) -> None:
        anne = await harness.person()
        before = await head_of(harness, anne)
        milk = Item(new_id(), "mælk", done=False)
        version = await put(harness, anne, milk)
        assert version > before.version
        assert await items_of(harness, anne, after=before.version, upto=version) == {milk.id: milk}
        assert milk.id not in await items_of(harness, anne, after=version)
        assert milk.id not in await items_of(harness, anne, upto=before.version)

    async def test_a_changed_row_leaves_its_old_version(self, harness: Harness[Any]) -> None:
        anne = await harness.person()
        milk = Item(new_id(), "mælk", done=False)
        first = await put(harness, anne, milk)
        ticked = Item(milk.id, milk.text, done=True)
        second = await put(harness, anne, ticked)
        assert second > first
        assert await items_of(harness, anne, after=first, upto=second) == {milk.id: ticked}
        assert milk.id not in await items_of(harness, anne, upto=first)

    async def test_a_record_holds_nothing_of_anybody_else(self, harness: Harness[Any]) -> None:
        anne, bo = await harness.person(), await harness.person()
        before = await head_of(harness, bo)
        milk = Item(new_id(), "mælk", done=False)
        await put(harness, anne, milk)
        await remove(harness, anne, milk.id)
        assert await head_of(harness, bo) == before
        assert milk.id not in await items_of(harness, bo)
        assert await tombstones_of(harness, bo) == {}

    async def test_versions_are_those_of_live_rows_in_order(self, harness: Harness[Any]) -> None:
        anne = await harness.person()
        start = (await head_of(harness, anne)).version
        items = [Item(new_id(), f"vare {number}", done=False) for number in range(4)]
        for item in items:
            await put(harness, anne, item)
        await put(harness, anne, items[0])
        await remove(harness, anne, items[1].id)
        async with harness.store.reading(anne) as reading:
            all_versions = list(await reading.versions(after=start, limit=10))
            two = list(await reading.versions(after=start, limit=2))
            later = list(await reading.versions(after=all_versions[0], limit=10))
        assert len(all_versions) == 3
        assert all_versions == sorted(all_versions)
        assert two == all_versions[:2]
        assert later == all_versions[1:]

    async def test_a_removed_row_leaves_a_tombstone(self, harness: Harness[Any]) -> None:
        anne = await harness.person()
        milk = Item(new_id(), "mælk", done=False)
        added = await put(harness, anne, milk)
        removed = await remove(harness, anne, milk.id)
        assert milk.id not in await items_of(harness, anne)
        assert await tombstones_of(harness, anne, after=added, upto=removed) == {milk.id: removed}
        assert await tombstones_of(harness, anne, after=removed) == {}
        assert await tombstones_of(harness, anne, upto=added) == {}

    async def test_pruned_tells_the_highest_tombstone_thrown_away(self, harness: Harness[Any]) -> None:
        anne = await harness.person()
        first, second = Item(new_id(), "mælk", done=False), Item(new_id(), "øl", done=False)
        await put(harness, anne, first, second)
        assert (await head_of(harness, anne)).pruned == 0
        gone = await remove(harness, anne, first.id)
        kept = await remove(harness, anne, second.id)
        await harness.prune(anne, upto=kept - 1)
        assert (await head_of(harness, anne)).pruned == gone
        assert await tombstones_of(harness, anne) == {second.id: kept}
        await harness.prune(anne, upto=gone)
        assert (await head_of(harness, anne)).pruned == gone

    async def test_the_checksum_follows_every_change(self, harness: Harness[Any]) -> None:
        anne = await harness.person()
        assert (await head_of(harness, anne)).checksum == await checksum_by_hand(harness, anne)
        milk, beer = Item(new_id(), "mælk", done=False), Item(new_id(), "øl", done=False)
        await put(harness, anne, milk, beer)
        await put(harness, anne, Item(milk.id, "havremælk", done=True))
        await remove(harness, anne, beer.id)
        checksum = (await head_of(harness, anne)).checksum
        assert checksum == await checksum_by_hand(harness, anne)
        assert checksum != 0

    async def test_what_changes_meanwhile_is_told_of_and_not_mixed_in(self, harness: Harness[Any]) -> None:
        anne = await harness.person()
        milk, beer = Item(new_id(), "mælk", done=False), Item(new_id(), "øl", done=False)
        await put(harness, anne, milk)
        before = await head_of(harness, anne)
        await put(harness, anne, beer)
        after = await head_of(harness, anne)
        async with harness.store.reading(anne) as reading:
            changes = await reading.changes(after=0, settled=before.version, upto=before.version)
            rows = (await rows_in(reading, upto=before.version))[harness.kind]
        assert [row["id"] for row in rows] == [milk.id]
        assert (changes.version, changes.checksum, changes.pruned) == (after.version, after.checksum, after.pruned)
        assert changes.checksum == await checksum_by_hand(harness, anne)


class TestTransactions(Contract):
    async def test_an_exception_undoes_all(self, harness: Harness[Any]) -> None:
        anne, device = await harness.person(), new_id()
        before = await head_of(harness, anne, device=device)

        async def fail() -> None:
            async with harness.store.writing(anne) as writing:
                await writing.device(device)
                await harness.shelf.put(writing, Item(new_id(), "mælk", done=False))
                await writing.attempted(device, attempts=1, error="x")
                raise LookupError

        with pytest.raises(LookupError):
            await fail()
        assert await head_of(harness, anne, device=device) == before
        assert before.device is None

    async def test_a_cancelled_transaction_lets_go_of_the_record(self, harness: Harness[Any]) -> None:
        anne, inside = await harness.person(), asyncio.Event()
        milk, beer = Item(new_id(), "mælk", done=False), Item(new_id(), "øl", done=False)

        async def never_ends() -> None:
            async with harness.store.writing(anne) as writing:
                await harness.shelf.put(writing, milk)
                inside.set()
                await asyncio.Event().wait()

        task = asyncio.create_task(never_ends())
        await inside.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await put(harness, anne, beer)
        assert set(await items_of(harness, anne)) == {beer.id}

    async def test_a_savepoint_undoes_only_what_is_inside(self, harness: Harness[Any]) -> None:
        anne = await harness.person()
        milk, beer, bread = (Item(new_id(), text, done=False) for text in ("mælk", "øl", "brød"))

        async def fail(writing: Writing) -> None:
            async with writing.savepoint():
                await harness.shelf.put(writing, beer)
                await harness.shelf.remove(writing, milk.id)
                raise LookupError

        async with harness.store.writing(anne) as writing:
            async with writing.savepoint():
                await harness.shelf.put(writing, milk)
            with pytest.raises(LookupError):
                await fail(writing)
            async with writing.savepoint():
                await harness.shelf.put(writing, bread)
            inside = await writing.head("nobody's")
        assert await items_of(harness, anne) == {milk.id: milk, bread.id: bread}
        assert await tombstones_of(harness, anne) == {}
        assert await head_of(harness, anne) == inside
        assert inside.checksum == await checksum_by_hand(harness, anne)

    async def test_a_transaction_undone_to_its_first_savepoint_changes_nothing(self, harness: Harness[Any]) -> None:
        anne = await harness.person()
        before = await head_of(harness, anne)

        async def fail(writing: Writing) -> None:
            async with writing.savepoint():
                await harness.shelf.put(writing, Item(new_id(), "mælk", done=False))
                raise LookupError

        async with harness.store.writing(anne) as writing:
            with pytest.raises(LookupError):
                await fail(writing)
        after = await head_of(harness, anne)
        assert after.checksum == before.checksum
        assert await items_of(harness, anne, after=before.version) == {}

    async def test_writers_of_one_record_take_turns(self, harness: Harness[Any]) -> None:
        anne, item = await harness.person(), Item(new_id(), "", done=False)
        await put(harness, anne, item)

        async def append(letter: str) -> None:
            async with harness.store.writing(anne) as writing:
                found = await harness.shelf.get(writing, item.id)
                assert found is not None
                await asyncio.sleep(0)
                await harness.shelf.put(writing, Item(item.id, found.text + letter, done=False))

        await asyncio.gather(*map(append, "abcdefghijkl"))
        text = (await items_of(harness, anne))[item.id].text
        assert sorted(text) == list("abcdefghijkl")

    async def test_a_cursor_never_misses_a_row_of_many_writers(self, harness: Harness[Any]) -> None:
        anne, written, seen, cursor = await harness.person(), set[str](), set[str](), 0

        async def write() -> None:
            for _ in range(5):
                item = Item(new_id(), "vare", done=False)
                await put(harness, anne, item)
                written.add(item.id)

        writers = [asyncio.create_task(write()) for _ in range(6)]
        while True:
            finished = all(writer.done() for writer in writers)
            async with harness.store.reading(anne) as reading:
                version = (await reading.head("nobody's")).version
                rows = (await rows_in(reading, after=cursor, upto=version)).get(harness.kind, [])
            seen |= {row["id"] for row in rows}
            cursor = version
            if finished:
                break
        await asyncio.gather(*writers)
        assert len(written) == 30
        assert seen == written

    async def test_a_conflict_asks_for_a_retry(self, harness: Harness[Any]) -> None:
        anne = await harness.person()
        with pytest.raises(Retry):
            await break_in(harness.store.reading(anne), harness.conflict())
        with pytest.raises(Retry):
            await break_in(harness.store.writing(anne), harness.conflict())
        async with harness.store.writing(anne) as writing:
            with pytest.raises(Retry):
                await break_in(writing.savepoint(), harness.conflict())
