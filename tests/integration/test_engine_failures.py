"""What goes wrong around a data base, and what the front makes of it: try again, or one plain sentence."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backend.config import Settings, load
from backend.store.driver import Unavailable
from backend.store.engine import Database, connect, is_duplicate, is_retryable
from tests.support.databases import SECRET, Databases, opened
from tests.support.tally import Tally

KILL = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@pytest.fixture
async def tally(database: Database) -> Tally:
    return await Tally.made_in(database)


async def test_a_row_that_is_there_already_is_a_duplicate_and_no_reason_to_try_again(tally: Tally) -> None:
    with pytest.raises(Exception, match="tally") as failed:
        await tally.enter("Anne")
    assert is_duplicate(failed.value)
    assert not is_retryable(failed.value)


async def test_nonsense_is_neither(tally: Tally) -> None:
    with pytest.raises(Exception, match="syntax") as failed:
        await tally.db.run("SELEKT")
    assert not is_duplicate(failed.value)
    assert not is_retryable(failed.value)


@pytest.mark.parametrize("dialect", ["postgres"])
async def test_of_two_who_wait_for_each_other_one_may_try_again(tally: Tally) -> None:
    meeting = asyncio.Barrier(2)

    async def count_both(first: str, second: str) -> None:
        async with tally.db.transaction():
            await tally.put(1, first)
            await meeting.wait()
            await tally.put(1, second)

    outcomes = await asyncio.gather(count_both("Anne", "Bo"), count_both("Bo", "Anne"), return_exceptions=True)
    (loser,) = (outcome for outcome in outcomes if outcome is not None)
    assert is_retryable(loser)


@pytest.mark.parametrize("dialect", ["postgres"])
async def test_a_connection_lost_inside_a_transaction_is_a_reason_to_try_again(
    tally: Tally, settings: Settings
) -> None:
    async def lose_it(*, before_the_commit: bool) -> None:
        async with tally.db.transaction():
            await tally.put(1)
            async with opened(settings) as other:
                await other.run(KILL)
            if not before_the_commit:
                await tally.put(2)

    for before_the_commit in (False, True):
        with pytest.raises(Exception, match=r"clos|terminat|cannot switch") as failed:
            await lose_it(before_the_commit=before_the_commit)
        assert is_retryable(failed.value)
    assert await tally.count() == 0
    await tally.add_one()


@pytest.mark.parametrize("dialect", ["postgres"])
async def test_a_connection_lost_while_nobody_used_it_is_replaced(tally: Tally, settings: Settings) -> None:
    async with opened(settings) as other:
        await other.run(KILL)
    await tally.add_one()
    assert await tally.count() == 1


@pytest.mark.parametrize("dialect", ["postgres"])
async def test_a_connection_that_lay_idle_for_long_is_replaced_and_any_other_is_used_again(
    tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def answering() -> int:
        return (await tally.db.run("SELECT pg_backend_pid() AS pid"))[0]["pid"]

    assert await answering() == await answering()
    before = await answering()
    monkeypatch.setattr("backend.store.postgres_pool.IDLE_SECONDS", 0)
    assert await answering() != before


@pytest.mark.parametrize("dialect", ["postgres"])
async def test_a_connection_left_in_a_transaction_is_not_handed_on(tally: Tally, settings: Settings) -> None:
    await tally.db.run("BEGIN")
    await tally.put(9)
    async with opened(settings) as other:
        assert await Tally(other).count() == 9


@pytest.mark.parametrize("dialect", ["postgres"])
async def test_a_server_that_is_away_is_a_reason_to_try_again(tally: Tally, databases: Databases) -> None:
    def sit_it_out() -> list[BaseException]:
        with databases.away("fast"):
            return asyncio.run_coroutine_threadsafe(refusals(), loop).result(30)

    async def refusals() -> list[BaseException]:
        told = await asyncio.gather(tally.count(), tally.add_one(), return_exceptions=True)
        return [one for one in told if isinstance(one, BaseException)]

    loop = asyncio.get_running_loop()
    refused = await asyncio.to_thread(sit_it_out)
    assert [is_retryable(one) for one in refused] == [True, True]
    await tally.add_one()
    assert await tally.count() == 1


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_another_process_that_does_not_let_go_is_a_reason_to_try_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.store.sqlite_pool.BUSY_SECONDS", 0.01)
    async with opened(settings) as db:
        tally = await Tally.made_in(db)
        with closing(sqlite3.connect(settings.sqlite_file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(sqlite3.OperationalError, match="locked") as failed:
                await tally.add_one()
            assert is_retryable(failed.value)
            assert await tally.count() == 0
        await tally.add_one()


async def test_a_file_that_is_no_data_base_is_said_plainly(tmp_path: Path) -> None:
    settings = load(folder=tmp_path)
    settings.sqlite_file.write_text("Min joblog\n" * 100)
    with pytest.raises(Unavailable, match=r"konkret.sqlite cannot be opened: file is not a database"):
        await connect(settings).start()
    assert settings.sqlite_file.read_text().startswith("Min joblog")


async def test_a_folder_that_cannot_be_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable, match=r"file/konkret.sqlite cannot be opened: .*(exists|Not a directory)"):
        await connect(load(folder=tmp_path / "file")).start()


async def test_a_data_base_that_is_not_there_is_said_plainly_and_without_the_password(databases: Databases) -> None:
    there = databases.fresh("postgres")
    url = there.database_url.get_secret_value().replace("postgres_", "gone_").replace(":@", ":hemmelig@")
    for wrong in (
        url,
        "postgresql://konkret:hemmelig@127.0.0.1:1/gone_1",
        "postgresql://konkret:hemmelig@db:port/gone_1",
    ):
        with pytest.raises(Unavailable, match=r"^PostgreSQL at \S+|^PostgreSQL at a local socket") as failed:
            await connect(load(folder=there.folder, database_url=wrong, secret=SECRET)).start()
        assert "gone_" in str(failed.value)
        assert "hemmelig" not in str(failed.value)
    databases.drop(there)
