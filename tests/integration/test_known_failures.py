"""What goes wrong with reminders elsewhere, as domain/README.md lists it: each of it here, and not so."""

from collections.abc import AsyncGenerator

import pytest

from backend.domain.meeting import MINUTE
from backend.domain.quiet_hours import HOUR
from backend.domain.time import instant
from tests.support.people import Browser, Konkret
from tests.support.reminded import Reminded, reminded_of


@pytest.fixture
async def town(konkret: Konkret) -> AsyncGenerator[Reminded]:
    """Anne has her phone with her, and nobody has any reminder yet."""
    await konkret.db.run("DELETE FROM reminder")
    async with reminded_of(konkret) as made:
        await made.has_phone("Anne Holm")
        yield made


async def _meeting(town: Reminded) -> str:
    anne = await town.konkret.id_of("Anne Holm")
    rows = await town.konkret.db.run("SELECT id FROM meeting WHERE citizen = {} AND state = 'booked'", anne)
    return rows[0]["id"]


async def _karen(town: Reminded, browser: Browser, act: str, **typed: str) -> None:
    """Karen does something with Anne's meeting."""
    anne = await town.konkret.id_of("Anne Holm")
    await browser.goes_to(f"/borgere/{anne}")
    await browser.sends(f"/borgere/{anne}/moede/{await _meeting(town)}/{act}", **typed)
    assert browser.status == 200


async def test_a_reminder_that_arrives_after_the_meeting(town: Reminded) -> None:
    """The push service is away from the day before until an hour after: nothing is sent when it is back."""
    konkret, start = town.konkret, instant("2026-11-26T13:00")
    async with konkret.signed_in("Karen Lund") as karen:
        await _karen(town, karen, "flyt", starts_at="2026-11-26T13:00", why="Lokalet er optaget")
    town.service.answers = [503] * 500
    while konkret.clock.now < start:
        await town.works(min(konkret.clock.now + 20 * MINUTE, start))
    town.service.answers = []
    for after in (0, MINUTE, HOUR):
        await town.works(start + after)
    assert town.told("Anne Holm") == []
    states = await town.states("Anne Holm", "meeting-moved", "meeting-soon", "meeting-tomorrow")
    assert {state for _, state in states} == {"too-late"}


async def test_a_reminder_of_a_meeting_that_was_cancelled(town: Reminded) -> None:
    async with town.konkret.signed_in("Karen Lund") as karen:
        await _karen(town, karen, "flyt", starts_at="2026-12-03T13:00", why="Lokalet er optaget")
        await town.works()
        await _karen(town, karen, "aflys", why="Jeg er syg")
    for day in range(1, 10):
        await town.works(instant(f"2026-12-{day:02}T12:30"))
    about = [each for each in town.told("Anne Holm") if "aftale" in each]
    assert about == [
        "Din aftale er ændret: torsdag 3. december kl. 13.00",
        "Din aftale på torsdag kl. 13.00 er aflyst",
    ]


async def test_a_reminder_of_the_time_that_a_meeting_was_moved_from(town: Reminded) -> None:
    async with town.konkret.signed_in("Karen Lund") as karen:
        await _karen(town, karen, "flyt", starts_at="2026-12-02T13:00", why="Lokalet er optaget")
        await town.works()
        await _karen(town, karen, "flyt", starts_at="2026-12-09T10:00", why="Karen er på kursus")
        await town.works()
    for day in range(1, 11):
        for clock in ("08:00", "10:00", "11:00", "13:00"):
            await town.works(instant(f"2026-12-{day:02}T{clock}"))
    about = [each for each in town.told("Anne Holm") if "aftale" in each][2:]
    assert [each for each in about if "13.00" in each] == []
    assert "Du har en aftale i morgen kl. 10.00" in about
    assert "Du har en aftale i dag kl. 10.00" in about


