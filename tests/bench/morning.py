"""A morning on which everybody is reminded at once: planned by one worker, then sent while people open their pages.

On PostgreSQL with web and worker in processes of their own, on SQLite in one, as each is deployed; beside them a push
service over TLS that takes everything. What is due has been due for a minute, whatever time it is, and nobody keeps
quiet hours.
"""

import asyncio
import time
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from backend.clock import fresh_id, now
from backend.commands.write import Ground
from backend.config import Settings
from backend.domain.meeting import DAY, MINUTE
from backend.store.driver import Dialect
from backend.store.engine import Database
from backend.worker.planning import Planning
from tests.bench.crowd import USUAL, settle
from tests.bench.load import Result
from tests.bench.report import Row
from tests.bench.runner import load
from tests.bench.sending import BROWSERS, Sink, browsers, sink, trusting
from tests.bench.throughput import DIALECTS
from tests.bench.visitor import Reader
from tests.support.command import KONKRET, serving, started
from tests.support.databases import SECRET, Databases, opened

# How many there are. Everybody's reminders are planned; to send them to all would take minutes, so to some of them.
CITIZENS: dict[Dialect, int] = {"postgres": 100_000, "sqlite": 10_000}
SENT_TO: dict[Dialect, int] = {"postgres": 20_000, "sqlite": 10_000}
MOST_SECONDS = 60
READERS = 4
SECONDS = 5
PATIENCE = 120  # seconds
# A page in a quarter of a second is a page at once.
MOST_P95_MS = 250

_DUE = "SELECT count(*) AS n FROM reminder WHERE state = 'planned' AND kind = 'meeting-soon'"
_OTHERS = """UPDATE reminder SET state = 'sent'
    WHERE kind <> 'meeting-soon' OR person NOT IN (SELECT person FROM subscription)"""


