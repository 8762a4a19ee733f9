"""What every sync engine is measured with: one citizen's long joblog, the same to the byte each time.

2,000 records of 398 bytes as JSON, shaped like the demo town's, and a new note for every tenth.
"""

import datetime as dt
import random
from functools import cache

import msgspec
from msgspec import Struct

from backend.demo.words import JOBS, NOTES, OWN, REASONS
from backend.domain.ids import new_id
from backend.domain.joblog import CHANNELS

ROWS = 2_000
CHANGES = 200
BEGUN = 1_750_000_000_000
HOUR = 3_600_000
WORDS = " ".join([*NOTES, *REASONS, *(why for *_, why in JOBS)]).lower().replace(".", "").replace(",", "").split()


class Kept(Struct, frozen=True, kw_only=True):
    """One record, as all of them are measured with it whatever else an entry of the joblog may have."""

    id: str
    version: int
    job: str
    title: str
    employer: str
    place: str
    link: str
    applied_on: str
    channel: str
    note: str
    made_at: int
    received_at: int


@cache
def rows() -> tuple[Kept, ...]:
    """The records, oldest first, each in a version of its own."""
    chance = random.Random(398)  # noqa: S311 - the same each time
    places = [*(job[:3] for job in JOBS), *OWN]
    return tuple(_row(chance, version, chance.choice(places)) for version in range(1, ROWS + 1))


def changes() -> list[tuple[str, str]]:
    """Ids, and what their notes become."""
    return [
        (row.id, f"Ringede igen uge {at % 52 + 1}: {row.note}") for at, row in enumerate(rows()[:: ROWS // CHANGES])
    ]


def as_json() -> bytes:
    """The records as a list of objects."""
    return msgspec.json.encode(rows())


def _row(chance: random.Random, version: int, place: tuple[str, str, str]) -> Kept:
    made_at = BEGUN + version * 5 * HOUR + chance.randrange(4 * HOUR)
    title, employer, town = place
    return Kept(
        id=new_id(made_at, chance.randbytes(10)),
        version=version,
        job=new_id(made_at - chance.randrange(100 * HOUR), chance.randbytes(10)) if version % 2 else "",
        title=title,
        employer=employer,
        place=town,
        link=f"https://job.example/opslag/{chance.randrange(10**7)}",
        applied_on=dt.datetime.fromtimestamp(made_at / 1000, dt.UTC).date().isoformat(),
        channel=chance.choice(CHANNELS),
        note=" ".join(chance.choice(WORDS) for _ in range(chance.randrange(16, 23))),
        made_at=made_at,
        received_at=made_at + chance.randrange(60_000),
    )