async def test_none_at_all_for_a_meeting_made_at_short_notice(town: Reminded) -> None:
    """Ninety minutes from now, and ten."""
    async with town.konkret.signed_in("Karen Lund") as karen:
        await _karen(town, karen, "flyt", starts_at="2026-11-25T10:30", why="Vi når det i dag")
        await town.works()
        assert town.told("Anne Holm") == ["Din aftale er ændret: i dag kl. 10.30"]
        town.konkret.clock.now = instant("2026-11-25T10:00")
        await _karen(town, karen, "flyt", starts_at="2026-11-25T10:10", why="Jeg er klar nu")
        await town.works()
    assert town.told("Anne Holm")[1:] == ["Din aftale er ændret: i dag kl. 10.10"]


async def test_none_at_all_though_the_word_of_a_booking_is_switched_off(town: Reminded) -> None:
    async with town.konkret.signed_in("Anne Holm") as anne:
        await anne.goes_to("/paamindelser")
        await anne.sends("/paamindelser/valg", **{"meeting-moved": "0", "meeting-booked": "0"})
    async with town.konkret.signed_in("Karen Lund") as karen:
        await _karen(town, karen, "flyt", starts_at="2026-11-25T10:30", why="Vi når det i dag")
    await town.works()
    assert town.told("Anne Holm") == ["Du har en aftale i dag kl. 10.30"]


async def test_a_cancelled_notice_that_was_really_a_no_show(town: Reminded) -> None:
    async with town.konkret.signed_in("Karen Lund") as karen:
        await _karen(town, karen, "flyt", starts_at="2026-11-25T10:30", why="Vi når det i dag")
        await town.works()
        town.konkret.clock.now = instant("2026-11-25T11:30")
        await _karen(town, karen, "udeblevet")
    for hours in range(60):
        await town.works(town.konkret.clock.now + hours * HOUR)
    assert not [each for each in town.told("Anne Holm") if "aflyst" in each]
    assert await town.states("Anne Holm", "meeting-cancelled") == []


async def test_a_push_that_tells_the_lock_screen_what_benefit_you_are_on(town: Reminded) -> None:
    """Nothing of Anne's record stands in anything she is sent in two weeks, whatever happens in them."""
    async with town.konkret.signed_in("Karen Lund") as karen:
        await _karen(town, karen, "flyt", starts_at="2026-12-02T13:00", why="Lokalet er optaget")
        await town.works()
        anne = await town.konkret.id_of("Anne Holm")
        await karen.goes_to(f"/borgere/{anne}")
        await karen.sends(f"/borgere/{anne}/job", title="Postbud", employer="Brevhuset", deadline="2026-12-04")
    for day in range(26, 31):
        await town.works(instant(f"2026-11-{day}T10:00"))
    for day in range(1, 9):
        await town.works(instant(f"2026-12-{day:02}T10:00"))
    sent = " ".join(f"{each['title']} {each['body']} {each['tag']}" for each in town.payloads("Anne Holm"))
    assert len(town.payloads("Anne Holm")) > 6
    record = await town.konkret.db.run(
        "SELECT programme_title, organisation, akasse, caseworker, meeting.title, meeting.place FROM course "
        "JOIN meeting ON meeting.citizen = course.citizen WHERE course.citizen = {}",
        anne,
    )
    for word in {
        "Anne",
        "Holm",
        "Postbud",
        "Brevhuset",
        "dagpenge",
        *(text for row in record for text in row.values()),
    }:
        assert word
        assert word not in sent


async def test_a_caseworker_who_has_to_remember_to_tell_the_citizen(town: Reminded) -> None:
    """Karen moves the meeting and does no more: Anne hears of it, on her phone, with who and why on her page."""
    async with town.konkret.signed_in("Karen Lund") as karen, town.konkret.signed_in("Anne Holm") as anne:
        await _karen(town, karen, "flyt", starts_at="2026-12-02T13:00", why="Lokalet er optaget")
        await town.works()
        assert town.told("Anne Holm") == ["Din aftale er ændret: onsdag 2. december kl. 13.00"]
        await _karen(town, karen, "aflys", why="Jeg er syg")
        await town.works()
        assert town.told("Anne Holm")[1:] == ["Din aftale onsdag 2. december kl. 13.00 er aflyst"]
        page = await anne.goes_to("/forloeb")
        assert "Aflyst af Karen Lund" in page
        assert "Hvorfor: Jeg er syg" in page
