"""How many exchanges of the sync one process serves in a second, beside the bare framework with the same bytes.

PostgreSQL writes as it would for people: what is acknowledged is on the disk.
"""

import asyncio
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import httpx

from backend.store.driver import Dialect
from tests.bench.crowd import BUSY, Guests, settle
from tests.bench.deployment import Process
from tests.bench.load import END_OF_HEAD
from tests.bench.peer import peer
from tests.bench.report import Row
from tests.bench.runner import Runner, take_turns
from tests.bench.throughput import DIALECTS
from tests.bench.visitor import Wish
from tests.support.command import serving
from tests.support.databases import SECRET, Databases

SECONDS = 2
CITIZENS = 1000
GUESTS = 100
NAMES: Mapping[Wish, str] = {
    "everything": f"pull of {BUSY.rows} rows",
    "news": "pull of nothing new",
    "save": "push of one change",
}
ASKING: tuple[Wish, Wish] = ("everything", "news")
LEAST: Mapping[Wish, float] = {"everything": 700, "news": 3000, "save": 900}


@dataclass(frozen=True)
class Crowd:
    """A deployment with a crowd in it."""

    address: str
    process: Process
    guests: Guests

    def runner(self, wish: Wish, *, accept: str = "identity") -> Runner:
        """New phones with that wish."""
        return Runner(self.address, self.process, self.guests.phones(self.address, wish, accept=accept), SECONDS)

    def answer(self, wish: Wish) -> bytes:
        """What one phone is answered."""
        phone = self.guests.phones(self.address, wish)[0]
        head, body = phone.question("localhost").split(END_OF_HEAD, 1)
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        return httpx.post(f"{self.address}/sync", content=body, headers=headers).raise_for_status().content


@contextmanager
def crowded(dialect: Dialect, databases: Databases, *, citizens: int) -> Generator[Crowd]:
    """A web process on a new data base that many citizens are in."""
    settings = databases.fresh(dialect)
    guests = asyncio.run(settle(settings, citizens=citizens, guests=GUESTS))
    url = settings.database_url.get_secret_value()
    chosen = {"KONKRET_DATABASE_URL": url, "KONKRET_SECRET": SECRET} if url else {"KONKRET_DATA": str(settings.folder)}
    with serving("web", PORT="0", **chosen) as served:
        yield Crowd(served.address, Process.of(served.process), guests)
        served.stop()


def measured(databases: Databases) -> list[Row]:
    """The rows about exchanges; limits are for PostgreSQL."""
    with ExitStack() as stack:
        crowds: dict[Dialect, Crowd] = {
            each: stack.enter_context(crowded(each, databases, citizens=CITIZENS)) for each in DIALECTS
        }
        runners: dict[tuple[Dialect, Wish], Runner] = {
            (dialect, wish): crowd.runner(wish) for dialect, crowd in crowds.items() for wish in NAMES
        }
        much, little = (_beside(stack, crowds["postgres"], wish) for wish in ASKING)
        with databases.durable():
            take_turns([*runners.values(), much, little])
        rows = [
            row
            for (dialect, wish), runner in runners.items()
            for row in runner.rows(
                f"{NAMES[wish]}, {DIALECTS[dialect]}",
                peer=much if wish == "everything" else little,
                least=LEAST[wish] if dialect == "postgres" else None,
            )
        ]
        return [*rows, *_told_beside(crowds["postgres"])]


def _beside(stack: ExitStack, crowd: Crowd, wish: Wish) -> Runner:
    """The bare framework, asked by the same phones and answering with what they were answered."""
    answer = crowd.answer(wish)
    bare = stack.enter_context(peer(answer))
    return Runner(bare.address, bare.process, crowd.guests.phones(crowd.address, wish), SECONDS)


def _told_beside(crowd: Crowd) -> list[Row]:
    """What has no limit: compressed answers, and a PostgreSQL that does not wait for the disk."""
    zipped, hasty = crowd.runner("everything", accept="gzip"), crowd.runner("save")
    for runner in (zipped, hasty):
        runner.warm()
        runner.run()
    (result,) = zipped.results
    return [
        Row(
            name=f"{NAMES['everything']}, PostgreSQL, compressed",
            value=result.per_second,
            unit="/s",
            note=f"{result.body_bytes / 1000:.1f} kB, {zipped.per_cpu_second[0]:.0f} per second of CPU",
        ),
        Row(
            name=f"{NAMES['save']}, PostgreSQL without fsync",
            value=hasty.results[0].per_second,
            unit="/s",
            note=f"{hasty.per_cpu_second[0]:.0f} per second of CPU",
        ),
    ]
