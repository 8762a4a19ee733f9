"""Says every little while that this process is there."""

import asyncio
from contextlib import suppress

import structlog

from backend.commands.write import Ground
from backend.store import workers
from backend.worker.pause import pause

SECONDS_BETWEEN = 20

log = structlog.get_logger()


class Pulse:
    """One for each worker process."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._id = ground.fresh_id()

    async def run(self, stop: asyncio.Event) -> None:
        """Say so until told to stop, and then that it is over; a fault is logged, and the next time comes."""
        while not stop.is_set():
            try:
                await self.beat()
            except Exception:
                log.exception("that this worker is there could not be noted")
            await pause(stop, SECONDS_BETWEEN)
        # A data base that is gone by then holds nothing up.
        with suppress(Exception):
            await self.leaves()

    async def beat(self) -> None:
        """Once."""
        await workers.here(self._ground.db, self._id, now=self._ground.clock())

    async def leaves(self) -> None:
        """It is over."""
        await workers.leaves(self._ground.db, self._id)
