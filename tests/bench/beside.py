"""What a sync engine needs on a phone: its page in a tab whose processor is slowed down, its server far out.

The same for Konkret's own and for each peer: records, changes, phone and line.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import workload
from tests.bench.browser import Tab, browsing
from tests.bench.line import SLOW_4G, Line
from tests.support.command import SECONDS

PEERS = Path(__file__).with_name("peers")
CPU_SLOWER = 6
# The page's own clock; a promise is asked for in parts, since the browser may not be silent for long.
TIMED = """{{
  const begun = performance.now();
  globalThis.told = (async () => {{ {work}; return (performance.now() - begun) / 1000; }})();
  0
}}"""
PART_OF_TOLD = "Promise.race([told, new Promise((resolve) => setTimeout(resolve, 10_000, null))])"
PARTS = 30
HELD = "bench.rows().then((rows) => rows.map(({id, note}) => [id, note]))"


@dataclass(frozen=True)
class Figures:
    """What one engine needed in one round; times in seconds, sizes in bytes."""

    cold: float
    down: int
    turns: int
    saves: float
    acknowledged: float
    up: int


def built(folder: Path) -> None:
    """Lay the records and every engine's page into a folder."""
    (folder / "workload.json").write_bytes(workload.as_json())
    subprocess.run(["node", str(PEERS / "bundle.mjs"), str(folder)], check=True)  # noqa: S607


def measure(name: str, folder: Path) -> Figures:
    """One round on a new phone. Raises AssertionError when it does not hold what it should, ProtocolError."""
    with (
        # First, since the shell that starts it knows no descriptor beyond 9.
        tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as profile,
        browsing(Path(profile)) as tab,
        _server(name, folder) as port,
        Line(port, SLOW_4G) as line,
    ):
        tab.goes_to(f"{line.origin}/")
        tab.send("Emulation.setCPUThrottlingRate", rate=CPU_SLOWER)
        tab.evaluates(f"(() => {{ {(folder / f'{name}.js').read_text()} }})()")
        line.slow()
        return _lived_through(tab, line)


def _lived_through(tab: Tab, line: Line) -> Figures:
    """A first download, changes without sending them, then sending them."""
    expected = {row.id: row.note for row in workload.rows()}
    cold = timed(tab, "await bench.cold()")
    fetched = line.count()
    assert dict(tab.evaluates(HELD)) == expected, "the phone does not hold every record"
    changes = json.dumps(workload.changes(), ensure_ascii=False)
    saves = timed(tab, f"for (const [id, note] of {changes}) await bench.save(id, note)")
    assert line.count().up == 0, "something was sent too early"
    acknowledged = timed(tab, "await bench.push()")
    pushed = line.count()
    assert dict(tab.evaluates(HELD)) == expected | dict(workload.changes()), "the phone does not hold every change"
    return Figures(
        cold=cold, down=fetched.down, turns=fetched.turns, saves=saves, acknowledged=acknowledged, up=pushed.up
    )


def timed(tab: Tab, work: str) -> float:
    """Seconds by the page's own clock until the promises in `work` are kept. Raises AssertionError, ProtocolError."""
    tab.evaluates(TIMED.format(work=work))
    for _ in range(PARTS):
        if (seconds := tab.evaluates(PART_OF_TOLD)) is not None:
            return seconds
    raise AssertionError(f"never done: {work[:60]}")


@contextmanager
def _server(name: str, folder: Path) -> Generator[int]:
    own = [sys.executable, "-m", "tests.bench.record"]
    theirs = ["node", str(PEERS / f"{name}.server.mjs"), str(folder / "workload.json")]
    command = own if name == "konkret" else theirs
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            address = process.stdout.readline().strip()
            assert address, f"the server for {name} did not start"
            yield int(address.rpartition(":")[2])
        finally:
            process.terminate()
            process.wait(SECONDS)
