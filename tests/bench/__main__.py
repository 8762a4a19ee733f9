"""Measures the budgets in some nine minutes: prints them as a table, writes them to `tests/artifacts/bench.json`.

Given the word `peers` it measures the sync client beside its peers alone; `push`, reminders beside theirs; `growth`,
whether exchanges get dearer with the number of citizens. Exit code 1 when a budget is missed. Loads are bounded and
stay on this machine.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from tests.bench import (
    counting,
    exchanges,
    growth,
    joblog,
    morning,
    offline,
    papers,
    queries,
    race,
    sending,
    start,
    throughput,
    weight,
)
from tests.bench.deployment import deployed
from tests.bench.report import Row, surroundings, table, write
from tests.support.chromium import ARTIFACTS
from tests.support.databases import Databases


def measured(folder: Path, databases: Databases) -> Iterable[Row]:
    """Every row, a part at a time."""
    with deployed("sqlite", databases) as town:
        print("bytes and the phone …", file=sys.stderr)
        yield from weight.measured(town, profile=folder / "first")
        yield from offline.measured(town, profile=folder / "anne")
    with deployed("sqlite", databases) as town:
        print("a long joblog …", file=sys.stderr)
        yield from joblog.measured(town, profile=folder / "long")
    print("starting …", file=sys.stderr)
    yield from start.measured(folder / "data")
    yield from asyncio.run(queries.measured(databases))
    yield from asyncio.run(papers.measured())
    yield from counting.measured(folder)
    print("load …", file=sys.stderr)
    yield from throughput.measured(databases)
    print("exchanges …", file=sys.stderr)
    yield from exchanges.measured(databases)
    yield from beside_peers(folder)
    yield from reminding(folder, databases)


def beside_peers(folder: Path) -> Iterable[Row]:
    """The rows about the sync client."""
    print("the sync client and its peers …", file=sys.stderr)
    yield from race.measured(folder)


def reminding(folder: Path, databases: Databases) -> Iterable[Row]:
    """The rows about reminders."""
    print("push messages …", file=sys.stderr)
    yield from sending.measured(folder)
    print("a morning of reminders …", file=sys.stderr)
    yield from morning.measured(databases, folder)


def _asked(words: list[str], folder: Path, databases: Databases) -> Iterable[Row]:
    match words:
        case ["growth"]:
            return growth.measured(databases)
        case ["peers"]:
            return beside_peers(folder)
        case ["push"]:
            return reminding(folder, databases)
        case _:
            return measured(folder, databases)


def main() -> int:
    """Measure and tell."""
    load_before, begun = os.getloadavg()[0], time.monotonic()
    # Not below a folder of pytest's: PostgreSQL runs as another user where this runs as root.
    with tempfile.TemporaryDirectory(prefix="konkret-bench-") as name:
        folder = Path(name)
        databases = Databases(folder)
        try:
            rows = list(_asked(sys.argv[1:], folder, databases))
        finally:
            databases.close()
    around = surroundings(load_before=load_before, seconds=time.monotonic() - begun)
    print(table(rows, around))
    write(ARTIFACTS / f"{'-'.join(['bench', *sys.argv[1:]])}.json", rows, around)
    return int(any(row.ok is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
