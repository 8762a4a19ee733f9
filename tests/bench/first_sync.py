"""How long a phone far out waits for the whole of a record with 5,000 entries, from the deployment as it is.

As `beside` measures it: a tab whose processor is slowed down, and a line as slow as a bad one; `sync.md` has the limit.
"""

import subprocess
import tempfile
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.bench.beside import CPU_SLOWER, timed
from tests.bench.browser import browsing
from tests.bench.deployment import Deployment
from tests.bench.line import SLOW_4G, Line
from tests.bench.report import Row
from tests.support.engines import ESBUILD, ROOT

PAGE = "tests/bench/first_sync.mjs"
ROUNDS = 3
MOST_OF_LINE = 1.3


class First(NamedTuple):
    """One first exchange: seconds until it was on the phone, bytes that came."""

    seconds: float
    down: int


def measured(town: Deployment, *, folder: Path, entries: int) -> Row:
    """The row about Anne's first exchange; she has so many entries, and a session."""
    script = subprocess.run(
        [ESBUILD, PAGE, "--bundle", "--minify", "--format=iife", "--log-level=warning"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    rounds = [_round(town, script, folder=folder, entries=entries) for _ in range(ROUNDS)]
    down = median(each.down for each in rounds)
    least = SLOW_4G.least(down=down)
    return Row(
        name=f"first sync of {entries:,} entries, over the line's least",
        value=median(each.seconds for each in rounds),
        unit="s",
        limit=MOST_OF_LINE * least,
        runs=tuple(each.seconds for each in rounds),
        note=f"{down / 1000:.0f} kB; the line alone takes {least:.2f} s",
    )


def _round(town: Deployment, script: str, *, folder: Path, entries: int) -> First:
    port = urlsplit(town.served.address).port or 0
    name, _, value = town.cookies[0].partition("=")
    with (
        tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as profile,
        browsing(Path(profile)) as tab,
        Line(port, SLOW_4G) as line,
    ):
        tab.send("Network.setCookie", name=name, value=value, url=line.origin)
        # No page of the product: it would bring its worker, which would exchange too.
        tab.goes_to(f"{line.origin}/session")
        tab.send("Emulation.setCPUThrottlingRate", rate=CPU_SLOWER)
        tab.evaluates(script)
        tab.evaluates("firstSync()")
        line.slow()
        line.count()
        seconds = timed(tab, "await bench.cold()")
        down = line.count().down
        assert tab.evaluates("bench.held()") == entries, "the phone does not hold every entry"
    return First(seconds, down)
