"""Whom a push does not reach is reached by another way; whom it reached is left alone."""

from collections.abc import AsyncGenerator

import pytest

from backend.domain.delivery import Way
from backend.domain.meeting import MINUTE
from backend.domain.quiet_hours import HOUR
from backend.domain.time import instant
from backend.store import subscriptions
from tests.support.people import ORIGIN, Konkret
from tests.support.push_service import Receiver
from tests.support.reminded import Reminded, reminded_of

MAIL: dict[Way, str] = {"email": "anne@example.dk"}


@pytest.fixture
async def town(konkret: Konkret) -> AsyncGenerator[Reminded]:
    """Everybody's reminders are taken away but those of the day before Anne's meeting."""
    anne = await konkret.id_of("Anne Holm")
    await konkret.db.run("DELETE FROM reminder WHERE citizen <> {} OR kind <> 'meeting-tomorrow'", anne)
    async with reminded_of(konkret) as made:
        yield made


async def _eve(town: Reminded) -> int:
    """A day before Anne's meeting."""
    rows = await town.konkret.db.run("SELECT due_at FROM reminder WHERE kind = 'meeting-tomorrow'")
    return rows[0]["due_at"]


async def _deliveries(town: Reminded) -> list[tuple[str, str]]:
    rows = await town.konkret.db.run("SELECT way, outcome FROM delivery ORDER BY at, way DESC")
    return [(row["way"], row["outcome"]) for row in rows]


async def test_whoever_has_no_phone_is_written_to_at_once(town: Reminded) -> None:
    town.book[await town.konkret.id_of("Anne Holm")] = MAIL
    await town.works(await _eve(town))
    ((address, notice),) = town.mail.taken
    assert (address, notice.body) == ("anne@example.dk", "Du har en aftale i morgen kl. 10.00")
    assert notice.meeting is not None
    assert await _deliveries(town) == [("email", "taken")]
    assert await town.states("Anne Holm") == [("meeting-tomorrow", "sent")]


async def test_whose_phone_is_gone_is_written_to_at_once(town: Reminded) -> None:
    await town.has_phone("Anne Holm")
    town.service.answers = [410]
    town.book[await town.konkret.id_of("Anne Holm")] = MAIL
    await town.works(await _eve(town))
    assert await _deliveries(town) == [("push", "gone"), ("email", "taken")]


async def test_a_message_nobody_has_seen_is_followed_by_a_letter(town: Reminded) -> None:
    await town.has_phone("Anne Holm")
    town.book[await town.konkret.id_of("Anne Holm")] = MAIL
    eve = await _eve(town)
    await town.works(eve)
    assert await town.states("Anne Holm") == [("meeting-tomorrow", "told")]
    await town.works(eve + 2 * HOUR - 1)
    assert town.mail.taken == []
    await town.works(eve + 2 * HOUR)
    assert await _deliveries(town) == [("push", "taken"), ("email", "taken")]
    assert await town.states("Anne Holm") == [("meeting-tomorrow", "sent")]


async def test_a_message_that_was_seen_is_not(town: Reminded) -> None:
    await town.has_phone("Anne Holm")
    town.book[await town.konkret.id_of("Anne Holm")] = MAIL
    eve = await _eve(town)
    await town.works(eve)
    (message,) = town.payloads("Anne Holm")
    # The phone is signed out by now, which is no matter.
    async with town.konkret.visitor() as phone:
        for told, status in (
            ({"id": message["id"], "receipt": "guessed"}, 204),
            ({"id": message["id"]}, 400),
            ({"id": message["id"], "receipt": message["receipt"]}, 204),
        ):
            answer = await phone.http.post("/paamindelser/set", json=told, headers={"origin": ORIGIN})
            assert answer.status_code == status
            seen = await town.konkret.db.run("SELECT seen_at FROM delivery")
            assert (seen[0]["seen_at"] > 0) == (told.get("receipt") == message["receipt"])
    await town.works(eve + 2 * HOUR)
    assert town.mail.taken == []
    assert await town.states("Anne Holm") == [("meeting-tomorrow", "sent")]


