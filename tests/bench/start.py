"""How long `make run` takes from its second start on until somebody is answered."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from statistics import median

import httpx

from tests.bench.report import Row

ROOT = Path(__file__).resolve().parents[2]
MAKE = shutil.which("make") or "make"
TIMES = 3
MOST_SECONDS = 3
PATIENCE = 60  # seconds


def measured(folder: Path) -> list[Row]:
    """The row about starting; the first start, which makes the town, is not counted."""
    first = started(folder)
    runs = tuple(started(folder) for _ in range(TIMES))
    return [
        Row(
            name="second start to first answer, make run",
            value=median(runs),
            unit="s",
            limit=MOST_SECONDS,
            runs=runs,
            note=f"the first, with a new town: {first:.1f}",
        )
    ]


def started(folder: Path) -> float:
    """Seconds from the command to the first answered request."""
    begun = time.perf_counter()
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "KONKRET_"))}
    with subprocess.Popen(
        [MAKE, "run", "PORT=0", f"KONKRET_DATA={folder}"],
        cwd=ROOT,
        env=kept,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as make:
        try:
            assert make.stdout
            address = next(line.split(" ", 1)[1].strip() for line in make.stdout if line.startswith("Konkret: http"))
            httpx.get(f"{address}/log-ind", timeout=PATIENCE).raise_for_status()
            return time.perf_counter() - begun
        finally:
            # make and the server below it; both are gone already when the start failed.
            with suppress(ProcessLookupError):
                os.killpg(make.pid, signal.SIGTERM)
