"""How many start pages one process serves in a second, beside what the framework alone does on the same machine."""

import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from statistics import median

import msgspec

from backend.store.driver import Dialect
from tests.bench.deployment import Deployment, Process, deployed
from tests.bench.load import PATIENCE, Load, Result
from tests.bench.report import Row
from tests.support.databases import Databases

CONNECTIONS = 8
SECONDS = 5
ROUNDS = 3
LEAST_PER_SECOND = 300
MOST_MEGABYTES = 130
DIALECTS: dict[Dialect, str] = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


@dataclass
class Runner:
    """A server under load again and again: pages a second as they came, and a second of its own processor time."""

    address: str
    cookies: Sequence[str]
    process: Process
    accept: str = "identity"
    results: list[Result] = field(default_factory=list[Result])
    per_cpu_second: list[float] = field(default_factory=list[float])

    def run(self) -> None:
        """One more round."""
        before = self.process.cpu_seconds
        result = load(self.address, self.cookies, accept=self.accept)
        self.results.append(result)
        self.per_cpu_second.append(result.requests / (self.process.cpu_seconds - before))

    @property
    def per_second(self) -> tuple[float, ...]:
        """Of each round."""
        return tuple(result.per_second for result in self.results)


def measured(databases: Databases) -> list[Row]:
    """The rows about the server. The rounds take turns, so that what else the machine does meets all alike."""
    with ExitStack() as stack:
        towns = {dialect: stack.enter_context(deployed(dialect, databases)) for dialect in DIALECTS}
        runners = {dialect: _runner(towns[dialect]) for dialect in DIALECTS}
        page = towns["sqlite"].page(**{"accept-encoding": "identity"})
        assert "Hej Anne" in page.text
        peer = stack.enter_context(_peer(page.content))
        for runner in (*runners.values(), peer):
            load(runner.address, runner.cookies, seconds=1)
        assert load(peer.address, peer.cookies, seconds=0).page_bytes == len(page.content)
        for _ in range(ROUNDS):
            for runner in (*runners.values(), peer):
                runner.run()
        zipped = _runner(towns["sqlite"], accept="gzip")
        zipped.run()
        rows = [row for dialect, name in DIALECTS.items() for row in _rows(name, runners[dialect], peer=peer)]
        return [*rows, *_to_compare(peer, zipped)]


def load(address: str, cookies: Sequence[str], *, seconds: float = SECONDS, accept: str = "identity") -> Result:
    """Load a server from another process. Raises CalledProcessError when an answer is no page."""
    wanted = Load(address=address, cookies=tuple(cookies), connections=CONNECTIONS, seconds=seconds, accept=accept)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=msgspec.json.encode(wanted),
        stdout=subprocess.PIPE,
        timeout=seconds + 3 * PATIENCE,
        check=True,
    )
    return msgspec.json.decode(done.stdout, type=Result)


def _rows(name: str, runner: Runner, *, peer: Runner) -> list[Row]:
    own = median(runner.per_cpu_second)
    share = median(mine / theirs for mine, theirs in zip(runner.per_cpu_second, peer.per_cpu_second, strict=True))
    waits = f"p50 {_middle(runner, 'p50_ms')} ms, p95 {_middle(runner, 'p95_ms')} ms"
    return [
        Row(
            name=f"home page, {name}",
            value=median(runner.per_second),
            unit="/s",
            limit=LEAST_PER_SECOND,
            at_least=True,
            runs=runner.per_second,
            note=waits,
        ),
        Row(
            name=f"home page, {name}, per second of CPU",
            value=own,
            unit="/s",
            runs=tuple(runner.per_cpu_second),
            note=f"{share:.0%} of the bare framework",
        ),
        Row(
            name=f"memory after the load, {name}",
            value=runner.process.megabytes,
            unit="MB",
            limit=MOST_MEGABYTES,
        ),
    ]


def _to_compare(peer: Runner, zipped: Runner) -> list[Row]:
    (result,) = zipped.results
    return [
        Row(
            name="home page, SQLite, compressed",
            value=result.per_second,
            unit="/s",
            note=f"{result.page_bytes / 1000:.1f} kB a page, {zipped.per_cpu_second[0]:.0f} per second of CPU",
        ),
        Row(
            name="bare framework, the same bytes",
            value=median(peer.per_second),
            unit="/s",
            runs=peer.per_second,
            note=f"{median(peer.per_cpu_second):.0f} per second of CPU",
        ),
    ]


def _middle(runner: Runner, name: str) -> str:
    return f"{median(getattr(result, name) for result in runner.results):.0f}"


def _runner(town: Deployment, *, accept: str = "identity") -> Runner:
    return Runner(town.served.address, town.cookies, town.process, accept)


@contextmanager
def _peer(page: bytes) -> Generator[Runner]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.peer", page.decode()], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            yield Runner(process.stdout.readline().strip(), ["a=b"], Process.of(process))
        finally:
            process.terminate()
