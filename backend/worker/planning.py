"""Plans reminders of records that ask for it: those from before there were any, and those that go on and on."""

import asyncio

import structlog

from backend.commands.write import Ground, retried
from backend.store import reminders
from backend.worker.pause import pause

SECONDS_BETWEEN = 5
# A tenth of a second: so long may a phone wait that writes into one of them.
MOST = 200

log = structlog.get_logger()


class Planning:
    """Keeps the plan going. Any number of these may run at once."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def run(self, stop: asyncio.Event) -> None:
        """Look every few seconds until told to stop; a fault is logged and the next look goes on."""
        while not stop.is_set():
            try:
                with self._ground.db.bound():
                    while not stop.is_set() and await self.plan_stale() == MOST:
                        pass
            except Exception:
                log.exception("reminders could not be planned")
            await pause(stop, SECONDS_BETWEEN)

    async def plan_stale(self) -> int:
        """Plan for some of the records; answers how many."""
        planned: list[int] = []

        async def once() -> None:
            planned.append(await reminders.plan_stale(self._ground.db, now=self._ground.clock(), most=MOST))

        await retried(once)
        return planned[-1]
