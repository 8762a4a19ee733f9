"""What the tests of the data base itself write and read: how often each person came."""

import asyncio
from dataclasses import dataclass

from backend.store.engine import Database

COUNT = "SELECT count FROM tally WHERE person = {}"
LOCKED_COUNT = {"sqlite": COUNT, "postgres": f"{COUNT} FOR UPDATE"}
LONG = {
    "sqlite": "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n",
    "postgres": "SELECT pg_sleep(3600)",
}


@dataclass(frozen=True)
class Tally:
    """A table with a row for Anne and one for Bo."""

    db: Database

    @classmethod
    async def made_in(cls, db: Database) -> "Tally":
        await db.run("CREATE TABLE tally (person TEXT PRIMARY KEY, count INTEGER NOT NULL)")
        tally = cls(db)
        await tally.enter("Anne")
        await tally.enter("Bo")
        return tally

    async def enter(self, person: str) -> None:
        await self.db.run("INSERT INTO tally (person, count) VALUES ({}, 0)", person)

    async def count(self, person: str = "Anne") -> int:
        (row,) = await self.db.run(COUNT, person)
        return row["count"]

    async def settled_count(self, person: str = "Anne") -> int:
        """The count once no one is in the middle of changing it: a task that was cut off may still be committing."""
        async with self.db.transaction():
            (row,) = await self.db.run(LOCKED_COUNT[self.db.dialect], person)
        return row["count"]

    async def put(self, number: int, person: str = "Anne") -> None:
        await self.db.run("UPDATE tally SET count = {} WHERE person = {}", number, person)

    async def add_one(self, person: str = "Anne") -> None:
        """Read, think, write: the way that loses counts wherever two can do it at once."""
        async with self.db.transaction():
            (row,) = await self.db.run(LOCKED_COUNT[self.db.dialect], person)
            await self.put(row["count"] + 1, person)

    async def ponder(self) -> None:
        """A statement that does not end by itself."""
        await self.db.run(LONG[self.db.dialect])

    def on_its_way(self, words: str) -> asyncio.Event:
        """Set once a statement with these words has been handed to the data base."""
        seen = asyncio.Event()
        self.db.listener = lambda sql: seen.set() if words in sql else None
        return seen


async def turn() -> None:
    """Let every task that is ready take a step."""
    passed = asyncio.Event()
    asyncio.get_running_loop().call_soon(passed.set)
    await passed.wait()
