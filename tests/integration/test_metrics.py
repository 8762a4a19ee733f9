"""What a monitor is told: how the queue does and what came of it, to whoever knows the token, and of nobody by name."""

from collections.abc import AsyncGenerator, Mapping

import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from backend.config import Settings
from backend.domain.meeting import MINUTE
from backend.domain.quiet_hours import HOUR
from backend.store import operation, reminder_queue
from backend.store.engine import Database
from backend.worker.housekeeping import Housekeeping
from backend.worker.pulse import Pulse
from tests.support.people import Browser, Konkret, konkret_on
from tests.support.reminded import Reminded, reminded_of

TOKEN = "only-the-monitor-of-these-tests-knows-it"
MONITOR = {"authorization": f"Bearer {TOKEN}"}
Samples = Mapping[str, float]


@pytest.fixture
async def watched(database: Database, settings: Settings) -> AsyncGenerator[Konkret]:
    """A deployment with a monitor."""
    async with konkret_on(database, settings, metrics_token=SecretStr(TOKEN)) as konkret:
        yield konkret


async def _told(browser: Browser) -> dict[str, float]:
    """Every sample of the data base's, by its name and the values of its labels."""
    answer = await browser.http.get("/metrics", headers=MONITOR)
    assert answer.status_code == 200
    return {
        " ".join((sample.name.removeprefix("konkret_"), *sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
        if sample.name.startswith("konkret_") and sample.name != "konkret_open_pages"
    }


def _counted(samples: Samples, name: str) -> dict[str, float]:
    """Those of that name that are not 0, by their labels."""
    return {each.removeprefix(f"{name} "): value for each, value in samples.items() if each.startswith(name) and value}


async def _day(town: Reminded) -> int:
    """When Anne, Bo, Camilla and Dan are to be told something: nobody else is. Dan's was pointless an hour before."""
    konkret = town.konkret
    people = [await konkret.id_of(name) for name in ("Anne Holm", "Bo Krogh", "Camilla Bech", "Dan Østergaard")]
    await konkret.db.run("DELETE FROM reminder WHERE kind <> 'meeting-tomorrow' OR person <> {}", people[0])
    (eve,) = await konkret.db.run("SELECT due_at, pointless_at FROM reminder")
    await town.has_phone("Anne Holm")
    for number, person in enumerate(people[1:]):
        pointless_at = eve["due_at"] - HOUR if number == 2 else eve["pointless_at"]
        await konkret.db.run(
            "INSERT INTO reminder (id, person, citizen, kind, about, due_at, pointless_at, state, leased_until, "
            "attempts, settled_at) VALUES ({}, {}, {}, 'given', '', {}, {}, 'planned', 0, 0, 0)",
            f"r-{number}", person, person, eve["due_at"] - 2 * HOUR, pointless_at,
        )  # fmt: skip
    return eve["due_at"]


async def test_the_queue_its_lag_and_what_came_of_it_are_told_and_by_every_process_the_same(
    watched: Konkret, database: Database, settings: Settings
) -> None:
    async with (
        konkret_on(database, settings, metrics_token=SecretStr(TOKEN)) as second,
        watched.visitor() as one,
        second.visitor() as other,
        reminded_of(watched) as town,
    ):
        watched.clock.now = second.clock.now = now = await _day(town)
        samples = await _told(one)
        assert _counted(samples, "reminders_due") == {"waiting": 4}
        assert samples["reminders_lag_seconds"] == 2 * 60 * 60
        await reminder_queue.claim(database, now=now, lease=MINUTE, most=3)
        samples = await _told(one)
        assert _counted(samples, "reminders_due") == {"waiting": 1, "held": 3}
        assert samples["reminders_lag_seconds"] == 0
        watched.clock.now = second.clock.now = now + MINUTE
        await town.works()
        (delivery,) = await database.run("SELECT id, receipt FROM delivery")
        await reminder_queue.seen(database, delivery["id"], receipt=delivery["receipt"], now=now + MINUTE)
        await town.works(now + 3 * HOUR)
        watched.clock.now = second.clock.now = now + HOUR
        samples = await _told(one)
        assert _counted(samples, "reminders_due") == {}
        assert _counted(samples, "deliveries_last_hour") == {"taken other push": 1}
        assert _counted(samples, "deliveries_seen_last_hour") == {"other push": 1}
        assert _counted(samples, "reminders_settled_last_hour") == {
            "given too-late": 1,
            "meeting-tomorrow sent": 1,
        }
        assert await _told(other) == samples


async def test_only_whoever_knows_the_token_is_told_and_where_there_is_none_there_is_no_such_page(
    watched: Konkret,
) -> None:
    async with watched.visitor() as browser, watched.signed_in("Karen Lund") as karen:
        for given in ("", "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", TOKEN, "Bearer æ"):
            headers = {b"authorization": given.encode()}
            answer = await browser.http.get("/metrics", headers=headers)
            assert (answer.status_code, "konkret_" in answer.text) == (401, False), given
            assert answer.headers["www-authenticate"] == "Bearer"
        assert (await karen.http.get("/metrics")).status_code == 401
        by_address = await browser.http.get("/metrics", headers=MONITOR | {"host": "10.0.0.5:8000"})
        assert by_address.status_code == 200
        assert by_address.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    closed = watched.services.settings.model_copy(update={"metrics_token": SecretStr("")})
    object.__setattr__(watched.services, "settings", closed)
    async with watched.visitor() as browser:
        for headers in (MONITOR, {"authorization": "Bearer "}, {"authorization": "Bearer"}, {}):
            assert (await browser.http.get("/metrics", headers=headers)).status_code == 404


async def test_no_label_is_a_person_and_what_nobody_knows_by_name_is_called_other(watched: Konkret) -> None:
    db, now = watched.db, watched.clock()
    anne = await watched.id_of("Anne Holm")
    await db.run("UPDATE reminder SET state = 'sent', settled_at = {}, kind = 'newer' WHERE person = {}", now, anne)
    await db.run("UPDATE reminder SET state = 'unheard', settled_at = {} WHERE kind = 'given'", now)
    (about,) = await db.run("SELECT id FROM reminder WHERE person = {} LIMIT 1", anne)
    hosts = (
        "db5.notify.windows.com",
        "wns2-by3p.notify.windows.com",
        "fcm.googleapis.com",
        "evil.example",
        "",
        "[::1]:8",
    )
    for number, (way, host) in enumerate([*(("push", host) for host in hosts), ("email", "mail.fjordby.example")]):
        await db.run(
            "INSERT INTO delivery (id, reminder, person, way, host, at, outcome, seen_at, receipt) "
            "VALUES ({}, {}, {}, {}, {}, {}, '', 0, '')",
            f"d-{number}", about["id"], anne, way, host, now,
        )  # fmt: skip
    async with watched.visitor() as browser:
        samples = await _told(browser)
        text = (await browser.http.get("/metrics", headers=MONITOR)).text
    assert _counted(samples, "deliveries_last_hour") == {
        "unknown notify.windows.com push": 2,
        "unknown fcm.googleapis.com push": 1,
        "unknown other push": 3,
        "unknown  email": 1,
    }
    assert set(_counted(samples, "reminders_settled_last_hour")) == {"given unheard", "other sent"}
    for person in await db.run("SELECT id, name FROM person"):
        assert person["id"] not in text
        assert person["name"] not in text
    assert len(samples) < 200


async def test_workers_are_counted_until_they_end_or_have_said_nothing_for_a_minute(watched: Konkret) -> None:
    first, second = (Pulse(watched.services.ground) for _ in range(2))
    async with watched.visitor() as browser:
        assert (await _told(browser))["workers"] == 0
        for each in (first, second, first):
            await each.beat()
        assert (await _told(browser))["workers"] == 2
        watched.clock.now += MINUTE
        await second.beat()
        assert (await _told(browser))["workers"] == 1
        await second.leaves()
        assert (await _told(browser))["workers"] == 0


async def test_how_long_ago_the_housekeeping_was_done_is_told(watched: Konkret) -> None:
    services = watched.services
    async with watched.visitor() as browser:
        assert (await _told(browser))["housekeeping_age_seconds"] == float("inf")
        await Housekeeping(services.ground, services.files, tombstone_days=180, log_days=400).tidy()
        watched.clock.now += MINUTE
        assert (await _told(browser))["housekeeping_age_seconds"] == 60


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_what_is_counted_is_found_by_an_index_however_much_there_is(database: Database) -> None:
    said: list[str] = []
    database.listener = said.append
    await operation.standing(database, now=1)
    await operation.lately(database, since=1)
    database.listener = None
    for statement in said:
        plan = " ".join(
            row["detail"] for row in await database.run(f"EXPLAIN QUERY PLAN {statement.replace('?', '1')}")
        )
        for table in ("reminder", "delivery"):
            assert f"SCAN {table}" not in plan, plan
