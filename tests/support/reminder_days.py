"""The days of one meeting: Anne's reminders of it alone, a worker, a push service and her phone."""

from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import pytest

from backend.domain.delivery import Way
from backend.domain.meeting import MINUTE
from backend.notify.push import Push
from backend.notify.vapid import Keyring, Signer, new_key
from backend.store import subscriptions
from backend.store.engine import Database
from backend.worker.outgoing import Ways
from backend.worker.reminders import Reminders
from tests.support.people import Konkret
from tests.support.push_service import PushService, Receiver, push_service

HOUR = 60 * MINUTE
MEETING = ("meeting-week", "meeting-tomorrow", "meeting-soon")
ALL_BUT_MEETINGS = "DELETE FROM reminder WHERE citizen <> {} OR kind NOT IN ({}, {}, {})"


async def nobody(_people: Collection[str]) -> Mapping[str, Mapping[Way, str]]:
    """The address book of a deployment that has no way but push."""
    return {}


@dataclass
class Town:
    """Konkret with a worker and a push service, and Anne's phone subscribed."""

    konkret: Konkret
    worker: Reminders
    push: Push
    service: PushService
    phone: Receiver
    meeting_at: int

    @property
    def db(self) -> Database:
        """The town's."""
        return self.konkret.db

    async def fates(self) -> dict[str, str]:
        """{kind: state} of Anne's reminders."""
        anne = await self.konkret.id_of("Anne Holm")
        rows = await self.db.run("SELECT kind, state FROM reminder WHERE person = {}", anne)
        return {row["kind"]: row["state"] for row in rows}

    async def outcomes(self) -> list[str]:
        """What came of each attempt, in their order."""
        return [row["outcome"] for row in await self.db.run("SELECT outcome FROM delivery ORDER BY at, id")]

    def bodies(self) -> list[str]:
        """What Anne's phone was told."""
        return [self.phone.read(each)["body"] for each in self.service.taken]

    def with_push(self, push: Push) -> Reminders:
        """Another worker."""
        return Reminders(self.konkret.services.ground, Ways(push=push), addresses=nobody)


@pytest.fixture
async def town(konkret: Konkret) -> AsyncGenerator[Town]:
    """Everybody else's reminders are taken away, and those about other things: these are the days of one meeting."""
    async with _town(konkret) as made:
        yield made


@asynccontextmanager
async def _town(konkret: Konkret) -> AsyncGenerator[Town]:
    anne = await konkret.id_of("Anne Holm")
    await konkret.db.run(ALL_BUT_MEETINGS, anne, *MEETING)
    meeting = await konkret.db.run("SELECT starts_at FROM meeting WHERE citizen = {} AND state = 'booked'", anne)
    async with AsyncExitStack() as stack:
        service = await stack.enter_async_context(push_service())
        phone = Receiver(service.address, "anne")
        await subscriptions.keep(konkret.db, phone.subscription, person=anne, now=konkret.clock())
        push = Push(Keyring(Signer(new_key(), subject="mailto:drift@konkret.example")))
        await push.open()
        stack.push_async_callback(push.close)
        worker = Reminders(konkret.services.ground, Ways(push=push), addresses=nobody)
        yield Town(konkret, worker, push, service, phone, meeting[0]["starts_at"])
