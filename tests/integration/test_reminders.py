"""Anne is reminded of her meeting: sent when it is due, never when it no longer holds, never twice."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest

from backend.domain.delivery import Way
from backend.domain.meeting import DAY, MINUTE
from backend.domain.subscription import Subscription
from backend.notify.push import Push
from backend.notify.vapid import Keyring, Signer, new_key
from backend.notify.way import Answer, Notice
from backend.store import reminder_queue, subscriptions
from backend.store.engine import Database
from backend.store.reminder_queue import Claimed
from backend.worker import checking
from backend.worker import reminders as delivering
from backend.worker.outgoing import Ways
from backend.worker.reminders import LEASE, MOST, Reminders
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


async def test_a_week_a_day_and_two_hours_before_and_only_once(town: Town) -> None:
    clock = town.konkret.clock
    clock.now = town.meeting_at - 7 * DAY - 1
    assert await town.worker.deliver_due() == 0
    for before in (7 * DAY, DAY, 2 * HOUR):
        clock.now = town.meeting_at - before
        assert await town.worker.deliver_due() == 1
        assert await town.worker.deliver_due() == 0
    assert town.bodies() == [
        "Du har en aftale torsdag 3. december kl. 10.00",
        "Du har en aftale i morgen kl. 10.00",
        "Du har en aftale i dag kl. 10.00",
    ]
    assert await town.fates() == dict.fromkeys(MEETING, "sent")
    assert await town.outcomes() == ["taken"] * 3


async def test_the_push_service_hears_when_to_give_up_and_what_to_replace(town: Town) -> None:
    clock = town.konkret.clock
    for before in (DAY, 2 * HOUR):
        clock.now = town.meeting_at - before
        await town.worker.deliver_due()
    first, second = town.service.taken
    # The second takes the place of the first, so the first is pointless from then on.
    assert int(first.headers["ttl"]) == (DAY - 2 * HOUR) // 1000
    assert int(second.headers["ttl"]) == 2 * HOUR // 1000
    assert (first.headers["urgency"], second.headers["urgency"]) == ("normal", "high")
    assert first.headers["topic"] == second.headers["topic"]
    assert 0 < len(first.headers["topic"]) <= 32
    assert first.headers["content-encoding"] == "aes128gcm"


async def test_a_worker_that_slept_says_once_what_still_helps(town: Town) -> None:
    town.konkret.clock.now = town.meeting_at - HOUR
    assert await town.worker.deliver_due() == 3
    assert town.bodies() == ["Du har en aftale i dag kl. 10.00"]
    assert await town.fates() == {
        "meeting-week": "too-late",
        "meeting-tomorrow": "too-late",
        "meeting-soon": "sent",
    }


async def test_a_worker_that_slept_over_the_meeting_says_nothing(town: Town) -> None:
    town.konkret.clock.now = town.meeting_at
    assert await town.worker.deliver_due() == 3
    assert town.service.taken == []
    assert set((await town.fates()).values()) == {"too-late"}


async def test_a_meeting_that_no_longer_stands_is_not_told(town: Town) -> None:
    await town.db.run("UPDATE meeting SET state = 'cancelled' WHERE starts_at = {}", town.meeting_at)
    town.konkret.clock.now = town.meeting_at - DAY
    await town.worker.deliver_due()
    assert town.service.taken == []
    assert (await town.fates())["meeting-tomorrow"] == "withdrawn"


async def test_a_push_service_in_trouble_is_asked_again_later_and_later(town: Town) -> None:
    clock = town.konkret.clock
    clock.now = town.meeting_at - DAY
    town.service.answers = [503, 500]
    await _settle_week(town)
    assert await town.worker.deliver_due() == 1
    for wait in (30_000, 60_000):
        clock.now += wait - 1
        assert await town.worker.deliver_due() == 0
        clock.now += 1
        assert await town.worker.deliver_due() == 1
    assert len(town.service.taken) == 1
    assert await town.outcomes() == ["later", "later", "taken"]


async def test_a_push_service_says_itself_when_to_come_again(town: Town) -> None:
    clock = town.konkret.clock
    clock.now = town.meeting_at - DAY
    town.service.answers, town.service.retry_after = [429], "600"
    await _settle_week(town)
    await town.worker.deliver_due()
    clock.now += 10 * MINUTE - 1
    assert await town.worker.deliver_due() == 0
    clock.now += 1
    assert await town.worker.deliver_due() == 1
    assert len(town.service.taken) == 1


async def test_what_cannot_be_sent_in_time_is_noted_as_too_late(town: Town) -> None:
    clock = town.konkret.clock
    clock.now = town.meeting_at - 2 * HOUR
    town.service.answers = [503] * 200
    while clock.now < town.meeting_at:
        await town.worker.deliver_due()
        clock.now += MINUTE
    tried = len(await town.outcomes())
    town.service.answers = []
    assert await town.worker.deliver_due() == 1
    assert (await town.fates())["meeting-soon"] == "too-late"
    assert town.service.taken == []
    assert 8 < tried < 20


async def test_a_phone_that_is_gone_is_forgotten(town: Town) -> None:
    town.konkret.clock.now = town.meeting_at - DAY
    town.service.answers = [410]
    await town.worker.deliver_due()
    anne = await town.konkret.id_of("Anne Holm")
    assert await subscriptions.of_people(town.db, [anne]) == {}
    assert (await town.fates())["meeting-tomorrow"] == "unheard"
    assert await town.outcomes() == ["gone"]


async def test_no_message_follows_a_redirect(town: Town) -> None:
    town.konkret.clock.now = town.meeting_at - DAY
    town.service.answers = [307]
    await town.worker.deliver_due()
    assert town.service.taken == []
    assert (await town.fates())["meeting-tomorrow"] == "unheard"


async def test_a_worker_that_died_before_it_could_note_what_it_sent_is_told_from_one_that_did(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = town.konkret.clock
    clock.now = town.meeting_at - DAY

    async def killed(*_what: object) -> None:
        raise SystemExit

    monkeypatch.setattr(reminder_queue, "settle", killed)
    with pytest.raises(SystemExit):
        await town.worker.deliver_due()
    monkeypatch.undo()
    clock.now += LEASE
    await town.worker.deliver_due()
    # The push service replaces the first by the second, for they have the same topic; and the first can be counted.
    assert len({each.headers["topic"] for each in town.service.taken}) == 1
    assert await town.outcomes() == ["", "taken"]
    assert (await town.fates())["meeting-tomorrow"] == "sent"


async def test_what_was_sent_is_noted_though_others_were_in_the_way(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle, tried = reminder_queue.settle, list[int]()

    async def disturbed(db: Database, settled: Any) -> None:
        tried.append(len(settled))
        if len(tried) == 1:
            raise asyncpg.DeadlockDetectedError("made by a test")
        await settle(db, settled)

    monkeypatch.setattr(reminder_queue, "settle", disturbed)
    town.konkret.clock.now = town.meeting_at - 7 * DAY
    await town.worker.deliver_due()
    town.konkret.clock.now += LEASE
    await town.worker.deliver_due()
    assert (len(town.service.taken), tried) == (1, [1, 1])


class _Staged(Push):
    """Answers as the test says."""

    def __init__(self, answer: Callable[[], Awaitable[Answer]]) -> None:
        super().__init__(Keyring(Signer(new_key(), subject="mailto:drift@konkret.example")))
        self._answer = answer

    async def send(self, address: Subscription, notice: Notice, *, now: int) -> Answer:  # noqa: ARG002
        return await self._answer()


async def test_a_push_service_that_hangs_is_waited_for_beside_the_others(town: Town) -> None:
    await _tablet(town)
    both = asyncio.Barrier(2)

    async def when_both_are_under_way() -> Answer:
        await both.wait()
        return Answer(outcome="taken", host="push.example")

    town.konkret.clock.now = town.meeting_at - DAY
    async with asyncio.timeout(5):
        await town.with_push(_Staged(when_both_are_under_way)).deliver_due()
    assert (await town.fates())["meeting-tomorrow"] == "sent"


async def test_a_reminder_that_cannot_be_delivered_holds_up_no_other(town: Town) -> None:
    outcomes: list[Answer | Exception] = [RuntimeError("thought of by nobody"), Answer(outcome="taken", host="")]

    async def one_of_them() -> Answer:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    await _tablet(town)
    town.konkret.clock.now = town.meeting_at - DAY
    await town.with_push(_Staged(one_of_them)).deliver_due()
    assert sorted(await town.outcomes()) == ["later", "taken"]
    assert (await town.fates())["meeting-tomorrow"] == "sent"


async def test_a_reminder_that_cannot_be_made_sense_of_holds_up_no_other(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = checking.checked

    async def puzzled(db: Database, claimed: Sequence[Claimed], *, now: int) -> Any:
        if any(each.id == "to/bo" for each in claimed):
            raise RuntimeError("thought of by nobody")
        return await checked(db, claimed, now=now)

    monkeypatch.setattr(delivering, "checked", puzzled)
    await _to_bo_too(town, kind="meeting-tomorrow")
    town.konkret.clock.now = town.meeting_at - DAY
    await town.worker.deliver_due()
    assert len(town.service.taken) == 1
    states = await town.db.run("SELECT state FROM reminder WHERE kind = 'meeting-tomorrow' ORDER BY state")
    assert [row["state"] for row in states] == ["planned", "sent"]


async def test_a_kind_that_only_a_newer_version_knows_is_left_to_it(town: Town) -> None:
    await _to_bo_too(town, kind="hologram")
    town.konkret.clock.now = town.meeting_at - DAY
    await town.worker.deliver_due()
    assert len(town.service.taken) == 1
    assert await town.db.run("SELECT state FROM reminder WHERE kind = 'hologram'") == [{"state": "planned"}]
    async with town.konkret.signed_in("Karen Lund") as karen:
        anne = await town.konkret.id_of("Anne Holm")
        await karen.goes_to(f"/borgere/{anne}")
        await karen.sends(f"/borgere/{anne}/opgave", title="Lav en elevatortale", due="")
        assert karen.status == 200


async def _tablet(town: Town) -> None:
    """Anne has another browser."""
    tablet = Receiver(town.service.address, "tablet").subscription
    anne = await town.konkret.id_of("Anne Holm")
    await subscriptions.keep(town.db, tablet, person=anne, now=town.konkret.clock())


async def _to_bo_too(town: Town, *, kind: str) -> None:
    """Bo's phone is told of Anne's meeting by a row that no plan would make."""
    bo = await town.konkret.id_of("Bo Krogh")
    await town.db.run(
        "INSERT INTO reminder (id, person, citizen, kind, about, due_at, pointless_at, state, leased_until, attempts, "
        "settled_at) SELECT {}, {}, citizen, {}, about, due_at, pointless_at, state, 0, 0, 0 "
        "FROM reminder WHERE kind = 'meeting-tomorrow'",
        "to/bo",
        bo,
        kind,
    )
    phone = Receiver(town.service.address, "bo").subscription
    await subscriptions.keep(town.db, phone, person=bo, now=town.konkret.clock())


async def test_two_workers_share_the_work_and_none_is_sent_twice(town: Town) -> None:
    rival = town.with_push(town.push)
    town.konkret.clock.now = town.meeting_at - 2 * HOUR
    claimed = await asyncio.gather(*(each.deliver_due() for each in (town.worker, rival, town.worker, rival)))
    assert sum(claimed) == 3
    assert len(town.service.taken) == 1
    assert MOST > 3


async def test_a_service_that_cannot_be_reached_is_a_failure_and_no_more(town: Town) -> None:
    await town.db.run("UPDATE subscription SET endpoint = 'http://127.0.0.1:9/nobody'")
    town.konkret.clock.now = town.meeting_at - DAY
    await town.worker.deliver_due()
    assert (await town.fates())["meeting-tomorrow"] == "planned"
    assert await town.outcomes() == ["later"]


async def _settle_week(town: Town) -> None:
    await town.db.run("UPDATE reminder SET state = 'sent' WHERE kind = 'meeting-week'")
