"""Anne is reminded of her meeting: sent when it is due, never when it no longer holds, never twice."""

from backend.domain.meeting import DAY, MINUTE
from backend.store import subscriptions
from tests.support.reminder_days import HOUR, MEETING, Town, town

__all__ = ["town"]


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


async def test_a_service_that_cannot_be_reached_is_a_failure_and_no_more(town: Town) -> None:
    await town.db.run("UPDATE subscription SET endpoint = 'http://127.0.0.1:9/nobody'")
    town.konkret.clock.now = town.meeting_at - DAY
    await town.worker.deliver_due()
    assert (await town.fates())["meeting-tomorrow"] == "planned"
    assert await town.outcomes() == ["later"]


async def _settle_week(town: Town) -> None:
    await town.db.run("UPDATE reminder SET state = 'sent' WHERE kind = 'meeting-week'")
