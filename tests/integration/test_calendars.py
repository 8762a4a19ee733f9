"""Anne's meetings in her own calendar: a file for each, and an address that follows when a meeting moves."""

import random
from typing import Any

import pytest

from backend.domain.meeting import DAY
from backend.domain.time import instant
from tests.support.calendar import events_of
from tests.support.people import Browser, Konkret, forms_of

TIMES = [f"2026-12-{day}T{hour}:00" for day in (8, 9, 10, 11, 14, 15) for hour in ("09", "13")]


async def address_of(browser: Browser) -> str:
    """The path of the calendar address that the page shows; makes one when there is none."""
    page = await browser.goes_to("/kalender")
    if 'id="address"' not in page:
        page = await browser.sends("/kalender/ny")
    address = page.partition('id="address"')[2].partition('value="')[2].partition('"')[0]
    assert address.startswith("http://konkret.test/kalender/")
    assert f"webcal{address.removeprefix('http')}" in page
    return address.removeprefix("http://konkret.test")


async def booked(konkret: Konkret, name: str) -> dict[str, Any]:
    """The person's booked meeting as it is stored."""
    citizen = await konkret.id_of(name)
    found = await konkret.db.run("SELECT * FROM meeting WHERE citizen = {} AND state = 'booked'", citizen)
    return found[0]


async def test_anne_puts_her_next_meeting_into_her_calendar_from_the_start_page(konkret: Konkret) -> None:
    meeting = await booked(konkret, "Anne Holm")
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Karen Lund") as karen:
        assert f'href="/moede/{meeting["id"]}.ics"' in await anne.goes_to("/")
        answer = await anne.http.get(f"/moede/{meeting['id']}.ics")
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        assert answer.headers["content-disposition"] == 'inline; filename="aftale.ics"'
        (event,) = events_of(answer.text).values()
        assert event["dtstart"].dt.timestamp() * 1000 == meeting["starts_at"]
        assert event["summary"] == "Aftale"
        assert f'href="/moede/{meeting["id"]}.ics"' in await karen.goes_to(f"/borgere/{meeting['citizen']}")
        (hers,) = events_of((await karen.http.get(f"/moede/{meeting['id']}.ics")).text).values()
        assert (hers["uid"], hers["summary"]) == (event["uid"], "Samtale")


async def test_her_calendar_follows_when_the_meeting_is_moved_and_called_off(konkret: Konkret) -> None:
    meeting = await booked(konkret, "Anne Holm")
    here = f"/borgere/{meeting['citizen']}/moede/{meeting['id']}"
    uid = f"{meeting['id']}@konkret"
    async with (
        konkret.signed_in("Anne Holm") as anne,
        konkret.signed_in("Karen Lund") as karen,
        konkret.visitor() as phone,
    ):
        address = await address_of(anne)
        first = events_of((await phone.http.get(address)).text)
        konkret.clock.now += 60_000
        await karen.goes_to(f"/borgere/{meeting['citizen']}")
        await karen.sends(f"{here}/flyt", starts_at="2026-12-10T13:00", why="Karen er på kursus")
        moved = events_of((await phone.http.get(address)).text)
        assert moved[uid]["dtstart"].dt.strftime("%Y-%m-%dT%H:%M") == "2026-12-10T13:00"
        assert moved[uid]["sequence"] > first[uid]["sequence"]
        assert moved[uid]["last-modified"].dt.timestamp() * 1000 == konkret.clock.now
        konkret.clock.now += 60_000
        await karen.goes_to(f"/borgere/{meeting['citizen']}")
        await karen.sends(f"{here}/aflys", why="Jobcentret holder lukket")
        body = (await phone.http.get(address)).text
        gone = events_of(body)
        assert (gone[uid]["status"], gone[uid]["sequence"] > moved[uid]["sequence"]) == ("CANCELLED", True)
        assert gone[uid]["last-modified"].dt.timestamp() * 1000 == konkret.clock.now
        assert "lukket" not in body
        assert first.keys() == moved.keys() == gone.keys()


