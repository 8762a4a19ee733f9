"""What holds for SQLite alone: what is on disk, several processes on one file, several event loops."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from backend.config import Settings, load
from backend.store.driver import Unavailable
from backend.store.engine import connect
from tests.support.databases import opened
from tests.support.tally import Tally

ONE_PROCESS = """
import asyncio, sys
from pathlib import Path
from backend.config import load
from tests.support.databases import opened
from tests.support.tally import Tally

async def come() -> None:
    async with opened(load(folder=Path(sys.argv[1]))) as db:
        await db.run("CREATE TABLE IF NOT EXISTS tally (person TEXT PRIMARY KEY, count INTEGER NOT NULL)")
        await db.run("INSERT INTO tally (person, count) VALUES ('Anne', 0) ON CONFLICT DO NOTHING")
        for _ in range(20):
            await Tally(db).add_one()

asyncio.run(come())
"""


@pytest.fixture
def on_disk(tmp_path: Path) -> Settings:
    return load(folder=tmp_path / "data")


async def test_who_comes_while_another_makes_the_file_waits_for_it(
    on_disk: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_disk.folder.mkdir()
    with closing(sqlite3.connect(on_disk.sqlite_file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("CREATE TABLE theirs (word TEXT)")
        other.execute("BEGIN IMMEDIATE")

        def make_way(_seconds: float) -> None:
            other.execute("COMMIT")

        monkeypatch.setattr("backend.store.sqlite_pool.sleep", make_way)
        async with opened(on_disk) as db:
            assert await db.run("SELECT word FROM theirs") == []


async def test_who_keeps_the_file_is_waited_for_no_longer_than_it_takes_to_say_so(
    on_disk: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_disk.folder.mkdir()
    monkeypatch.setattr("backend.store.sqlite_pool.BUSY_SECONDS", 0)
    with closing(sqlite3.connect(on_disk.sqlite_file, isolation_level=None)) as other:
        other.execute("CREATE TABLE theirs (word TEXT)")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="locked"):
            await connect(on_disk).start()


def test_what_is_committed_is_synced_before_it_is_acknowledged(on_disk: Settings) -> None:
    """What no killed process can show: the system keeps what was written, and only a power cut would lose it."""

    async def pragmas() -> list[object]:
        async with opened(on_disk) as db, db.transaction():
            names = ("journal_mode", "synchronous", "fullfsync", "foreign_keys", "query_only")
            return [value for name in names for row in await db.run(f"PRAGMA {name}") for value in row.values()]

    assert asyncio.run(pragmas()) == ["wal", 2, 1, 1, 0]


async def test_a_foreign_key_must_lead_somewhere(on_disk: Settings) -> None:
    async with opened(on_disk) as db:
        await db.run("CREATE TABLE visit (person TEXT NOT NULL REFERENCES tally (person))")
        await Tally.made_in(db)
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            await db.run("INSERT INTO visit (person) VALUES ('Nobody')")


async def test_a_closed_data_base_is_one_file_for_its_owner(on_disk: Settings) -> None:
    async with opened(on_disk) as db:
        await Tally.made_in(db)
    assert [file.name for file in on_disk.folder.iterdir()] == ["konkret.sqlite"]
    assert on_disk.folder.stat().st_mode & 0o077 == 0


def test_one_data_base_serves_one_event_loop_after_the_other(on_disk: Settings) -> None:
    db = connect(on_disk)
    asyncio.run(db.start())
    tally = asyncio.run(Tally.made_in(db))

    async def crowd() -> None:
        await asyncio.gather(*(tally.add_one() for _ in range(10)))

    asyncio.run(crowd())
    asyncio.run(crowd())
    assert asyncio.run(tally.count()) == 20
    asyncio.run(db.close())


def test_processes_that_start_and_write_together_wait_for_each_other(on_disk: Settings) -> None:
    command = [sys.executable, "-W", "error", "-c", ONE_PROCESS, str(on_disk.folder)]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    complaints = [process.communicate()[1].decode() for process in processes]
    assert complaints == [""] * 3
    with closing(sqlite3.connect(on_disk.sqlite_file)) as raw:
        assert raw.execute("SELECT count FROM tally").fetchall() == [(60,)]
