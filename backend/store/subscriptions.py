"""Browsers that want reminders."""

import hashlib
from collections.abc import Collection, Iterable

import msgspec

from backend.domain.subscription import Subscription
from backend.store import tables
from backend.store.engine import Database
from backend.store.rows import one_of

_KEEP = """
    INSERT INTO subscription (id, person, endpoint, p256dh, auth, made_with, made_at)
    VALUES ({}, {}, {}, {}, {}, {}, {})
    ON CONFLICT (id) DO UPDATE SET
        person = excluded.person, p256dh = excluded.p256dh, auth = excluded.auth, made_with = excluded.made_with,
        made_at = CASE WHEN subscription.made_with = excluded.made_with
            THEN subscription.made_at ELSE excluded.made_at END"""


async def keep(db: Database, subscription: Subscription, *, person: str, now: int) -> None:
    """Note that this browser is this person's; the same browser of another person changes hands."""
    await db.run(
        _KEEP,
        _key(subscription.endpoint),
        person,
        subscription.endpoint,
        subscription.p256dh,
        subscription.auth,
        subscription.made_with,
        now,
    )


async def forget(db: Database, endpoints: Iterable[str]) -> None:
    """Their push services say that these browsers are gone."""
    keys = msgspec.json.encode([_key(each) for each in endpoints]).decode()
    await db.run(f"DELETE FROM subscription WHERE id IN {one_of(db.dialect)}", keys)  # noqa: S608 -- our own text


async def forget_of(endpoint: str, *, person: str) -> None:
    """This browser of this person's wants no more."""
    row = tables.Subscription
    await row.delete().where((row.id == _key(endpoint)) & (row.person == person))


async def of_people(db: Database, people: Collection[str]) -> dict[str, list[Subscription]]:
    """The browsers of all these people, by person, oldest first."""
    rows = await db.run(
        "SELECT person, endpoint, p256dh, auth, made_with, made_at FROM subscription "  # noqa: S608 -- our own text
        f"WHERE person IN {one_of(db.dialect)} ORDER BY made_at",
        msgspec.json.encode(sorted(people)).decode(),
    )
    found: dict[str, list[Subscription]] = {}
    for each in rows:
        found.setdefault(each.pop("person"), []).append(Subscription(**each))
    return found


async def by_key(db: Database) -> dict[str, int]:
    """How many browsers there are by the public key that their subscription was made with ("": nobody knows)."""
    rows = await db.run("SELECT made_with, count(*) AS many FROM subscription GROUP BY made_with")
    return {row["made_with"]: row["many"] for row in rows}


def _key(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()
