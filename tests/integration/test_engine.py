"""Transactions and savepoints: the same promises on SQLite and on PostgreSQL."""

import asyncio
from contextlib import suppress

import pytest

from backend.store.driver import Closed, StoreError, TransactionLost
from backend.store.engine import Database, connect, is_duplicate
from tests.support.databases import Databases
from tests.support.tally import Tally

OPENED_WITH = pytest.mark.parametrize("first", ["", "SELECT 1"], ids=["by itself", "with a statement"])


@pytest.fixture
async def tally(empty_database: Database) -> Tally:
    return await Tally.made_in(empty_database)


async def test_what_a_transaction_holds_is_kept_together(tally: Tally) -> None:
    async with tally.db.transaction():
        await tally.put(1)
        await tally.put(2, "Bo")
    assert (await tally.count(), await tally.count("Bo")) == (1, 2)


@pytest.mark.parametrize("dialect", ["postgres"])
async def test_what_is_committed_is_synced_before_it_is_acknowledged(database: Database) -> None:
    """Whatever the server's own default is; here it is off. Of SQLite, `test_engine_sqlite.py` tells the same."""
    assert await database.run("SHOW synchronous_commit") == [{"synchronous_commit": "on"}]


async def test_or_not_at_all(tally: Tally) -> None:
    async def write() -> None:
        async with tally.db.transaction():
            await tally.put(1)
            raise KeyError

    with pytest.raises(KeyError):
        await write()
    assert await tally.count() == 0
    async with asyncio.timeout(30):
        await tally.add_one()


async def test_nobody_else_sees_what_is_not_committed(tally: Tally) -> None:
    written, seen = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with tally.db.transaction():
            await tally.put(1)
            written.set()
            await seen.wait()

    writer = asyncio.create_task(write())
    await written.wait()
    assert await tally.count() == 0
    seen.set()
    await writer
    assert await tally.count() == 1


@OPENED_WITH
async def test_a_savepoint_undoes_its_part_alone(tally: Tally, first: str) -> None:
    async def part() -> None:
        async with tally.db.savepoint():
            await tally.put(2)
            raise KeyError

    async with tally.db.transaction(first=first):
        await tally.put(1)
        with pytest.raises(KeyError):
            await part()
        async with tally.db.savepoint():
            await tally.put(3, "Bo")
    assert (await tally.count(), await tally.count("Bo")) == (1, 3)


@OPENED_WITH
async def test_after_a_failed_statement_in_a_savepoint_the_transaction_goes_on(tally: Tally, first: str) -> None:
    async def part() -> None:
        async with tally.db.savepoint():
            await tally.put(7, "Bo")
            await tally.enter("Anne")

    async with tally.db.transaction(first=first):
        with pytest.raises(Exception, match="tally") as failed:
            await part()
        assert is_duplicate(failed.value)
        await tally.put(1)
    assert (await tally.count(), await tally.count("Bo")) == (1, 0)


@OPENED_WITH
async def test_two_parts_that_fail_one_after_the_other_are_both_undone(tally: Tally, first: str) -> None:
    async def part(*, writes: bool) -> None:
        async with tally.db.savepoint():
            if writes:
                await tally.put(1)
            raise KeyError

    async with tally.db.transaction(first=first):
        for writes in (False, True):
            with pytest.raises(KeyError):
                await part(writes=writes)
        await tally.put(3, "Bo")
    assert (await tally.count(), await tally.count("Bo")) == (0, 3)


@OPENED_WITH
async def test_savepoints_lie_inside_each_other(tally: Tally, first: str) -> None:
    async with tally.db.transaction(first=first):
        with suppress(KeyError):
            async with tally.db.savepoint():
                async with tally.db.savepoint():
                    await tally.put(1)
                await tally.put(2, "Bo")
                raise KeyError
    assert (await tally.count(), await tally.count("Bo")) == (0, 0)


@pytest.mark.parametrize("dialect", ["postgres"])
async def test_a_commit_that_postgresql_turns_into_a_rollback_is_told(tally: Tally) -> None:
    async def write() -> None:
        async with tally.db.transaction():
            await tally.put(1)
            with pytest.raises(Exception, match="tally"):
                await tally.enter("Anne")

    with pytest.raises(TransactionLost):
        await write()
    assert await tally.count() == 0


async def test_a_transaction_inside_another_is_refused_by_name(tally: Tally) -> None:
    async with tally.db.transaction():
        for inner in (tally.db.transaction, tally.db.schema_change):
            with pytest.raises(StoreError, match="open here already"):
                async with inner():
                    pass
        await tally.put(1)
    assert await tally.count() == 1


async def test_a_savepoint_without_a_transaction_is_refused(tally: Tally) -> None:
    with pytest.raises(StoreError, match="needs a transaction"):
        async with tally.db.savepoint():
            pass


async def test_a_task_begun_inside_a_transaction_cannot_slip_into_it(tally: Tally) -> None:
    async with tally.db.transaction():
        await tally.put(1)
        with pytest.raises(StoreError, match="started inside a transaction"):
            await asyncio.create_task(tally.put(2))
        with pytest.raises(StoreError, match="started inside a transaction"):
            await asyncio.create_task(tally.add_one())
    assert await tally.count() == 1


async def test_arguments_go_where_their_braces_are(empty_database: Database) -> None:
    rows = await empty_database.run("SELECT {} || {} AS name, CAST({} AS INTEGER) + 1 AS next", "An", "ne", 41)
    assert rows == [{"name": "Anne", "next": 42}]
    assert await empty_database.run("SELECT '{}' AS text") == [{"text": "{}"}]
    with pytest.raises(ValueError, match="1 placeholders and 2 arguments"):
        await empty_database.run("SELECT {}", 1, 2)


async def test_a_statement_without_rows_gives_none(tally: Tally) -> None:
    await tally.put(1)
    assert await tally.db.run("DELETE FROM tally") == []
    assert await tally.db.run("SELECT * FROM tally") == []
    inserted = await tally.db.run("INSERT INTO tally (person, count) VALUES ({}, {}) RETURNING count", "Karen", 3)
    assert inserted == [{"count": 3}]


async def test_closing_lets_a_running_transaction_end_and_takes_no_new_one(tally: Tally) -> None:
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with tally.db.transaction():
            inside.set()
            await go_on.wait()
            await tally.put(1)

    writer = asyncio.create_task(write())
    await inside.wait()
    closing = asyncio.create_task(tally.db.close())
    go_on.set()
    await asyncio.gather(writer, closing)
    with pytest.raises(Closed):
        await tally.count()
    with pytest.raises(Closed):
        await tally.add_one()
    await tally.db.close()
    await tally.db.start()
    assert await tally.count() == 1


async def test_one_that_nobody_closed_is_told(databases: Databases) -> None:
    settings = databases.fresh("sqlite")
    db = connect(settings)
    await db.start()
    with pytest.warns(ResourceWarning, match="unclosed sqlite data base"):
        db.__del__()
    await db.close()
    databases.drop(settings)
