"""How long somebody waits for a year of applications as a paper: the process that sets it starts for each."""

import asyncio
import datetime as dt
import time
from pathlib import Path
from statistics import median

import msgspec

from backend.domain.record import Record
from backend.paper.press import SECONDS, Press
from backend.views.search_paper import Dates, search_paper
from tests.bench.report import Row
from tests.support.applications import entry
from tests.support.shared_examples import record_of

FONTS = Path(__file__).parents[2] / "frontend/dist/fonts"
TIMES = 5
APPLICATIONS = 300
# As long as a joblog is measured; nobody waits longer than SECONDS for a paper, and others are waited for too.
ALL = 5_000
MOST_MS = 1000
YEAR = Dates(since="2025-11-26", until="2026-11-25")


async def measured() -> list[Row]:
    """The rows about the paper, from the record to the whole file."""
    return [
        await _row(f"PDF of a year, {APPLICATIONS} applications", APPLICATIONS, times=TIMES, most=MOST_MS),
        await _row(f"PDF of {ALL:,} applications", ALL, times=2, most=1000 * SECONDS / 2),
    ]


async def _row(name: str, applications: int, *, times: int, most: float) -> Row:
    record, press = _year(applications), Press(FONTS)
    runs = [await _set(record, press) for _ in range(times)]
    note = f"{min(runs):.0f} to {max(runs):.0f}"
    return Row(name=name, value=median(runs), unit="ms", limit=most, runs=tuple(runs), note=note)


async def _set(record: Record, press: Press) -> float:
    begun = time.perf_counter()
    paper = await asyncio.to_thread(search_paper, record, YEAR, name="Anne Holm", today=YEAR.until)
    assert len(await press.pdf(paper)) > 10_000
    return 1000 * (time.perf_counter() - begun)


def _year(applications: int) -> Record:
    """Some of them alike, as they are; two a week were agreed on."""
    last = dt.date.fromisoformat(YEAR.until)
    entries = tuple(
        entry(
            id=f"e-{number}",
            title=f"Lagermedarbejder, hold {number % 7}",
            employer=f"Nordhavn Logistik, afdeling {number % 37}",
            place="København Ø",
            applied_on=(last - dt.timedelta(days=number * 364 // applications)).isoformat(),
        )
        for number in range(applications)
    )
    return msgspec.structs.replace(record_of({"requirement": [{"since": YEAR.since}]}), entries=entries)
