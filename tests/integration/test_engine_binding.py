"""Where Piccolo's queries go: to the data base that is bound in the running task, and nowhere else."""

import asyncio

import pytest

from backend.store import tables
from backend.store.driver import StoreError
from backend.store.engine import Database, connect, current
from tests.support.databases import Databases, opened


async def enter(name: str) -> None:
    await tables.Organisation.insert(tables.Organisation(id=name, kind="jobcenter", name=name))


async def names() -> list[str]:
    rows = await tables.Organisation.select(tables.Organisation.name).order_by(tables.Organisation.name)
    return [row["name"] for row in rows]


async def test_tables_follow_the_transaction(database: Database) -> None:
    async def change_of_mind() -> None:
        async with database.transaction():
            await enter("Lyngby")
            assert await names() == ["Lyngby"]
            raise KeyError

    with pytest.raises(KeyError):
        await change_of_mind()
    assert await names() == []


async def test_two_applications_in_one_process_keep_to_their_own(databases: Databases) -> None:
    here, there = databases.fresh("sqlite"), databases.fresh("postgres")
    async with opened(here) as one:
        await enter("Her")
        async with opened(there) as other:
            await enter("Der")
            assert await names() == ["Der"]
            async with one.transaction():
                assert await names() == ["Her"]
                assert [row["name"] for row in await other.run("SELECT name FROM organisation")] == ["Der"]
            assert current() is other
        assert await names() == ["Her"]
    for settings in (here, there):
        databases.drop(settings)


async def test_tasks_side_by_side_each_have_their_own(databases: Databases) -> None:
    async def live(number: int) -> list[str]:
        settings = databases.fresh("sqlite")
        async with opened(settings):
            await enter(f"Kommune {number}")
            found = await names()
        databases.drop(settings)
        return found

    assert await asyncio.gather(live(1), live(2)) == [["Kommune 1"], ["Kommune 2"]]


async def test_a_query_that_belongs_nowhere_is_refused() -> None:
    with pytest.raises(StoreError, match="no data base is bound here"):
        await names()


async def test_piccolo_opens_no_transactions_of_its_own(databases: Databases) -> None:
    database = connect(databases.fresh("sqlite"))
    with database.bound(), pytest.raises(StoreError, match="not Piccolo's here"):
        tables.Organisation._meta.db.transaction()  # pyright: ignore[reportPrivateUsage]


async def test_statements_can_be_listened_to(database: Database) -> None:
    heard: list[str] = []
    database.listener = heard.append
    await names()
    await database.run("SELECT {} + 0", 1)
    mark = "$1" if database.dialect == "postgres" else "?"
    assert [text.split()[0] for text in heard] == ["SELECT", "SELECT"]
    assert heard[1] == f"SELECT {mark} + 0"