async def test_a_calendar_that_has_it_already_is_sent_nothing(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.visitor() as phone:
        address = await address_of(anne)
        answer = await phone.http.get(address)
        known = {"if-none-match": answer.headers["etag"]}
        konkret.clock.now += DAY
        same = await phone.http.get(address, headers=known)
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", answer.headers["etag"])
        head = await phone.http.head(address)
        assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", answer.headers["etag"])
        meeting = await booked(konkret, "Anne Holm")
        await anne.goes_to("/")
        await anne.sends(f"/moede/{meeting['id']}/klar")
        assert (await phone.http.get(address, headers=known)).status_code == 200


async def test_details_show_once_they_are_chosen(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.visitor() as phone:
        address = await address_of(anne)
        before = events_of((await phone.http.get(address)).text)
        assert {event["summary"] for event in before.values()} == {"Aftale"}
        await anne.goes_to("/paamindelser")
        await anne.sends("/paamindelser/valg", details="1")
        after = events_of((await phone.http.get(address)).text)
        assert "Realitetstjek af jobsøgningsstrategi" in {event["summary"] for event in after.values()}
        assert any("Jobcenter" in event["location"] for event in after.values())
        assert "Det har du selv valgt" in await anne.goes_to("/kalender")


async def test_what_was_a_year_ago_is_left_out(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.visitor() as phone:
        address = await address_of(anne)
        everything = events_of((await phone.http.get(address)).text)
        assert len(everything) > 1
        konkret.clock.now = instant("2027-12-01T09:00")
        (left,) = events_of((await phone.http.get(address)).text).values()
        assert left["dtstart"].dt.strftime("%Y-%m-%d") == "2026-12-03"


async def test_karens_calendar_has_what_she_holds_and_ends_where_she_no_longer_follows(konkret: Konkret) -> None:
    meeting = await booked(konkret, "Anne Holm")
    uid = f"{meeting['id']}@konkret"
    async with konkret.signed_in("Karen Lund") as karen, konkret.visitor() as phone:
        address = await address_of(karen)
        body = (await phone.http.get(address)).text
        hers = events_of(body)
        assert uid in hers
        assert "Anne" not in body
        held = await konkret.db.run("SELECT id FROM meeting WHERE held_by = 'Karen Lund'")
        assert hers.keys() == {f"{row['id']}@konkret" for row in held}
        await konkret.newcomer("Ida Fjern", role="caseworker")
        await konkret.db.run(
            "UPDATE person SET organisation = (SELECT organisation FROM person WHERE name = 'Ida Fjern') "
            "WHERE name = 'Karen Lund'"
        )
        assert events_of((await phone.http.get(address)).text) == {}


async def test_a_new_address_ends_the_old_one_and_a_closed_one_leads_nowhere(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.visitor() as phone:
        first = await address_of(anne)
        assert await address_of(anne) == first, "it can be copied again"
        await anne.sends("/kalender/ny")
        second = await address_of(anne)
        assert (await phone.http.get(first)).status_code == 404
        assert (await phone.http.get(second)).status_code == 200
        await anne.sends("/kalender/luk")
        assert "Lav en adresse" in anne.page
        assert (await phone.http.get(second)).status_code == 404
        assert [address for address, _ in forms_of(anne.page)].count("/kalender/luk") == 0


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_an_address_of_another_secret_works_and_is_not_shown(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.visitor() as phone:
        address = await address_of(anne)
        object.__setattr__(konkret.services, "secret", "another secret of the deployment altogether")
        page = await anne.goes_to("/kalender")
        assert "kan ikke vise den igen" in page
        assert 'id="address"' not in page
        assert (await phone.http.get(address)).status_code == 200


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_the_sequence_grows_at_every_change_and_never_falls(konkret: Konkret, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 a story, not a secret
    citizen = await konkret.id_of("Anne Holm")
    async with (
        konkret.signed_in("Anne Holm") as anne,
        konkret.signed_in("Karen Lund") as karen,
        konkret.visitor() as phone,
    ):
        address = await address_of(anne)
        before = events_of((await phone.http.get(address)).text)
        for _ in range(12):
            meeting = chance.choice(await konkret.db.run("SELECT id, state FROM meeting WHERE citizen = {}", citizen))
            await karen.goes_to(f"/borgere/{citizen}")
            here = f"/borgere/{citizen}/moede/{meeting['id']}"
            if meeting["state"] != "booked":
                await karen.sends(
                    f"/borgere/{citizen}/moede", step="A.3", starts_at=chance.choice(TIMES), place="Lokale 2"
                )
            elif chance.random() < 0.25:
                await karen.sends(f"{here}/aflys", why="Fordi")
            elif chance.random() < 0.25:
                await anne.goes_to("/")
                await anne.sends(f"/moede/{meeting['id']}/klar")
            else:
                await karen.sends(f"{here}/flyt", starts_at=chance.choice(TIMES), why="Fordi")
            assert karen.status in {200, 422}
            after = events_of((await phone.http.get(address)).text)
            for uid, was in before.items():
                told = {name: str(after[uid][name].to_ical()) for name in ("dtstart", "status", "location")}
                old = {name: str(was[name].to_ical()) for name in told}
                assert after[uid]["sequence"] >= was["sequence"]
                assert told == old or after[uid]["sequence"] > was["sequence"], (old, told)
            before = after
