"""Karen arranges meetings: booked from the course's line, moved, called off, and those nobody came to."""

import re

import msgspec

from tests.support.booking import books, remarked
from tests.support.people import Konkret, forms_of

DAY = 24 * 60 * 60 * 1000
DAYS = re.compile(r'type="radio" name="day" value="(\d{4}-\d{2}-\d{2})"')


async def booked(konkret: Konkret, citizen: str) -> str:
    """The id of the one meeting that is booked."""
    found = await konkret.db.run("SELECT id FROM meeting WHERE citizen = {} AND state = 'booked'", citizen)
    assert len(found) == 1
    return found[0]["id"]


async def states(konkret: Konkret, meeting: str) -> dict[str, list[str]]:
    """{kind: states} of the reminders about the meeting."""
    found: dict[str, list[str]] = {}
    for row in await konkret.db.run("SELECT kind, state FROM reminder WHERE about = {} ORDER BY state", meeting):
        found.setdefault(row["kind"], []).append(row["state"])
    return found


async def test_a_moved_meeting_is_told_anew_and_the_reminders_of_the_old_day_are_withdrawn(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    meeting = await booked(konkret, anne_id)
    here = f"/borgere/{anne_id}/moede/{meeting}"
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        await karen.goes_to(f"/borgere/{anne_id}")
        page = await karen.sends(f"{here}/flyt", starts_at="2026-12-10T13:00", why="Karen er på kursus.")
        assert "torsdag 10. december" in page
        assert "Flyttet: Karen er på kursus." in page
        assert "torsdag 10. december" in await anne.goes_to("/")
    ahead = ("meeting-week", "meeting-tomorrow", "meeting-soon", "prepare")
    assert await states(konkret, meeting) == {
        **{kind: ["planned", "withdrawn"] for kind in ahead},
        # They were to be applied for before the old day.
        "jobs-open": ["withdrawn"],
        "meeting-moved": ["planned"],
    }


async def test_a_meeting_is_called_off_with_a_reason_and_its_reminders_with_it(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    meeting = await booked(konkret, anne_id)
    here = f"/borgere/{anne_id}/moede/{meeting}"
    async with konkret.signed_in("Karen Lund") as karen:
        await karen.goes_to(f"/borgere/{anne_id}")
        page = await karen.sends(f"{here}/aflys", why=" ")
        assert karen.status == 422
        assert "Skriv, hvorfor mødet aflyses." in page
        page = await karen.sends(f"{here}/aflys", why="Anne er syg.")
        assert "Intet møde er booket." in page
        # What was called off cannot be moved, nor can anybody have stayed away from it.
        token = {"token": await karen.token(), "starts_at": "2026-12-10T13:00", "minutes": "45", "mode": "phone"}
        for wish in ("flyt", "udeblevet"):
            page = await karen.posts(f"{here}/{wish}", token)
            assert (karen.status, "Mødet er aflyst." in page) == (409, True)
    found = await states(konkret, meeting)
    assert found.pop("meeting-cancelled") == ["planned"]
    assert {state for each in found.values() for state in each} == {"withdrawn"}


async def test_a_no_show_is_not_a_cancellation(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    meeting = await booked(konkret, anne_id)
    here = f"/borgere/{anne_id}/moede/{meeting}"
    async with konkret.signed_in("Karen Lund") as karen:
        page = await karen.goes_to(f"/borgere/{anne_id}")
        assert f"{here}/udeblevet" not in page
        await karen.posts(f"{here}/udeblevet", {"token": await karen.token()})
        assert karen.status == 409
        konkret.clock.now += 9 * DAY
        await karen.goes_to(f"/borgere/{anne_id}")
        async with konkret.signed_in("Anne Holm") as anne:
            waits = "Mødet var torsdag 3. december 2026. Det er ikke skrevet ind endnu."
            assert waits in await anne.goes_to("/plan")
            assert waits in await karen.goes_to(f"/borgere/{anne_id}/plan")
            await karen.goes_to(f"/borgere/{anne_id}")
            await karen.sends(f"{here}/udeblevet")
            for address in ("/forloeb", "/plan"):
                assert "Du kom ikke til mødet torsdag 3. december" in await anne.goes_to(address)
            page = await karen.goes_to(f"/borgere/{anne_id}/plan")
            assert "Kom ikke til mødet torsdag 3. december" in page
            assert "Du kom ikke" not in page
    found = await konkret.db.run("SELECT state FROM meeting WHERE id = {}", meeting)
    assert found[0]["state"] == "missed"
    assert "meeting-cancelled" not in await states(konkret, meeting)


async def test_a_stop_has_one_open_meeting(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen:
        page = await karen.goes_to(f"/borgere/{anne_id}")
        fields = next(fields for address, fields in forms_of(page) if address.endswith("/moede"))
        assert "step" in fields
        assert fields["step"] != "A.2"
        page = await karen.sends(f"/borgere/{anne_id}/moede", step="A.2", day="2026-12-15", place="Lokale 3")
        assert karen.status == 422
        assert "Den samtale er booket allerede. Flyt den i stedet." in page
        assert "Lokale 3" in page


async def test_the_a_kasse_comes_to_the_fifth_or_the_sixth_meeting(konkret: Konkret) -> None:
    somebody = await konkret.of_programme("D", without=("D.5", "D.6"))
    here = f"/borgere/{somebody.citizen}"
    async with konkret.signed_in(somebody.caseworker) as karen:
        page = await karen.goes_to(f"{here}?samtale=D.6")
        fields = next(fields for address, fields in forms_of(page) if address.endswith("/moede"))
        assert (fields["step"], fields["together"]) == ("D.6", "yes")
        page = await karen.sends(f"{here}/moede", starts_at="2026-12-15T10:00", together="", place="Lokale 3")
        assert karen.status == 422
        assert "den har ikke været med før, så den skal med nu" in page
        page = await books(karen, f"{here}/moede", together="yes", place="Lokale 3")
        assert karen.status == 200
        assert "Sammen med" in page


async def test_days_are_proposed_for_every_meeting_that_can_be_booked(konkret: Konkret) -> None:
    somebody = await konkret.of_programme("D", without=("D.5", "D.6"))
    here = f"/borgere/{somebody.citizen}"
    async with konkret.signed_in(somebody.caseworker) as karen:
        page = await karen.goes_to(here)
        booking = dict(forms_of(page))[f"{here}/moede"]
        seen: dict[str, list[str]] = {}
        together: dict[str, str] = {}
        for step in re.findall(r'<option value="(D\.[^"]+)"', page):
            chosen = {"step": step, "place": "Lokale 3", "clock": "13:15"}
            page = await karen.posts(f"{here}/moede/dage", booking | chosen)
            assert (karen.status, "Fejl:" in page) == (200, False)
            shown = dict(forms_of(page))[f"{here}/moede"]
            assert {name: shown[name] for name in chosen} == chosen
            seen[step] = DAYS.findall(page)
            together[step] = shown["together"]
            assert 1 <= len(seen[step]) <= 5
        assert len(seen) > 2
        assert max(seen["D.5"]) < min(seen["D.6"]), "each has its own window"
        assert together["D.6"] == "yes", "the last of the two is joint"
        assert not await konkret.db.run("SELECT id FROM meeting WHERE citizen = {} AND step = 'D.6'", somebody.citizen)
        assert "token" not in karen.query
        shown = dict(forms_of(page))[f"{here}/moede"]
        page = await karen.goes_to(f"{karen.address}?{karen.query}")
        again = dict(forms_of(page))[f"{here}/moede"]
        assert again == shown | {"id": again["id"]}, "loaded anew, it is the same"
        first = re.search(r"<button[^>]*>([^<]*)<", page[page.index(f'action="{here}/moede"') :])
        assert first, "there is a button"
        assert (first[1], "formaction" in first[0]) == ("Book mødet", False), "Enter presses the first of a form"
        page = await books(karen, f"{here}/moede", day=seen["D.6"][0])
        assert (karen.status, "Sammen med" in page) == (200, True)
    stranger = await konkret.newcomer("Peter Strand", role="caseworker")
    async with konkret.signed_in(stranger) as peter:
        await peter.posts(f"{here}/moede/dage", {"token": await peter.token(), "step": "D.6"})
        assert peter.status == 403


async def test_who_calls_the_joint_meeting_off_is_told_until_one_of_the_two_is_joint_again(konkret: Konkret) -> None:
    somebody = await konkret.of_programme("D", without=("D.5", "D.6"))
    here = f"/borgere/{somebody.citizen}"
    told = "men er ikke med til nogen af dem. Book en af dem, hvor den er med."
    async with konkret.signed_in(somebody.caseworker) as karen:
        for step, together, day in (("D.5", "yes", "2026-12-08"), ("D.6", "", "2026-12-15")):
            await karen.goes_to(f"{here}?samtale={step}")
            booking = {"starts_at": f"{day}T10:00", "together": together, "place": "Lokale 3"}
            page = await books(karen, f"{here}/moede", **booking)
            assert karen.status == 200
        assert page.count("Aflyser du dette møde, er den ikke med til nogen af dem.") == 1, "before she does it"
        assert told not in page
        [fifth] = await konkret.db.run("SELECT id FROM meeting WHERE citizen = {} AND step = 'D.5'", somebody.citizen)
        page = await karen.sends(f"{here}/moede/{fifth['id']}/aflys", why="Rådgiveren er syg.")
        assert told in page
        assert told in await karen.goes_to(f"{here}/forloeb")
        page = await karen.goes_to(f"{here}?samtale=D.5")
        page = await karen.sends(f"{here}/moede", starts_at="2026-12-10T10:00", together="", place="Lokale 3")
        assert (karen.status, "så den skal med nu" in page) == (422, True)
        page = await books(karen, f"{here}/moede", together="yes", place="Lokale 3")
        assert (karen.status, told in page) == (200, False)
        assert told not in await karen.goes_to(f"{here}/forloeb")


async def test_a_meeting_at_night_on_a_sunday_and_out_of_order_is_booked_by_who_means_it(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    here, meeting = f"/borgere/{anne_id}", await booked(konkret, anne_id)
    booking = f"{here}/moede"
    night = (
        "Mødet er fra kl. 03.00 til 03.45. Det er uden for kl. 7 til 20. Søndag 29. november er i en weekend. "
        "Mødet ligger før «Realitetstjek af jobsøgningsstrategi» 3. dec., som er tidligere i forløbet."
    )
    async with konkret.signed_in("Karen Lund") as karen:
        assert "Er det med vilje?" not in await karen.goes_to(f"{here}?samtale=A.3")
        page = await karen.sends(booking, starts_at="2026-11-29T03:00", place="Lokale 9")
        assert (karen.status, remarked(page)) == (422, night)
        form = dict(forms_of(page))[booking]
        assert (form["starts_at"], form["place"], form["anyway"]) == ("2026-11-29T03:00", "Lokale 9", "")
        # What is read of one time does not go for another.
        page = await karen.sends(booking, starts_at="2026-12-25T10:00", anyway=night)
        assert remarked(page) == "Fredag 25. december er på en helligdag eller lukkedag."
        page = await karen.sends(booking, starts_at="2026-11-29T03:00", anyway=night)
        assert (karen.status, "søndag 29. november" in page) == (200, True)
        # A meeting is moved out of its order too; another room asks nothing.
        page = await karen.sends(f"{here}/moede/{meeting}/flyt", starts_at="2026-12-05T19:30", why="Kursus")
        said = remarked(page)
        for words in ("fra kl. 19.30 til 20.15", "Lørdag 5. december", "som er senere i forløbet"):
            assert words in said
        await karen.sends(f"{here}/moede/{meeting}/flyt", anyway=said)
        assert karen.status == 200
        await karen.sends(f"{here}/moede/{meeting}/flyt", place="Lokale 2", why="Lokalet er optaget")
        assert karen.status == 200


async def test_a_meeting_outside_its_window_is_booked_and_said_to_be(konkret: Konkret) -> None:
    somebody = await konkret.of_programme("D", without=("D.6",))
    here = f"/borgere/{somebody.citizen}"
    async with konkret.signed_in(somebody.caseworker) as karen:
        page = await karen.goes_to(f"{here}?samtale=D.6")
        assert "Programmet siger" in page
        days = DAYS.findall(page)
        assert 1 <= len(days) <= 5
        page = await karen.sends(f"{here}/moede", starts_at="2027-10-15T10:00", together="yes", place="Lokale 3")
        assert karen.status == 200
        assert "Uden for programmets tid" in page


async def test_the_line_of_a_course_that_goes_on_rolls_on(konkret: Konkret) -> None:
    somebody = await konkret.of_programme("C")
    before = await konkret.db.run("SELECT line FROM course WHERE citizen = {}", somebody.citizen)
    konkret.clock.now += 300 * DAY
    async with konkret.signed_in(somebody.caseworker) as karen:
        page = await karen.goes_to(f"/borgere/{somebody.citizen}?samtale=C.4%2B2")
        fields = next(fields for address, fields in forms_of(page) if address.endswith("/moede"))
        assert fields["step"] == "C.4+2"
        await karen.sends(f"/borgere/{somebody.citizen}/moede", starts_at="2027-10-15T10:00", place="Lokale 3")
        assert karen.status == 200
    after = await konkret.db.run("SELECT line FROM course WHERE citizen = {}", somebody.citizen)
    first, later = (msgspec.json.decode(rows[0]["line"]) for rows in (before, after))
    assert len(later) > len(first)
    assert later[: len(first)] == first


async def test_deadlines_are_met_or_to_come_or_overdue_and_say_where_they_stand(konkret: Konkret) -> None:
    somebody = await konkret.of_programme("D", without=("D.6",))
    here = f"/borgere/{somebody.citizen}"
    async with konkret.signed_in(somebody.caseworker) as mads:
        page = await mads.goes_to(here)
        frister = page[page.index("Frister") : page.index('id="jobs"')]
        assert "Overskredet" not in frister
        assert "Overholdt: " in frister
        assert "punkt D.6" in frister
        assert not re.search(r"(udgave|Gælder fra|skrevet ind) \d{4}-", frister), "dates as people write them"
        assert "star.dk" in frister or "Lov nr. 1750" in frister
        assert f"{here}?samtale=D.6" in frister
        konkret.clock.now += 400 * DAY
        async with konkret.signed_in(somebody.caseworker) as later:
            assert re.search(r"6\. samtale.*?Overskredet med \d+ dage", await later.goes_to(here), re.DOTALL)