async def test_what_was_opened_on_one_device_is_over_on_the_others(town: Reminded) -> None:
    await town.has_phone("Anne Holm")
    tablet = Receiver(town.service.address, "tablet")
    anne = await town.konkret.id_of("Anne Holm")
    await subscriptions.keep(town.konkret.db, tablet.subscription, person=anne, now=town.konkret.clock())
    eve = await _eve(town)
    await town.works(eve)
    (message,) = town.payloads("Anne Holm")
    other = tablet.read(next(each for each in town.service.taken if each.endpoint == tablet.subscription.endpoint))
    assert message["until"] == other["until"] > eve
    mine, others = ({"id": each["id"], "receipt": each["receipt"]} for each in (message, other))
    async with town.konkret.visitor() as anybody:

        async def over(*shown: dict[str, str]) -> list[str]:
            answer = await anybody.http.post("/paamindelser/vist", json={"shown": shown}, headers={"origin": ORIGIN})
            assert answer.status_code == 200
            return answer.json()["over"]

        async def tells(**told: object) -> None:
            answer = await anybody.http.post("/paamindelser/set", json=told, headers={"origin": ORIGIN})
            assert answer.status_code == 204

        await tells(**mine)
        assert await over(mine, others) == [], "that it was shown is not that it was opened"
        await tells(id=message["id"], receipt="guessed", opened=True)
        assert await over(mine, others) == []
        await tells(**mine, opened=True)
        assert sorted(await over(mine, others)) == sorted([mine["id"], others["id"]])
        assert await over(others | {"receipt": "guessed"}) == [], "who does not know the receipt learns nothing"


async def test_a_letter_that_cannot_be_taken_just_now_is_sent_again(town: Reminded) -> None:
    await town.has_phone("Anne Holm")
    town.book[await town.konkret.id_of("Anne Holm")] = MAIL
    eve = await _eve(town)
    town.mail.answers = ["later"]
    await town.works(eve)
    await town.works(eve + 2 * HOUR)
    await town.works(eve + 2 * HOUR + MINUTE)
    assert await _deliveries(town) == [("push", "taken"), ("email", "later"), ("email", "taken")]


async def test_what_costs_comes_last(town: Reminded) -> None:
    await town.has_phone("Anne Holm")
    town.book[await town.konkret.id_of("Anne Holm")] = {**MAIL, "sms": "+4512345678"}
    eve = await _eve(town)
    for hours in (0, 2, 4, 6):
        await town.works(eve + hours * HOUR)
    assert await _deliveries(town) == [("push", "taken"), ("email", "taken"), ("sms", "taken")]


async def test_no_letter_is_sent_of_what_no_longer_holds(town: Reminded) -> None:
    await town.has_phone("Anne Holm")
    town.book[await town.konkret.id_of("Anne Holm")] = MAIL
    eve = await _eve(town)
    await town.works(eve)
    await town.konkret.db.run("UPDATE meeting SET state = 'held' WHERE starts_at > {}", eve)
    await town.works(eve + 3 * HOUR)
    assert town.mail.taken == []
    assert await town.states("Anne Holm") == [("meeting-tomorrow", "sent")]


async def test_a_letter_waits_for_the_morning_too(town: Reminded) -> None:
    """Moved in the evening: the push at once, and the letter an hour later would come in quiet hours."""
    anne_id = await town.konkret.id_of("Anne Holm")
    town.book[anne_id] = MAIL
    await town.has_phone("Anne Holm")
    town.konkret.clock.now = instant("2026-11-25T20:45")
    async with town.konkret.signed_in("Karen Lund") as karen:
        await karen.goes_to(f"/borgere/{anne_id}")
        meeting = (
            await town.konkret.db.run("SELECT id FROM meeting WHERE citizen = {} AND state = 'booked'", anne_id)
        )[0]
        await karen.sends(f"/borgere/{anne_id}/moede/{meeting['id']}/flyt", starts_at="2026-12-10T13:00", why="Kursus")
    await town.works()
    assert town.told("Anne Holm") == ["Din aftale er ændret: torsdag 10. december kl. 13.00"]
    await town.works(instant("2026-11-26T07:59"))
    assert town.mail.taken == []
    await town.works(instant("2026-11-26T08:00"))
    assert [notice.kind for _, notice in town.mail.taken] == ["meeting-moved"]
