"""The rare turns of a transaction that no real data base takes on request."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from backend.store.driver import Dialect, Kind, Row, TransactionLost
from backend.store.engine import Database
from backend.store.sqlite_pool import Connection, Line
from tests.support.tally import turn


class Forgetful:
    """A driver and its lease at once; it cannot go back to a savepoint, and notes how the transaction ended."""

    dialect: Dialect = "sqlite"
    has_savepoint = False

    def __init__(self) -> None:
        self.ended: list[str] = []

    async def start(self) -> None: ...

    async def close(self) -> None: ...

    async def begin(self, kind: Kind, *, first: str = "") -> "Forgetful":
        assert (kind, first) == (Kind.WRITE, "")
        return self

    async def fetch(self, sql: str, args: Sequence[Any]) -> list[Row]:
        if sql.startswith("ROLLBACK TO"):
            raise OSError("cannot go back")
        return list(args)

    async def end(self, *, commit: bool) -> None:
        self.ended.append("committed" if commit else "rolled back")


async def test_nothing_is_committed_after_a_savepoint_that_could_not_be_undone() -> None:
    driver = Forgetful()
    database = Database(driver)

    async def write() -> None:
        async with database.transaction():
            with pytest.raises(KeyError):
                await part()

    async def part() -> None:
        async with database.savepoint():
            raise KeyError

    with pytest.raises(TransactionLost, match="savepoint could not be undone"):
        await write()
    assert driver.ended == ["rolled back"]


async def test_a_connection_handed_to_a_task_that_is_being_cut_off_goes_to_the_next() -> None:
    connection = Connection()
    line = Line([connection])
    await line.take()
    cut_off, patient = asyncio.create_task(line.take()), asyncio.create_task(line.take())
    await turn()
    line.give(connection)
    cut_off.cancel()
    assert await patient is connection
    assert cut_off.cancelled()
