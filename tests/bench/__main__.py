"""Measures the budgets in some three minutes: prints them as a table, writes them to `tests/artifacts/bench.json`.

With `growth` it measures instead, for as long, whether exchanges get dearer with the number of citizens.
Exit code 1 when a budget is missed. Loads are bounded and stay on this machine.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from tests.bench import exchanges, growth, offline, queries, start, throughput, weight
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
    print("starting …", file=sys.stderr)
    yield from start.measured(folder / "data")
    yield from asyncio.run(queries.measured(databases))
    print("load …", file=sys.stderr)
    yield from throughput.measured(databases)
    print("exchanges …", file=sys.stderr)
    yield from exchanges.measured(databases)


def main() -> int:
    """Measure and tell."""
    load_before, begun = os.getloadavg()[0], time.monotonic()
    # Not below a folder of pytest's: PostgreSQL runs as another user where this runs as root.
    with tempfile.TemporaryDirectory(prefix="konkret-bench-") as name:
        folder = Path(name)
        databases = Databases(folder)
        try:
            rows = growth.measured(databases) if sys.argv[1:] == ["growth"] else list(measured(folder, databases))
        finally:
            databases.close()
    around = surroundings(load_before=load_before, seconds=time.monotonic() - begun)
    print(table(rows, around))
    write(ARTIFACTS / f"{'-'.join(['bench', *sys.argv[1:]])}.json", rows, around)
    return int(any(row.ok is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