@dataclass(frozen=True)
class Morning:
    """One data base full of people, and some who open their pages."""

    dialect: Dialect
    settings: Settings
    readers: Sequence[Reader]

    def rows(self, folder: Path) -> list[Row]:
        """Planned, sent, and pages meanwhile."""
        planned = asyncio.run(self._planned())
        with sink(folder) as service:
            asyncio.run(self._subscribed(service))
            with serving("web", PORT="0", **self._environment) as served:
                before = load(served.address, self.readers, seconds=SECONDS)
                served.stop()
            with self._at_work(service) as address:
                begun = time.perf_counter()
                meanwhile = load(address, self.readers, seconds=SECONDS)
                asyncio.run(self._drained())
                took = time.perf_counter() - begun
        return [planned, self._sent(took), self._pages(before, meanwhile)]

    async def _planned(self) -> Row:
        """By one worker, for everybody: a meeting in two hours, and what there is in the weeks to come."""
        async with opened(self.settings) as db:
            await _meet_in_two_hours(db)
            planning = Planning(Ground(db=db, clock=now, fresh_id=fresh_id))
            begun = time.perf_counter()
            while await planning.plan_stale():
                pass
            took = time.perf_counter() - begun
            due = (await db.run(_DUE))[0]["n"]
            planned = (await db.run("SELECT count(*) AS n FROM reminder"))[0]["n"]
        assert due == CITIZENS[self.dialect] - READERS
        return Row(
            name=f"planning {due:,} reminders due at once, {DIALECTS[self.dialect]}",
            value=took,
            unit="s",
            limit=MOST_SECONDS if self.dialect == "postgres" else None,
            note=f"with all that comes later {planned:,}",
        )

    async def _subscribed(self, service: Sink) -> None:
        """So many have a browser, with the keys of one of a thousand; everybody else's reminders are out of the way."""
        async with opened(self.settings) as db:
            for number, browser in enumerate(browsers(service.address, BROWSERS)):
                await db.run(
                    "INSERT INTO subscription (id, person, endpoint, p256dh, auth, made_at) "
                    "SELECT id, id, CAST({} AS TEXT) || id, {}, {}, 0 FROM person WHERE id LIKE {}",
                    f"{service.address}/{number}/",
                    browser.p256dh,
                    browser.auth,
                    f"{USUAL.letter}-person%{number:03}A",
                )
            some = "SELECT id FROM subscription LIMIT {}"
            await db.run(f"DELETE FROM subscription WHERE id NOT IN ({some})", SENT_TO[self.dialect])  # noqa: S608
            await db.run(_OTHERS)
            await _look_around(db)

    async def _drained(self) -> None:
        """Returns when nothing is due any more."""
        async with opened(self.settings) as db, asyncio.timeout(PATIENCE):
            while (await db.run(_DUE))[0]["n"]:  # noqa: ASYNC110 -- another process works on it
                await asyncio.sleep(0.2)
            taken = (await db.run("SELECT count(*) AS n FROM delivery WHERE outcome = 'taken'"))[0]["n"]
        assert taken >= SENT_TO[self.dialect] - READERS

    @contextmanager
    def _at_work(self, service: Sink) -> Generator[str]:
        environment = self._environment | trusting(service)
        with ExitStack() as stack:
            if self.dialect == "sqlite":
                served = stack.enter_context(serving("run", PORT="0", **environment))
            else:
                served = stack.enter_context(serving("web", PORT="0", **environment))
                stack.enter_context(started("worker", program=[str(KONKRET)], **environment))
            yield served.address

    @property
    def _environment(self) -> dict[str, str]:
        url = self.settings.database_url.get_secret_value()
        if url:
            return {"KONKRET_DATABASE_URL": url, "KONKRET_SECRET": SECRET}
        return {"KONKRET_DATA": str(self.settings.folder)}

    def _sent(self, took: float) -> Row:
        return Row(
            name=f"reminders due at once, sent, {DIALECTS[self.dialect]}",
            value=SENT_TO[self.dialect] / took,
            unit="/s",
            note=f"{SENT_TO[self.dialect]:,} of them, each checked and noted, while pages are opened",
        )

    def _pages(self, before: Result, meanwhile: Result) -> Row:
        usual = f"{before.p50_ms:.0f} and {before.p95_ms:.0f} ms before"
        return Row(
            name=f"home page while they are sent, p95, {DIALECTS[self.dialect]}",
            value=meanwhile.p95_ms,
            unit="ms",
            limit=MOST_P95_MS,
            note=f"p50 {meanwhile.p50_ms:.0f} ms; {usual}, always 8 at a time",
        )


def measured(databases: Databases, folder: Path) -> list[Row]:
    """The rows about a morning on each data base."""
    return [row for dialect in CITIZENS for row in _settled(databases.fresh(dialect), dialect).rows(folder)]


def _settled(settings: Settings, dialect: Dialect) -> Morning:
    guests = asyncio.run(settle(settings, citizens=CITIZENS[dialect], guests=READERS))
    return Morning(dialect, settings, [Reader(cookie=cookie) for cookie in guests.cookies.values()] * 4)


async def _meet_in_two_hours(db: Database) -> None:
    at = now() // MINUTE * MINUTE + 119 * MINUTE
    await db.run(
        "UPDATE meeting SET state = 'booked', starts_at = {}, booked_at = {} WHERE id LIKE {}",
        at,
        now() - 10 * DAY,
        f"{USUAL.letter}m000001%",
    )
    await db.run(
        "INSERT INTO preference (person, chosen, quiet_from, quiet_to, details) "
        "SELECT id, {}, '08:00', '08:00', 0 FROM record",
        "{}",
    )
    await db.run("DELETE FROM reminder")
    await db.run("UPDATE record SET planned = 0")
    await _look_around(db)


async def _look_around(db: Database) -> None:
    """Let the data base know what there is now."""
    await db.run("VACUUM ANALYZE" if db.dialect == "postgres" else "ANALYZE")
