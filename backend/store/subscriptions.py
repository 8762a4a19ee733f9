"""Browsers that want reminders."""

import hashlib

from backend.domain.subscription import Subscription
from backend.store import tables
from backend.store.engine import Database


async def keep(db: Database, subscription: Subscription, *, person: str, now: int) -> None:
    """Note that this browser is this person's; the same browser of another person changes hands."""
    await db.run(
        "INSERT INTO subscription (id, person, endpoint, p256dh, auth, made_at) VALUES ({}, {}, {}, {}, {}, {}) "
        "ON CONFLICT (id) DO UPDATE SET person = excluded.person, p256dh = excluded.p256dh, auth = excluded.auth",
        _key(subscription.endpoint),
        person,
        subscription.endpoint,
        subscription.p256dh,
        subscription.auth,
        now,
    )


async def forget(endpoint: str) -> None:
    """The browser wants no more, or its push service says that it is gone."""
    await tables.Subscription.delete().where(tables.Subscription.id == _key(endpoint))


async def forget_of(endpoint: str, *, person: str) -> None:
    """The same, when it is this person's."""
    row = tables.Subscription
    await row.delete().where((row.id == _key(endpoint)) & (row.person == person))


async def of(person: str) -> list[Subscription]:
    """The person's browsers, oldest first."""
    row = tables.Subscription
    found = await row.select(row.endpoint, row.p256dh, row.auth).where(row.person == person).order_by(row.made_at)
    return [Subscription(**each) for each in found]


def _key(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()
