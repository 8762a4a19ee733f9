"""Reminders that are due: claimed, checked once more, sent to every browser of the person, settled."""

import asyncio
import hashlib
from functools import partial

import structlog

from backend.commands.write import Ground, retried
from backend.domain.meeting import MINUTE
from backend.domain.reminder import still_holds, words
from backend.domain.subscription import Subscription
from backend.notify.push import Message, Outcome, Push
from backend.store import meetings, reminders, subscriptions
from backend.store.reminders import Claimed, Fate
from backend.worker.pause import pause

LEASE = 2 * MINUTE
MOST = 50
# Push services keep a message no longer, and some turn away one that asks them to.
LONGEST_KEPT = 28 * 24 * 60 * 60
SECONDS_BETWEEN = 5

log = structlog.get_logger()


class Reminders:
    """Sends what is due. Any number of these may run at once."""

    def __init__(self, ground: Ground, push: Push) -> None:
        self._ground = ground
        self._push = push

    async def run(self, stop: asyncio.Event) -> None:
        """Look every few seconds until told to stop; a fault is logged and the next look goes on."""
        while not stop.is_set():
            try:
                with self._ground.db.bound():
                    while not stop.is_set() and await self.deliver_due() == MOST:
                        pass
            except Exception:
                log.exception("reminders could not be delivered")
            await pause(stop, SECONDS_BETWEEN)

    async def deliver_due(self) -> int:
        """Settle what is due now, all of it side by side; answers how many were claimed."""
        claimed = await reminders.claim(self._ground.db, now=self._ground.clock(), lease=LEASE, most=MOST)
        # One after the other, a push service that hangs would outlast the lease, and the others be sent twice.
        await asyncio.gather(*(self._tried(each) for each in claimed))
        return len(claimed)

    async def _tried(self, claimed: Claimed) -> None:
        """One that cannot be delivered holds up no other: its lease runs out, and it is tried again."""
        try:
            await self._deliver(claimed)
        except Exception:
            log.exception("reminder not delivered", reminder=claimed.reminder.id)

    async def _deliver(self, claimed: Claimed) -> None:
        reminder = claimed.reminder
        now = self._ground.clock()
        meeting = await meetings.find(reminder.about)
        if not still_holds(reminder, meeting, now=now):
            fate: Fate | None = "too-late" if now >= reminder.pointless_at else "withdrawn"
        else:
            fate = await self._sent(claimed, now=now)
        if fate is not None:
            # Sent, and not known to be sent, it would be sent again.
            await retried(partial(reminders.settle, reminder, fate=fate, now=now))

    async def _sent(self, claimed: Claimed, *, now: int) -> Fate | None:
        """None: every push service failed, so the lease runs out and it is tried again."""
        reminder = claimed.reminder
        message = Message(title="Konkret", body=words(reminder, now=now), url="/", tag=reminder.about)
        ttl = min((reminder.pointless_at - now) // 1000, LONGEST_KEPT)
        outcomes = await send_to_all(self._push, claimed.citizen, message, ttl=ttl)
        if Outcome.TAKEN in outcomes:
            return "sent"
        if Outcome.FAILED in outcomes:
            log.warning("no push service took a reminder; it is tried again", reminder=reminder.id)
            return None
        return "unheard"


async def send_to_all(push: Push, person: str, message: Message, *, ttl: int) -> list[Outcome]:
    """Send to each of the person's browsers at once; those that are gone are forgotten. `ttl` in seconds."""
    topic = hashlib.sha256(message.tag.encode()).hexdigest()[:32]

    async def send(subscription: Subscription) -> Outcome:
        outcome = await push.send(subscription, message, ttl=ttl, topic=topic)
        if outcome is Outcome.GONE:
            await subscriptions.forget(subscription.endpoint)
        return outcome

    return await asyncio.gather(*(send(each) for each in await subscriptions.of(person)))
