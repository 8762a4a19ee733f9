"""Anne is reminded of her meeting: planned when it is booked, sent when it is due, never when it no longer holds."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import asyncpg
import pytest

from backend.domain.meeting import DAY
from backend.domain.reminder import Reminder
from backend.notify.push import Message, Outcome, Push
from backend.notify.vapid import Signer, new_key
from backend.store import reminders, subscriptions
from backend.store.reminders import Fate
from backend.worker.reminders import LEASE, Reminders
from tests.support.people import Konkret
from tests.support.push_service import PushService, Receiver, push_service

HOUR = 60 * 60 * 1000


@dataclass
class Town:
    """Konkret with a worker and a push service, and Anne's phone subscribed."""

    konkret: Konkret
    worker: Reminders
    push: Push
    service: PushService
    phone: Receiver
    meeting_at: int

    async def fates(self) -> dict[str, str]:
        """{kind: state} of Anne's reminders."""
        anne = await self.konkret.id_of("Anne Holm")
        rows = await self.konkret.db.run("SELECT kind, state FROM reminder WHERE citizen = {}", anne)
        return {row["kind"]: row["state"] for row in rows}


@pytest.fixture
async def town(konkret: Konkret) -> AsyncGenerator[Town]:
    """Everybody else's reminders are taken away: these are Anne's days."""
    async with _town(konkret) as made:
        yield made


@asynccontextmanager
async def _town(konkret: Konkret) -> AsyncGenerator[Town]:
    anne = await konkret.id_of("Anne Holm")
    await konkret.db.run("DELETE FROM reminder WHERE citizen <> {}", anne)
    meeting = await konkret.db.run("SELECT starts_at FROM meeting WHERE citizen = {} AND state = 'booked'", anne)
    async with AsyncExitStack() as stack:
        service = await stack.enter_async_context(push_service())
        phone = Receiver(service.address, "anne")
        await subscriptions.keep(konkret.db, phone.subscription, person=anne, now=konkret.clock())
        push = Push(Signer(new_key(), subject="mailto:drift@konkret.example"))
        await push.open()
        stack.push_async_callback(push.close)
        worker = Reminders(konkret.services.ground, push)
        yield Town(konkret, worker, push, service, phone, meeting[0]["starts_at"])


async def test_a_day_and_two_hours_before_and_only_once(town: Town) -> None:
    clock = town.konkret.clock
    clock.now = town.meeting_at - DAY - 1
    assert await town.worker.deliver_due() == 0
    clock.now = town.meeting_at - DAY
    assert await town.worker.deliver_due() == 1
    assert await town.worker.deliver_due() == 0
    clock.now = town.meeting_at - 2 * HOUR
    assert await town.worker.deliver_due() == 1
    bodies = [town.phone.read(each)["body"] for each in town.service.taken]
    assert bodies == ["Du har en aftale i morgen kl. 10.00", "Du har en aftale i dag kl. 10.00"]
    assert await town.fates() == {"meeting-tomorrow": "sent", "meeting-soon": "sent"}


async def test_the_lock_screen_learns_nothing_and_the_push_service_when_to_give_up(town: Town) -> None:
    town.konkret.clock.now = town.meeting_at - DAY
    await town.worker.deliver_due()
    delivered = town.service.taken[0]
    text = str(town.phone.read(delivered))
    for word in ("Karen", "Anne", "Jobcenter", "dagpenge", "samtale"):
        assert word not in text
    assert int(delivered.headers["ttl"]) == DAY // 1000
    assert delivered.headers["urgency"] == "high"
    assert 0 < len(delivered.headers["topic"]) <= 32
    assert delivered.headers["content-encoding"] == "aes128gcm"


async def test_a_meeting_that_no_longer_stands_is_not_told(town: Town) -> None:
    await town.konkret.db.run("UPDATE meeting SET state = 'cancelled' WHERE starts_at = {}", town.meeting_at)
    town.konkret.clock.now = town.meeting_at - DAY
    await town.worker.deliver_due()
    assert town.service.taken == []
    assert (await town.fates())["meeting-tomorrow"] == "withdrawn"


async def test_a_worker_that_slept_over_the_meeting_says_nothing(town: Town) -> None:
    town.konkret.clock.now = town.meeting_at + 1
    assert await town.worker.deliver_due() == 2
    assert town.service.taken == []
    assert set((await town.fates()).values()) == {"too-late"}


async def test_a_push_service_in_trouble_is_asked_again_after_the_lease(town: Town) -> None:
    clock = town.konkret.clock
    clock.now = town.meeting_at - DAY
    town.service.answers = [503]
    assert await town.worker.deliver_due() == 1
    assert await town.worker.deliver_due() == 0
    clock.now += LEASE
    assert await town.worker.deliver_due() == 1
    assert len(town.service.taken) == 1


async def test_a_phone_that_is_gone_is_forgotten(town: Town) -> None:
    town.konkret.clock.now = town.meeting_at - DAY
    town.service.answers = [410]
    await town.worker.deliver_due()
    assert await subscriptions.of(await town.konkret.id_of("Anne Holm")) == []
    assert (await town.fates())["meeting-tomorrow"] == "unheard"


async def test_no_message_follows_a_redirect(town: Town) -> None:
    town.konkret.clock.now = town.meeting_at - DAY
    town.service.answers = [307]
    await town.worker.deliver_due()
    assert town.service.taken == []
    assert (await town.fates())["meeting-tomorrow"] == "planned"


