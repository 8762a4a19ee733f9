"""What has been kept for long enough is thrown away: tombstones, what phones sent, old sessions, files of nobody.

What old rows lack is filled in.
"""

import asyncio
from collections.abc import Awaitable, Iterable

import structlog

from backend.commands.write import Ground
from backend.domain.meeting import DAY
from backend.store import attachments, deployment, forgetting, sessions
from backend.store.files import Files
from backend.worker.enclosed import make_known
from backend.worker.pause import pause

SECONDS_BETWEEN = 6 * 60 * 60

log = structlog.get_logger()


class Housekeeping:
    """Tidies up now and then. Several may do so at once: each record is locked meanwhile."""

    def __init__(self, ground: Ground, files: Files, *, tombstone_days: int, log_days: int) -> None:
        self._ground = ground
        self._files = files
        self._tombstones = tombstone_days * DAY
        self._log = log_days * DAY

    async def run(self, stop: asyncio.Event) -> None:
        """Tidy up every few hours until told to stop; a fault is logged, and the next time comes."""
        while not stop.is_set():
            try:
                await self.tidy()
            except Exception:
                log.exception("what is old could not be thrown away")
            await pause(stop, SECONDS_BETWEEN)

    async def tidy(self) -> None:
        """Throw away what is old now, and make some old files known."""
        db, now = self._ground.db, self._ground.clock()
        with db.bound():
            before = now - self._tombstones
            citizens = await forgetting.with_old_tombstones(db, before=before)
            await _each(forgetting.drop_tombstones(db, citizen, before=before) for citizen in citizens)
            before = now - self._log
            await _each(
                forgetting.drop_log(db, old, before=before) for old in await forgetting.old_logs(db, before=before)
            )
            await sessions.drop_expired(db, now=now)
            # A younger file may be one whose row is just being written.
            old = await self._files.older_than(now - DAY)
            await self._files.sweep(await attachments.without_row(old))
            await make_known(self._ground, self._files)
            await deployment.note_tidied(db, now=now)


async def _each(works: Iterable[Awaitable[None]]) -> None:
    """One after the other, so that people hardly notice; one that fails holds up no other."""
    for work in works:
        try:
            await work
        except Exception:
            log.exception("something old could not be thrown away")
