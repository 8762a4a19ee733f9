"""How long somebody with 5,000 entries and no connection waits for those that are looked for."""

import asyncio
import random
from pathlib import Path
from statistics import median

from backend.clock import fresh_id, now
from backend.config import Settings
from backend.demo.words import JOBS, NOTES, OWN
from backend.domain.dates import plus
from backend.domain.joblog import CHANNELS, Application, Entry, entry, stepped
from backend.domain.step import Step
from backend.domain.time import local_date
from backend.store.audit import Change
from backend.store.record import locked
from tests.bench import first_sync
from tests.bench.browser import Tab, browsing
from tests.bench.deployment import Deployment
from tests.bench.offline import BY_THE_WORKER, COMPLETE, Phone, at_home
from tests.bench.report import Row
from tests.bench.workload import WORDS
from tests.support.databases import opened

ENTRIES = 5_000
TIMES = 21
MOST_MS = 100
# Words in any field, how far, a channel and a time: every entry is looked at.
FOUND = "joblog?q=lager+ring&status=rejected&channel=posted&since=2020-01-01&page=2"
DEEP = "joblog?page=70"
LISTED = "document.querySelectorAll('.entry').length"


def measured(town: Deployment, *, profile: Path) -> list[Row]:
    """The rows about a long joblog. The server is stopped for good on the way."""
    asyncio.run(filled(town.settings))
    profile.mkdir()
    first = first_sync.measured(town, folder=profile, entries=ENTRIES + 3)
    home = f"{town.served.address}/"
    with browsing(profile / "anne") as tab:
        phone = at_home(tab, home)
        tab.goes_to(f"{home}joblog")
        tab.until(f"document.querySelector('.foot')?.textContent.includes('{ENTRIES + 3} ansøgninger')")
        town.served.stop()
        looked_for = tuple(_opened(tab, home + FOUND) for _ in range(TIMES))
        deep = tuple(_opened(tab, home + DEEP) for _ in range(TIMES))
        stopped = tuple(_from_nothing(phone, home + FOUND) for _ in range(TIMES))
    return [
        first,
        _row(f"offline joblog of {ENTRIES:,}, filtered", looked_for, limit=MOST_MS),
        _row(f"offline joblog of {ENTRIES:,}, page 70", deep, limit=MOST_MS),
        _row("the same filtered, worker stopped", stopped),
    ]


def _row(name: str, runs: tuple[float, ...], *, limit: float | None = None) -> Row:
    note = f"{min(runs):.0f} to {max(runs):.0f}"
    return Row(name=name, value=median(runs), unit="ms", limit=limit, runs=runs, note=note)


def _opened(tab: Tab, address: str) -> float:
    """Milliseconds until the answer is complete."""
    tab.goes_to(address)
    assert tab.evaluates(f"{BY_THE_WORKER} && {LISTED} > 0"), "the worker did not draw any entry"
    return tab.evaluates(COMPLETE)


def _from_nothing(phone: Phone, address: str) -> float:
    phone.stops_the_worker()
    return _opened(phone.tab, address)


async def filled(settings: Settings) -> None:
    """Write Anne's joblog long, at a pace of eight a day."""
    chance = random.Random(5)  # noqa: S311 - the same each time
    async with opened(settings) as db:
        found = await db.run("SELECT id FROM person WHERE name = 'Anne Holm'")
        citizen = str(found[0]["id"])
        change = Change(actor=citizen, command="bench", at=now(), fresh_id=fresh_id)
        async with locked(db, citizen) as record:
            for number in range(ENTRIES):
                day = plus(local_date(now()), -7 - number // 8)
                await record.put(_entry(chance, day), before=None, change=change)


def _entry(chance: random.Random, day: str) -> Entry:
    title, employer, place = chance.choice([*(job[:3] for job in JOBS), *OWN])
    written = Application(
        title=title,
        employer=employer,
        place=place,
        link=f"https://job.example/opslag/{chance.randrange(10**7)}",
        channel=chance.choice(CHANNELS),
        applied_on=day,
        # As much text of its own as an entry in `workload`: what repeats itself weighs nothing on a line.
        note=" ".join(chance.choice(WORDS) for _ in range(chance.randrange(16, 23))),
        private_note=chance.choice(NOTES),
    )
    made = entry(written, id=fresh_id(), job="", made_at=now(), received_at=now())
    return stepped(made, (*made.steps, Step(status=chance.choice(("rejected", "no_answer", "interview")), on=day)))
