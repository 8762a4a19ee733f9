"""The server is lost, and set up again from an older backup: what was acknowledged since is sent again, once."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from backend.config import Settings
from tests.support.command import konkret
from tests.support.databases import Databases, opened
from tests.support.killable import killable
from tests.support.sync_diary import Outcome, expected, logged, outcome
from tests.support.sync_storm import Storm

HOUR = 60 * 60 * 1000
AN_HOUR_LATER = "UPDATE mutation SET received_at = received_at - {}"


async def test_what_was_acknowledged_after_the_backup_is_sent_again_and_nothing_twice(
    databases: Databases, settings: Settings
) -> None:
    async with killable(settings, KONKRET_BACKUP_HORIZON_HOURS="1") as server:
        storm = Storm(server, each=60, of_ten=0)
        await storm.sign_in(6)
        await storm.rage()
        assert _forgotten(storm) == 0
        async with opened(settings) as db:
            await db.run(AN_HOUR_LATER, HOUR)
        await asyncio.to_thread(databases.back_up, settings)
        await storm.rage()
        assert _forgotten(storm) == 6 * 60, "an hour old, and in the backup"

        storm.each = 100
        await storm.rage()
        assert _forgotten(storm) == 6 * 60, "what came since is kept until it is in a backup too"
        await server.kill()
        await asyncio.to_thread(databases.put_back, settings)
        assert await _known(settings, storm) == 6 * 60, "what the backup holds"
        said = await asyncio.to_thread(konkret, "restored", **server.environment)
        assert (said.code, said.err, said.out.count("\n")) == (0, "", 1)
        assert "a new epoch" in said.out
        await server.start()

        storm.each = 110
        for line in storm.lines:
            line.after_a_restore = True
        before = {line.phone.epoch for line in storm.lines}
        await storm.rage()
        assert await _known(settings, storm) == 6 * 110
        assert before.isdisjoint(line.phone.epoch for line in storm.lines)
        await _all_is_well(settings, storm)


def _forgotten(storm: Storm) -> int:
    return sum(len(line.phone.closed) for line in storm.lines)


async def _known(settings: Settings, storm: Storm) -> int:
    async with opened(settings) as db:
        return sum([len(await logged(db, diary)) for diary in storm.diaries])


async def _all_is_well(settings: Settings, storm: Storm) -> None:
    async with opened(settings) as db:
        assert await outcome(db, storm.diaries) == Outcome(lost=0, twice=0, out_of_order=0)
        for diary in storm.diaries:
            assert await logged(db, diary) == expected(diary)
            assert diary.phone.mismatches == 0


def test_there_must_be_something_that_was_restored(tmp_path: Path) -> None:
    said = konkret("restored", KONKRET_DATA=str(tmp_path / "nowhere"))
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "no backup was put back yet" in said.err
    assert not (tmp_path / "nowhere").exists()
    assert konkret("migrate", KONKRET_DATA=str(tmp_path)).code == 0
    before = _epoch(tmp_path)
    assert konkret("restored", KONKRET_DATA=str(tmp_path)).code == 2, "tables, and nobody in them"
    assert _epoch(tmp_path) == before


def _epoch(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "konkret.sqlite")) as db:
        return db.execute("SELECT epoch FROM deployment").fetchone()[0]
