"""What was kept for phones is thrown away in time, and no phone ends up with another record than the server's."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest

from backend.clock import fresh_id
from backend.domain.meeting import DAY
from backend.worker.housekeeping import Housekeeping
from tests.support.people import Browser, Konkret
from tests.support.sync_web import Line

TOMBSTONE_DAYS = 180
LOG_DAYS = 400


@dataclass
class House:
    """Anne's two phones, and the housekeeping."""

    konkret: Konkret
    anne: Browser
    phone: Line
    tablet: Line
    housekeeping: Housekeeping

    async def after(self, days: int) -> None:
        """So many days go by, then the housekeeping comes."""
        self.konkret.clock.now += days * DAY
        await self.housekeeping.tidy()

    async def count(self, table: str) -> int:
        """How many rows there are."""
        return (await self.konkret.db.run(f"SELECT count(*) AS rows FROM {table}"))[0]["rows"]  # noqa: S608

    async def adds(self, line: Line, title: str) -> str:
        """Anne writes an entry on that device; its id."""
        entry = fresh_id()
        fields = {"employer": "Kajens Folk", "place": "", "link": "", "channel": "posted", "note": "", "title": title}
        verdict = await line.does("joblog.add", id=entry, applied_on="2026-11-24", **fields)
        assert verdict["state"] == "accepted"
        return entry


@pytest.fixture
async def house(konkret: Konkret) -> AsyncGenerator[House]:
    """Sessions outlast the story, since nothing of it is about them."""
    async with AsyncExitStack() as stack:
        anne = await stack.enter_async_context(konkret.signed_in("Anne Holm"))
        await konkret.db.run("UPDATE session SET expires_at = {}", konkret.clock.now + 10_000 * DAY)
        housekeeping = Housekeeping(
            konkret.services.ground, konkret.services.files, tombstone_days=TOMBSTONE_DAYS, log_days=LOG_DAYS
        )
        yield House(konkret, anne, await Line.of(anne), await Line.of(anne), housekeeping)


async def test_a_phone_that_was_away_too_long_gets_a_fresh_record_without_what_was_deleted(house: House) -> None:
    entry = await house.adds(house.phone, "Kranfører")
    await house.tablet.sync()
    await house.phone.does("joblog.remove", id=entry)
    await house.after(TOMBSTONE_DAYS - 1)
    assert await house.count("tombstone") == 1
    await house.after(2)
    assert await house.count("tombstone") == 0
    await house.tablet.sync()
    assert entry not in house.tablet.phone.rows["joblog"]
    assert house.tablet.phone.rows == house.phone.phone.rows
    assert house.tablet.phone.mismatches == 0


async def test_a_younger_deletion_is_still_told(house: House) -> None:
    old, young = [await house.adds(house.phone, title) for title in ("Kranfører", "Truckfører")]
    await house.phone.does("joblog.remove", id=old)
    house.konkret.clock.now += TOMBSTONE_DAYS * DAY // 2
    await house.tablet.sync()
    await house.phone.does("joblog.remove", id=young)
    await house.after(TOMBSTONE_DAYS // 2 + 1)
    assert await house.count("tombstone") == 1
    answer = (await house.tablet.post(house.tablet.phone.send().body)).json()
    assert "reset" not in answer
    assert [row for row, _ in answer["deleted"]["joblog"]] == [young]


async def test_what_a_phone_sent_is_forgotten_and_its_numbers_go_on(house: House) -> None:
    await house.adds(house.phone, "Kranfører")
    house.konkret.clock.now += LOG_DAYS * DAY // 2
    await house.adds(house.phone, "Truckfører")
    assert await house.count("mutation") == 2
    await house.after(LOG_DAYS // 2 + 1)
    assert await house.count("mutation") == 1
    await house.adds(house.phone, "Lagermedarbejder")
    assert house.phone.phone.acknowledged == 3


async def test_a_phone_that_comes_back_later_goes_on_with_its_numbers_and_may_forget(house: House) -> None:
    await house.adds(house.phone, "Kranfører")
    phone = house.phone.phone
    assert phone.outbox
    await house.after(LOG_DAYS + 1)
    assert await house.count("mutation") == 0
    await house.phone.sync()
    assert (phone.acknowledged, phone.outbox) == (1, {})
    device = phone.device
    await house.adds(house.phone, "Truckfører")
    assert (phone.acknowledged, phone.device) == (2, device)


async def test_what_is_sent_again_after_its_log_is_gone_is_not_done_again(house: House) -> None:
    entry = await house.adds(house.phone, "Kranfører")
    await house.tablet.sync()
    mend = {"id": entry, "changed": {"note": "fra bussen"}, "based_on": 1}
    house.phone.phone.save("joblog.edit", mend, at=1)
    await house.phone.post(house.phone.phone.send().body)
    newer = {"note": "fra toget"}
    await house.tablet.does("joblog.edit", id=entry, changed=newer, based_on=2**40)
    house.phone.phone.restart()
    await house.after(LOG_DAYS + 1)
    await house.phone.sync()
    assert house.phone.phone.acknowledged == 2
    assert house.phone.phone.rows["joblog"][entry]["note"] == "fra toget"


async def test_a_session_that_is_over_is_thrown_away_and_no_other(house: House) -> None:
    before = await house.count("session")
    async with house.konkret.signed_in("Bo Krogh") as bo:
        await house.after(house.konkret.services.settings.session_days - 1)
        assert await house.count("session") == before + 1
        await house.after(2)
        assert await house.count("session") == before
        assert (await bo.http.get("/session")).status_code == 401
        assert (await house.anne.http.get("/session")).status_code == 200
