"""Reminders on or off for one browser."""

from backend.commands.write import Ground
from backend.domain import subscription as rules
from backend.domain.people import Person
from backend.domain.subscription import Subscription
from backend.store import reminder_queue, subscriptions


async def subscribe(ground: Ground, subscription: Subscription, *, actor: Person, hosts: tuple[str, ...]) -> None:
    """Send this browser the person's reminders from now on, and what nothing could tell them so far. Raises Invalid."""
    tidy = rules.check(subscription, hosts=hosts)
    now = ground.clock()
    await subscriptions.keep(ground.db, tidy, person=actor.id, now=now)
    await reminder_queue.take_up(ground.db, actor.id, now=now)


async def unsubscribe(endpoint: str, *, actor: Person) -> None:
    """Send this browser nothing more."""
    await subscriptions.forget_of(endpoint, person=actor.id)
