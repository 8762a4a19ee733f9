"""Thousands of changes from many phones, through networks and servers that fail: none is lost, none comes twice.

What SIGKILL cannot show is a power cut, since the system keeps what a dead process has written. That both data bases
sync at every commit is held by `test_what_is_committed_is_synced_before_it_is_acknowledged` of either.
"""

import asyncio
import sys

import pytest

from backend.config import Settings
from tests.support.databases import Databases, opened
from tests.support.killable import Killable, killable
from tests.support.sync_diary import Outcome, expected, heard, logged, outcome
from tests.support.sync_line import FAULTS
from tests.support.sync_storm import Storm

PHONES = 20
WITHOUT_DEDUPE = (sys.executable, "-m", "tests.support.sync_without_dedupe")
soak = pytest.mark.soak


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize(("changes", "least"), [(1_600, 100), pytest.param(8_000, 500, marks=soak)])
async def test_no_change_is_lost_and_none_comes_twice(settings: Settings, changes: int, least: int) -> None:
    async with killable(settings) as server:
        storm = await _storm(server, changes, of_ten=4)
        await storm.rage(server.killed_and_started, server.stopped_and_started)
        await _all_is_well(storm)
    assert storm.faults.total() > least, storm.faults
    assert all(storm.faults[fault] > 5 for fault in (*FAULTS, "server gone")), storm.faults


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_doubles_would_be_seen(settings: Settings) -> None:
    async with killable(settings, program=WITHOUT_DEDUPE) as server:
        storm = await _storm(server, 600, of_ten=4)
        await storm.rage()
        async with opened(settings) as db:
            found = await outcome(db, storm.diaries)
    assert found.lost == 0
    assert found.twice > 50


@pytest.mark.parametrize("times", [5, pytest.param(25, marks=soak)])
async def test_a_server_killed_again_and_again_keeps_what_it_has_acknowledged(settings: Settings, times: int) -> None:
    async with killable(settings) as server:
        storm = await _storm(server, 200 * times, of_ten=0)
        await storm.rage(*[server.killed_and_started] * times)
        assert server.kills == times
        await _all_is_well(storm)
    assert storm.faults["server gone"] > 5 * times, "most phones were in the middle of something"


@pytest.mark.parametrize("dialect", ["postgres"])
async def test_a_data_base_that_goes_away_in_mid_run_loses_nothing(databases: Databases, settings: Settings) -> None:
    async def cut() -> None:
        await asyncio.to_thread(databases.cut_connections, settings)

    async def restart() -> None:
        await asyncio.to_thread(databases.restart, "fast")

    async def crash() -> None:
        await asyncio.to_thread(databases.restart, "immediate")

    async with killable(settings) as server:
        storm = await _storm(server, 1_600, of_ten=0)
        # Where commits are not synced, one crash may lose none: it takes a few to see it.
        await storm.rage(cut, restart, crash, cut, crash, crash)
        await _all_is_well(storm)
    assert storm.faults["data base gone"] + storm.faults["server gone"], storm.faults


async def _storm(server: Killable, changes: int, *, of_ten: int) -> Storm:
    storm = Storm(server, each=changes // PHONES, of_ten=of_ten)
    await storm.sign_in(PHONES)
    return storm


async def _all_is_well(storm: Storm) -> None:
    """Everything acknowledged is there once and in order, what was refused is on record, all hold the same rows."""
    async with opened(storm.server.settings) as db:
        assert await outcome(db, storm.diaries) == Outcome(lost=0, twice=0, out_of_order=0)
        for diary in storm.diaries:
            assert await logged(db, diary) == expected(diary) == heard(diary)
            assert diary.phone.mismatches == 0
