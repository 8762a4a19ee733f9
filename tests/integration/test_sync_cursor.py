"""Sixteen phones write into two records by two web processes, and nobody who reads by cursor misses a row."""

import asyncio
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from backend.config import Settings
from tests.support.databases import opened
from tests.support.killable import killable
from tests.support.sync_by_sequence import SEQUENCE
from tests.support.sync_line import Line
from tests.support.sync_phone import Phone
from tests.support.sync_storm import Storm

WRITERS = 16
EACH = 40
BY_SEQUENCE = (sys.executable, "-m", "tests.support.sync_by_sequence")

pytestmark = pytest.mark.parametrize("dialect", ["postgres"])  # SQLite has one writer at a time, which hides the fault


class Trusting(Phone):
    """Believes its cursor and never compares a checksum: what it misses it misses for ever."""

    def _apply(self, answer: dict[str, Any]) -> None:
        super()._apply(answer | {"more": True})


async def test_nobody_misses_a_row(settings: Settings) -> None:
    async with _written(settings) as storm:
        assert await _missed(storm) == 0


async def test_a_sequence_as_cursor_would_miss_rows(settings: Settings) -> None:
    async with opened(settings) as db:
        await db.run(SEQUENCE)
    async with _written(settings, program=BY_SEQUENCE) as storm:
        assert await _missed(storm) > 10


@asynccontextmanager
async def _written(settings: Settings, **program: Any) -> AsyncGenerator[Storm]:
    async with killable(settings, **program) as server, killable(settings, **program) as other:
        storm = Storm(server, each=EACH, of_ten=0, model=Trusting)
        await storm.sign_in(WRITERS, to_each=WRITERS // 2)
        for line in storm.lines[::2]:
            line.server = other
        readers = [storm.newcomer(line) for line in (storm.lines[0], storm.lines[-1])]
        await _read_while(asyncio.create_task(storm.rage()), readers)
        storm.lines += readers
        for line in storm.lines:
            await _up_to_date(line)
        yield storm


async def _read_while(writing: asyncio.Task[None], readers: list[Line]) -> None:
    while not writing.done():
        await asyncio.gather(*(reader.talk() for reader in readers))
    await writing


async def _missed(storm: Storm) -> int:
    """Rows that the server has and a phone has not, or has an older version of; over all phones."""
    return sum([await _missed_by(storm.newcomer(line), line.phone) for line in storm.lines])


async def _missed_by(fresh: Line, phone: Phone) -> int:
    await _up_to_date(fresh)
    held = phone.rows.get("joblog", {})
    return sum(held.get(key) != row for key, row in fresh.phone.rows["joblog"].items())


async def _up_to_date(line: Line) -> None:
    while await line.talk():
        pass
