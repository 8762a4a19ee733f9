"""Reminders on or off for one browser."""

from backend.commands.write import Ground
from backend.domain import subscription as rules
from backend.domain.people import Person
from backend.domain.subscription import Subscription
from backend.store import subscriptions


async def subscribe(ground: Ground, subscription: Subscription, *, actor: Person, hosts: tuple[str, ...]) -> None:
    """Send this browser the person's reminders from now on. Raises Invalid."""
    tidy = rules.check(subscription, hosts=hosts)
    await subscriptions.keep(ground.db, tidy, person=actor.id, now=ground.clock())


async def unsubscribe(endpoint: str, *, actor: Person) -> None:
    """Send this browser nothing more."""
    await subscriptions.forget_of(endpoint, person=actor.id)
