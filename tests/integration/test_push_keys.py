"""Another key to sign push messages with: no phone is lost by it, and one whose key is taken away is not waited for."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from msgspec import structs
from structlog.testing import capture_logs

from backend.domain.delivery import Way
from backend.domain.meeting import MINUTE
from backend.notify.vapid import Keyring, Signer, new_key
from backend.store import subscriptions
from tests.support.people import Konkret
from tests.support.push_service import Receiver
from tests.support.reminded import Reminded, reminded_of

SUBJECT = "mailto:drift@konkret.example"
FIRST, SECOND, THIRD = (Signer(new_key(), subject=SUBJECT) for _ in range(3))
MAIL: dict[Way, str] = {"email": "anne@postkassen.example"}


@asynccontextmanager
async def town_with(konkret: Konkret, keys: Keyring) -> AsyncGenerator[Reminded]:
    """A worker with these keys, before the eves of a meeting of Anne's and of Bo's."""
    people = [await konkret.id_of(name) for name in ("Anne Holm", "Bo Krogh")]
    await konkret.db.run("DELETE FROM reminder WHERE person NOT IN ({}, {}) OR kind <> 'meeting-tomorrow'", *people)
    async with reminded_of(konkret, keys=keys) as made:
        yield made


async def _eve(town: Reminded, name: str) -> int:
    """When that person is to be told of the meeting tomorrow."""
    rows = await town.konkret.db.run("SELECT due_at FROM reminder WHERE person = {}", await town.konkret.id_of(name))
    return rows[0]["due_at"]


async def _bound(town: Reminded, name: str, signer: Signer, *, known: bool = True) -> None:
    """That person's phone was subscribed with that key."""
    phone = await town.has_phone(name, made_with=signer.public if known else "")
    town.service.bound[phone.subscription.endpoint] = signer.public


async def test_each_phone_is_told_under_the_key_that_it_was_subscribed_with(konkret: Konkret) -> None:
    async with town_with(konkret, Keyring(THIRD, (SECOND, FIRST))) as town:
        await _bound(town, "Anne Holm", FIRST)
        await _bound(town, "Bo Krogh", THIRD)
        for name in ("Bo Krogh", "Anne Holm"):
            await town.works(await _eve(town, name))
            assert len(town.told(name)) == 1, name
        assert town.service.turned_away == 0


@pytest.mark.parametrize(("signer", "tries"), [(FIRST, 0), (SECOND, 1), (THIRD, 2)])
async def test_where_nobody_knows_the_key_the_oldest_is_tried_first(
    konkret: Konkret, signer: Signer, tries: int
) -> None:
    async with town_with(konkret, Keyring(THIRD, (SECOND, FIRST))) as town:
        await _bound(town, "Anne Holm", signer, known=False)
        await town.works(await _eve(town, "Anne Holm"))
        assert town.told("Anne Holm") == ["Du har en aftale i morgen kl. 10.00"]
        assert town.service.turned_away == tries


async def test_a_phone_whose_key_was_taken_away_is_dropped_and_its_person_is_written_to(konkret: Konkret) -> None:
    later = Keyring(THIRD, since=konkret.clock() + 1)
    async with town_with(konkret, later) as town:
        town.book[await konkret.id_of("Anne Holm")] = MAIL
        await _bound(town, "Anne Holm", FIRST)
        with capture_logs() as logs:
            await town.works(await _eve(town, "Anne Holm"))
        assert [notice.kind for _, notice in town.mail.taken] == ["meeting-tomorrow"]
        assert [each["event"] for each in logs] == [
            "a subscription was dropped: the key that it was made with is taken away"
        ]
        assert await subscriptions.by_key(konkret.db) == {}
        assert (town.told("Anne Holm"), town.service.turned_away) == ([], 0)


async def test_a_worker_that_was_not_told_of_the_new_key_leaves_its_phones_to_the_others(konkret: Konkret) -> None:
    told = Keyring(SECOND, (FIRST,), since=konkret.clock())
    async with (
        town_with(konkret, Keyring(FIRST, since=konkret.clock())) as town,
        reminded_of(konkret, keys=told) as newer,
    ):
        await _bound(town, "Anne Holm", SECOND)
        eve = await _eve(town, "Anne Holm")
        await town.works(eve)
        assert await subscriptions.by_key(konkret.db) == {SECOND.public: 1}
        assert await town.states("Anne Holm") == [("meeting-tomorrow", "planned")]
        await newer.works(eve + MINUTE)
        assert town.told("Anne Holm") == ["Du har en aftale i morgen kl. 10.00"]


async def test_a_phone_tells_with_which_key_it_is_subscribed_and_again_when_that_is_another(konkret: Konkret) -> None:
    phone = Receiver("https://fcm.googleapis.com/fcm/send", "anne").subscription
    body = {"endpoint": phone.endpoint, "keys": {"p256dh": phone.p256dh, "auth": phone.auth}}
    async with konkret.signed_in("Anne Holm") as anne:
        headers = {"x-konkret-token": await anne.token()}
        offered = (await anne.http.get("/session")).json()["vapid_key"]
        assert offered == konkret.services.vapid_key
        for made_with, status, kept in (
            (FIRST.public, 204, FIRST.public),
            ("x", 422, FIRST.public),
            ("æ" * 87, 422, FIRST.public),
            (f"{SECOND.public}=", 204, SECOND.public),
        ):
            konkret.clock.now += 1000
            answer = await anne.http.post("/paamindelser", json=body | {"made_with": made_with}, headers=headers)
            assert answer.status_code == status, made_with
            assert await subscriptions.by_key(konkret.db) == {kept: 1}
        since = konkret.clock()
        konkret.clock.now += 1000
        await anne.http.post("/paamindelser", json=body | {"made_with": SECOND.public}, headers=headers)
        person = await konkret.id_of("Anne Holm")
        stands = (await subscriptions.of_people(konkret.db, [person]))[person]
        assert stands == [structs.replace(phone, made_with=SECOND.public, made_at=since)], "as old as its key"
        # A service worker whose browser made the subscription anew does not know the key.
        assert (await anne.http.post("/paamindelser", json=body, headers=headers)).status_code == 204
        assert await subscriptions.by_key(konkret.db) == {"": 1}
