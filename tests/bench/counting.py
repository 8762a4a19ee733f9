"""How long a requirement takes to count in a joblog of 5,000 entries, by the server and by a phone's rules in Node."""

import subprocess
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from backend.domain.dates import plus
from backend.domain.joblog import CHANNELS, Entry
from backend.domain.requirement import Requirement, count
from tests.bench.report import Row
from tests.support.engines import ESBUILD, ROOT
from tests.support.shared_examples import full

ENTRIES = 5_000
TIMES = 101
MOST_MS = 5
TODAY = "2026-11-27"
# Two years, and one in ten planned: of what was applied for, more than a third lies in the months that are looked into.
DAYS = 730
PLANNED = 10


def measured(folder: Path) -> Iterable[Row]:
    """The rows about counting: by the month, the dearer of the two, since eight months are looked back on."""
    requirements = [
        full("requirement", {"since": "2024-01-01", "period": "month", "number": 6, "channels": CHANNELS[:3]}),
        full("requirement", {"id": "r-2", "since": "2026-11-16", "period": "month", "number": 8, "uploads": 1}),
    ]
    entries = [full("joblog", _entry(number)) for number in range(ENTRIES)]
    yield _row("requirement counted, server", _here(requirements, entries))
    yield _row("requirement counted, phone's rules in Node", _there(requirements, entries, folder=folder))


def _entry(number: int) -> dict[str, Any]:
    """Every ninth repeats the words of another of the same day."""
    on = plus(TODAY, -(number * 17 % DAYS))
    status = "planned" if number % PLANNED == 0 else "applied"
    return {
        "id": f"e-{number:04}",
        "title": f"Stilling {number // 9}",
        "employer": f"Arbejdsgiver {number % 700}",
        "channel": CHANNELS[number % len(CHANNELS)],
        "made_at": number,
        "steps": [{"status": status, "on": on}],
    }


def _here(requirements: Sequence[object], entries: Sequence[object]) -> tuple[float, ...]:
    agreed, log = msgspec.convert(requirements, list[Requirement]), msgspec.convert(entries, list[Entry])

    def once() -> float:
        begun = time.perf_counter()
        counted = count(agreed, log, today=TODAY)
        spent = time.perf_counter() - begun
        assert counted.running is not None
        assert len(counted.verdicts) == ENTRIES
        return spent * 1000

    return tuple(once() for _ in range(TIMES))


def _there(requirements: Sequence[object], entries: Sequence[object], *, folder: Path) -> tuple[float, ...]:
    script = folder / "counting.mjs"
    options = ("--bundle", "--platform=node", "--format=esm", "--target=es2022", "--log-level=warning")
    subprocess.run([ESBUILD, ROOT / "tests/bench/counting.ts", f"--outfile={script}", *options], check=True)
    asked = {"requirements": requirements, "entries": entries, "today": TODAY, "times": TIMES}
    told = subprocess.run(["node", script], input=msgspec.json.encode(asked), stdout=subprocess.PIPE, check=True)  # noqa: S607
    return msgspec.json.decode(told.stdout, type=tuple[float, ...])


def _row(name: str, runs: tuple[float, ...]) -> Row:
    note = f"{ENTRIES} entries, {min(runs):.1f} to {max(runs):.1f}"
    return Row(name=name, value=median(runs), unit="ms", limit=MOST_MS, runs=runs, note=note)
