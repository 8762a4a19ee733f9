"""How many start pages one process serves in a second, beside what the framework alone does on the same machine."""

from collections.abc import Sequence
from contextlib import ExitStack
from itertools import cycle, islice
from statistics import median

from backend.store.driver import Dialect
from tests.bench.deployment import Deployment, deployed
from tests.bench.peer import peer
from tests.bench.report import Row
from tests.bench.runner import CONNECTIONS, Runner, take_turns
from tests.bench.visitor import Reader
from tests.support.databases import Databases

SECONDS = 5
LEAST_PER_SECOND = 300
MOST_MEGABYTES = 130
DIALECTS: dict[Dialect, str] = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def measured(databases: Databases) -> list[Row]:
    """The rows about the server. The rounds take turns, so that what else the machine does meets all alike."""
    with ExitStack() as stack:
        towns: dict[Dialect, Deployment] = {each: stack.enter_context(deployed(each, databases)) for each in DIALECTS}
        runners: dict[Dialect, Runner] = {each: _runner(town) for each, town in towns.items()}
        page = towns["sqlite"].page(**{"accept-encoding": "identity"})
        assert "Hej Anne" in page.text
        bare = stack.enter_context(peer(page.content))
        beside = Runner(bare.address, bare.process, _readers(["a=b"]), SECONDS)
        assert beside.warm().body_bytes == len(page.content)
        take_turns([*runners.values(), beside])
        zipped = _runner(towns["sqlite"], accept="gzip")
        zipped.run()
        rows = [
            row for each, town in towns.items() for row in _rows(DIALECTS[each], runners[each], town, beside=beside)
        ]
        return [*rows, *_to_compare(beside, zipped)]


def _rows(name: str, runner: Runner, town: Deployment, *, beside: Runner) -> list[Row]:
    memory = town.process.megabytes
    return [
        *runner.rows(f"home page, {name}", peer=beside, least=LEAST_PER_SECOND),
        Row(name=f"memory after the load, {name}", value=memory, unit="MB", limit=MOST_MEGABYTES),
    ]


def _to_compare(beside: Runner, zipped: Runner) -> list[Row]:
    (result,) = zipped.results
    return [
        Row(
            name="home page, SQLite, compressed",
            value=result.per_second,
            unit="/s",
            note=f"{result.body_bytes / 1000:.1f} kB a page, {zipped.per_cpu_second[0]:.0f} per second of CPU",
        ),
        Row(
            name="bare framework, the same bytes",
            value=median(beside.per_second),
            unit="/s",
            runs=beside.per_second,
            note=f"{median(beside.per_cpu_second):.0f} per second of CPU",
        ),
    ]


def _runner(town: Deployment, *, accept: str = "identity") -> Runner:
    return Runner(town.served.address, town.process, _readers(town.cookies, accept=accept), SECONDS)


def _readers(cookies: Sequence[str], *, accept: str = "identity") -> tuple[Reader, ...]:
    """Twice as many as ask at a time."""
    return tuple(Reader(cookie=cookie, accept=accept) for cookie in islice(cycle(cookies), 2 * CONNECTIONS))
