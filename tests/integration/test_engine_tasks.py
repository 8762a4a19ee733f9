"""Many tasks at once, and tasks that are cut off: nothing is lost, nothing stays locked."""

import asyncio
from random import Random

import pytest

from backend.store.driver import TransactionLost
from backend.store.engine import Database
from tests.support.tally import Tally, turn

CROWD = 50
COMMIT_WAITS_FOR_LOCK_7 = (
    "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NULL; END'",
    "CREATE CONSTRAINT TRIGGER wait AFTER UPDATE ON tally DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW EXECUTE FUNCTION wait()",
)


@pytest.fixture
async def tally(empty_database: Database) -> Tally:
    return await Tally.made_in(empty_database)


async def test_fifty_who_read_think_and_write_lose_no_count(tally: Tally) -> None:
    await asyncio.gather(*(tally.add_one() for _ in range(CROWD)))
    assert await tally.count() == CROWD


async def test_readers_are_served_while_writers_write(tally: Tally) -> None:
    seen = await asyncio.gather(*(tally.count() if turn % 2 else tally.add_one() for turn in range(CROWD)))
    assert all(0 <= number <= CROWD // 2 for number in seen if number is not None)
    assert await tally.count() == CROWD // 2


async def test_a_task_cut_off_in_a_statement_leaves_nothing_behind(tally: Tally) -> None:
    async def write_and_ponder() -> None:
        async with tally.db.transaction():
            await tally.put(9)
            await tally.ponder()

    under_way = tally.on_its_way("SELECT COUNT" if tally.db.dialect == "sqlite" else "pg_sleep")
    for work in (write_and_ponder, tally.ponder):
        task = asyncio.create_task(work())
        await under_way.wait()
        under_way.clear()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await tally.count() == 0
    await asyncio.gather(*(tally.add_one() for _ in range(CROWD)))
    assert await tally.count() == CROWD


async def test_those_cut_off_while_they_wait_in_line_do_not_stop_it(tally: Tally) -> None:
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with tally.db.transaction():
            await tally.db.run("UPDATE tally SET count = count")
            inside.set()
            await go_on.wait()

    holder = asyncio.create_task(hold())
    await inside.wait()
    waiting = [asyncio.create_task(tally.add_one()) for _ in range(CROWD)]
    await turn()
    for task in waiting[::2]:
        task.cancel()
    go_on.set()
    await holder
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes[::2]] == [asyncio.CancelledError] * (CROWD // 2)
    assert await tally.count() == CROWD // 2


@pytest.mark.parametrize("seed", range(5))
async def test_tasks_cut_off_anywhere_count_once_or_not_at_all(tally: Tally, seed: int) -> None:
    random = Random(seed)  # noqa: S311 where to cut is no secret
    for steps in random.choices(range(60), k=40):
        before = await tally.settled_count()
        task = asyncio.create_task(tally.add_one())
        for _ in range(steps):
            await turn()
        task.cancel()
        (outcome,) = await asyncio.gather(task, return_exceptions=True)
        gone_up = await tally.settled_count() - before
        assert gone_up == 1 if outcome is None else gone_up in (0, 1)
    await tally.add_one()


async def test_a_task_cut_off_again_and_again_still_gives_its_connection_back(tally: Tally) -> None:
    under_way = tally.on_its_way("SELECT COUNT" if tally.db.dialect == "sqlite" else "pg_sleep")

    async def write_and_ponder() -> None:
        async with tally.db.transaction():
            await tally.put(9)
            await tally.ponder()

    task = asyncio.create_task(write_and_ponder())
    await under_way.wait()
    while not task.done():
        task.cancel()
        await turn()
    assert task.cancelled()
    await asyncio.gather(*(tally.add_one() for _ in range(CROWD)))
    assert await tally.count() == CROWD


async def test_a_time_limit_inside_a_transaction_never_commits_half_of_it(tally: Tally) -> None:
    """It goes back to the savepoint; SQLite, when cut off in the midst of a write, gives it all up, and says so."""
    endless = {
        "sqlite": "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "UPDATE tally SET count = (SELECT COUNT(*) FROM n)",
        "postgres": "UPDATE tally SET count = 7 WHERE pg_sleep(3600) IS NULL",
    }

    async def write() -> None:
        async with tally.db.transaction():
            await tally.put(1)
            under_way = tally.on_its_way("UPDATE")
            try:
                async with asyncio.timeout(None) as limit, tally.db.savepoint():
                    asyncio.get_running_loop().call_soon(limit.reschedule, 0)
                    await tally.db.run(endless[tally.db.dialect])
            except TimeoutError:
                assert under_way.is_set()
            await tally.put(1, "Bo")

    try:
        await write()
    except TransactionLost:
        assert tally.db.dialect == "sqlite"
        assert (await tally.count(), await tally.count("Bo")) == (0, 0)
    else:
        assert (await tally.count(), await tally.count("Bo")) == (1, 1)


@pytest.mark.parametrize("dialect", ["postgres"])
async def test_a_task_cut_off_while_it_commits_has_committed(tally: Tally) -> None:
    for statement in COMMIT_WAITS_FOR_LOCK_7:
        await tally.db.run(statement)
    locked, unlock = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with tally.db.transaction():
            await tally.db.run("SELECT pg_advisory_xact_lock(7)")
            locked.set()
            await unlock.wait()

    holder = asyncio.create_task(hold())
    await locked.wait()
    writer = asyncio.create_task(tally.add_one())
    while not await tally.db.run("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"):
        await turn()
    writer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writer
    unlock.set()
    await holder
    assert await tally.settled_count() == 1