async def test_a_meeting_made_at_short_notice_is_told_at_once(town: Town) -> None:
    clock = town.konkret.clock
    anne = await town.konkret.id_of("Anne Holm")
    async with town.konkret.signed_in("Karen Lund") as karen:
        await karen.goes_to(f"/borgere/{anne}")
        form = {"step": "A.3", "starts_at": "2026-11-25T10:00", "minutes": "30", "mode": "phone"}
        await karen.sends(f"/borgere/{anne}/moede", **form)
    assert clock() == 1_795_593_600_000, "nine in the morning"
    assert await town.worker.deliver_due() == 1
    assert town.phone.read(town.service.taken[0])["body"] == "Du har en aftale i dag kl. 10.00"


async def test_a_reminder_that_waits_for_a_worker_survives_another_booking(town: Town) -> None:
    anne = await town.konkret.id_of("Anne Holm")
    town.konkret.clock.now = town.meeting_at - DAY + 1
    async with town.konkret.signed_in("Karen Lund") as karen:
        await karen.goes_to(f"/borgere/{anne}")
        await karen.sends(f"/borgere/{anne}/moede", step="A.3", starts_at="2026-12-20T10:00", place="Lokale 2")
        assert karen.status == 200
    assert await town.worker.deliver_due() == 1
    assert town.phone.read(town.service.taken[0])["body"] == "Du har en aftale i morgen kl. 10.00"


class _Staged(Push):
    """Answers as the test says."""

    def __init__(self, answer: Callable[[], Awaitable[Outcome]]) -> None:
        super().__init__(Signer(new_key(), subject="mailto:drift@konkret.example"))
        self._answer = answer

    async def send(self, *_what: object, **_how: object) -> Outcome:
        return await self._answer()


async def test_a_push_service_that_hangs_is_waited_for_beside_the_others(town: Town) -> None:
    anne = await town.konkret.id_of("Anne Holm")
    tablet = Receiver(town.service.address, "tablet").subscription
    await subscriptions.keep(town.konkret.db, tablet, person=anne, now=town.konkret.clock())
    both = asyncio.Barrier(2)

    async def when_both_are_under_way() -> Outcome:
        await both.wait()
        return Outcome.TAKEN

    town.konkret.clock.now = town.meeting_at - DAY
    async with asyncio.timeout(5):
        await Reminders(town.konkret.services.ground, _Staged(when_both_are_under_way)).deliver_due()
    assert (await town.fates())["meeting-tomorrow"] == "sent"


async def test_a_reminder_that_cannot_be_delivered_holds_up_no_other(town: Town) -> None:
    outcomes: list[Outcome | Exception] = [RuntimeError("thought of by nobody"), Outcome.TAKEN]

    async def one_of_them() -> Outcome:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    town.konkret.clock.now = town.meeting_at - 2 * HOUR
    assert await Reminders(town.konkret.services.ground, _Staged(one_of_them)).deliver_due() == 2
    assert sorted((await town.fates()).values()) == ["planned", "sent"]


async def test_what_was_sent_is_noted_though_others_were_in_the_way(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle, tried = reminders.settle, list[Fate]()

    async def disturbed(reminder: Reminder, *, fate: Fate, now: int) -> None:
        tried.append(fate)
        if len(tried) == 1:
            raise asyncpg.DeadlockDetectedError("made by a test")
        await settle(reminder, fate=fate, now=now)

    monkeypatch.setattr(reminders, "settle", disturbed)
    town.konkret.clock.now = town.meeting_at - DAY
    await town.worker.deliver_due()
    town.konkret.clock.now += LEASE
    await town.worker.deliver_due()
    assert (len(town.service.taken), tried) == (1, ["sent", "sent"])


async def test_two_workers_share_the_work_and_none_is_sent_twice(town: Town) -> None:
    rival = Reminders(town.konkret.services.ground, town.push)
    town.konkret.clock.now = town.meeting_at - 2 * HOUR
    assert await town.worker.deliver_due() + await rival.deliver_due() == 2
    assert len(town.service.taken) == 2


async def test_a_browser_is_taken_only_at_a_known_push_service(town: Town) -> None:
    async with town.konkret.signed_in("Anne Holm") as anne:
        headers = {"x-konkret-token": await anne.token()}
        phone = Receiver("https://fcm.googleapis.com/fcm/send", "anne").subscription
        for endpoint, status in (
            (phone.endpoint, 204),
            ("http://fcm.googleapis.com/x", 422),
            ("https://fcm.googleapis.com.evil.example/x", 422),
            ("https://evil.example/fcm.googleapis.com", 422),
            ("https://evilnotify.windows.com/w", 422),
            ("https://169.254.169.254/latest", 422),
            ("https://fcm.googleapis.com@evil.example/", 422),
            ("https://[::1", 422),
            ("https://fcm.googleapis.com:22/x", 422),
            ("https://fcm.googleapis.com:99999/x", 422),
            ("https://db5.notify.windows.com/w/?token=x", 204),
        ):
            body = {"endpoint": endpoint, "keys": {"p256dh": phone.p256dh, "auth": phone.auth}}
            answer = await anne.http.post("/paamindelser", json=body, headers=headers)
            assert answer.status_code == status, endpoint
        bad = {"endpoint": phone.endpoint, "keys": {"p256dh": "x", "auth": "æ"}}
        assert (await anne.http.post("/paamindelser", json=bad, headers=headers)).status_code == 422
        off = await anne.http.post("/paamindelser/fra", json={"endpoint": phone.endpoint}, headers=headers)
        assert off.status_code == 204
        left = [each.endpoint for each in await subscriptions.of(await town.konkret.id_of("Anne Holm"))]
        assert phone.endpoint not in left


async def test_a_service_that_cannot_be_reached_is_a_failure_and_no_more(town: Town) -> None:
    gone = Receiver("http://127.0.0.1:9", "nobody").subscription
    message = Message(title="Konkret", body="x", url="/", tag="t")
    assert await town.push.send(gone, message, ttl=1, topic="t") is Outcome.FAILED
