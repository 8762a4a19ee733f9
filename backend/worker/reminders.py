"""Reminders that are due: claimed, checked once more, sent by the way whose turn it is, and settled.

What is promised. A reminder is claimed by one worker for the length of a lease. The attempt is noted before it is sent,
and after, what came of it: a worker that dies in between leaves an attempt of which nobody knows whether it was made,
and the next worker tries again. A push service puts the second in the place of the first as long as that has not been
shown (Topic), and a browser that has shown it shows it in the same place (tag). Other ways may then say it twice; each
such attempt can be counted, for it has no outcome. No reminder is given up before it is pointless; none is sent after.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from functools import partial

import structlog

from backend.commands.write import Ground, retried
from backend.domain.delivery import Way
from backend.domain.meeting import MINUTE
from backend.domain.reminder import OF_MANY
from backend.store import reminder_queue as queue
from backend.store import reminders, subscriptions
from backend.store.reminder_queue import Claimed
from backend.worker.checking import checked, next_ones
from backend.worker.outgoing import Reachable, Ways
from backend.worker.pause import pause
from backend.worker.turn import Turn

LEASE = 2 * MINUTE
MOST = 100
SECONDS_BETWEEN = 5

AddressBook = Callable[[Collection[str]], Awaitable[Mapping[str, Mapping[Way, str]]]]
"""Finds, for people, the address for each way but push by which they want to be reached."""

log = structlog.get_logger()


class Reminders:
    """Sends what is due. Any number of these may run at once."""

    def __init__(self, ground: Ground, ways: Ways, *, addresses: AddressBook) -> None:
        self._ground = ground
        self._ways = ways
        self._addresses = addresses

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
        claimed = await queue.claim(self._ground.db, now=self._ground.clock(), lease=LEASE, most=MOST)
        if claimed:
            turns = await self._turns(claimed)
            await self._send(turns)
            # Sent, and not known to be sent, it would be sent again.
            await retried(partial(self._note, turns))
        return len(claimed)

    async def _turns(self, claimed: Sequence[Claimed]) -> list[Turn]:
        """One for each; where one of them cannot be made sense of, it holds up no other: its lease runs out."""
        try:
            return await self._looked_at(claimed)
        except Exception:
            if len(claimed) > 1:
                return [turn for each in claimed for turn in await self._turns([each])]
            log.exception("a reminder could not be checked", reminder=claimed[0].id)
            return []

    async def _looked_at(self, claimed: Sequence[Claimed]) -> list[Turn]:
        db, now = self._ground.db, self._ground.clock()
        holding = await checked(db, claimed, now=now)
        earlier = await queue.deliveries(db, [each.id for each in claimed if each.attempts > 1])
        reachable = await self._reachable({each.person for each in claimed if each.id in holding})
        turns = [
            Turn(
                claimed=each,
                told=holding.get(each.id),
                reachable=reachable.get(each.person, Reachable()),
                earlier=earlier.get(each.id, ()),
                now=now,
            )
            for each in claimed
        ]
        for turn in turns:
            turn.decide(self._ways, fresh_id=self._ground.fresh_id)
        return turns

    async def _reachable(self, people: Collection[str]) -> dict[str, Reachable]:
        browsers = await subscriptions.of_people(self._ground.db, people)
        others = await self._addresses(people)
        return {each: Reachable(browsers=browsers.get(each, ()), others=others.get(each, {})) for each in people}

    async def _send(self, turns: Sequence[Turn]) -> None:
        leaving = [each for turn in turns for each in turn.outgoing]
        if not leaving:
            return
        await queue.begin(self._ground.db, [each.attempt for each in leaving])
        # One after the other, a push service that hangs would outlast the lease, and the others be sent twice.
        answers = await asyncio.gather(*(self._ways.send(each, now=each.attempt.at) for each in leaving))
        told = {each.attempt.id: answer for each, answer in zip(leaving, answers, strict=True)}
        for turn in turns:
            turn.conclude(told, self._ways)

    async def _note(self, turns: Sequence[Turn]) -> None:
        db, now = self._ground.db, self._ground.clock()
        made = [each for turn in turns for each in turn.made]
        gone = [endpoint for turn in turns for endpoint in turn.gone]
        over = [turn for turn in turns if turn.claimed.kind in OF_MANY and turn.is_over]
        following = await next_ones(db, ((turn.claimed, turn.told is not None) for turn in over), now=now)
        async with db.transaction():
            await queue.settle(db, [(turn.claimed, turn.settled) for turn in turns if turn.settled])
            if made:
                await queue.end(db, made)
            if gone:
                await subscriptions.forget(db, gone)
            await reminders.add(db, following)
