"""«Jeg kommer»: said on the page or, without a connection, on a notice; asked anew when the meeting moves."""

import re
from collections.abc import AsyncGenerator
from typing import Any

import pytest

from backend.domain.time import instant
from tests.support.people import Browser, Konkret, forms_of
from tests.support.reminded import Reminded, reminded_of
from tests.support.sync_web import Line

SAID = "Du har sagt, at du kommer"
HEARD = "Borgeren har sagt ja til mødet"
ASK = "/forloeb/oenske"


@pytest.fixture
async def town(konkret: Konkret) -> AsyncGenerator[Reminded]:
    """Everybody's reminders are taken away but those of the day before Anne's meeting."""
    anne = await konkret.id_of("Anne Holm")
    await konkret.db.run("DELETE FROM reminder WHERE citizen <> {} OR kind <> 'meeting-tomorrow'", anne)
    async with reminded_of(konkret) as made:
        await made.has_phone("Anne Holm")
        yield made


def coming(page: str) -> str:
    """Where the form of the next meeting goes."""
    return next(address for address, _ in forms_of(page) if address.endswith("/kommer"))


async def meeting_of(konkret: Konkret) -> dict[str, Any]:
    """Anne's one meeting that is booked."""
    anne = await konkret.id_of("Anne Holm")
    (found,) = await konkret.db.run("SELECT * FROM meeting WHERE citizen = {} AND state = 'booked'", anne)
    return found


async def moves(konkret: Konkret, karen: Browser, starts_at: str) -> None:
    """Karen moves it."""
    anne = await konkret.id_of("Anne Holm")
    await karen.goes_to(f"/borgere/{anne}")
    meeting = (await meeting_of(konkret))["id"]
    await karen.sends(f"/borgere/{anne}/moede/{meeting}/flyt", starts_at=starts_at, why="Karen er på kursus.")


async def test_she_says_it_on_the_page_takes_it_back_and_karen_reads_it_beside_the_meeting(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        page = await anne.goes_to("/")
        assert SAID not in page
        page = await anne.sends(coming(page))
        assert anne.address == "/"
        assert SAID in page
        assert "Modtaget kl. 09.00" in page
        assert "Du har forberedt dig" not in page
        assert f"{HEARD}, kl. 09.00" in await karen.goes_to(f"/borgere/{anne_id}")
        page = await anne.goes_to("/forloeb")
        assert SAID in page
        page = await anne.sends(coming(page))
        assert anne.address == "/forloeb"
        assert SAID not in page
        assert HEARD not in await karen.goes_to(f"/borgere/{anne_id}")


async def test_a_meeting_that_is_moved_is_asked_about_anew(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        before = await anne.goes_to("/")
        await anne.sends(coming(before))
        await moves(konkret, karen, "2026-12-10T13:00")
        assert HEARD not in await karen.goes_to(f"/borgere/{anne_id}")
        assert SAID not in await anne.goes_to("/")
        # The page from before the move says yes to a time that is none.
        address, fields = next(form for form in forms_of(before) if form[0].endswith("/kommer"))
        page = await anne.posts(address, fields)
        assert (anne.status, "Mødet er flyttet. Se den nye tid, og svar igen." in page) == (409, True)
        assert SAID not in await anne.goes_to("/")


async def test_a_yes_that_comes_late_from_a_phone_is_not_a_yes_to_the_new_time(konkret: Konkret) -> None:
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        await line.sync()
        meeting = await meeting_of(konkret)
        yes = {"meeting": meeting["id"], "booked_at": meeting["booked_at"], "comes": True}
        konkret.clock.now += 1
        await moves(konkret, karen, "2026-12-10T13:00")
        verdict = await line.does("meeting.come", **yes)
        assert (verdict["state"], verdict["code"]) == ("refused", "moved")
        now = await meeting_of(konkret)
        verdict = await line.does("meeting.come", **yes | {"booked_at": now["booked_at"]})
        assert verdict["state"] == "accepted"
        assert SAID in await anne.goes_to("/")


async def test_who_asks_for_another_day_gives_a_reason_and_says_yes_no_longer(konkret: Konkret) -> None:
    meeting = await meeting_of(konkret)
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        page = await anne.goes_to("/")
        await anne.sends(coming(page))
        assert f'href="/forloeb?flyt={meeting["id"]}#kan-ikke"' in anne.page
        page = await anne.goes_to(f"/forloeb?flyt={meeting['id']}")
        assert "Kan du ikke komme torsdag 3. december kl. 10.00?" in page
        page = await anne.sends(ASK, text=" ", day="")
        assert anne.status == 422
        for words in ("Kan du ikke komme", "Skriv kort, hvorfor mødet skal flyttes."):
            assert words in page
        page = await anne.sends(ASK, text="Jeg skal på kursus", day="2026-12-04")
        assert "Ønske om en anden dag" in page
        assert SAID not in page
        assert HEARD not in await karen.goes_to(f"/borgere/{await konkret.id_of('Anne Holm')}")
        assert "Jeg skal på kursus" in karen.page


async def test_who_asked_for_another_day_reads_so_at_the_meeting_until_she_comes_all_the_same(konkret: Konkret) -> None:
    meeting, anne_id = (await meeting_of(konkret))["id"], await konkret.id_of("Anne Holm")
    asked = "Du har bedt om en anden dag (4. dec.). Ikke besvaret endnu."
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        await anne.goes_to(f"/forloeb?flyt={meeting}")
        wish = next(fields["id"] for address, fields in forms_of(anne.page) if address == ASK)
        await anne.sends(ASK, text="Jeg skal på kursus", day="2026-12-04")
        for here in ("/forloeb", "/"):
            page = await anne.goes_to(here)
            assert asked in page
            assert f'href="/forloeb#w-{wish}">Se dit ønske</a>' in page
            assert "Kan ikke" not in page
        page = await anne.sends(coming(page))
        assert SAID in page
        assert "Du har bedt om en anden dag" not in page
        assert "Jeg skal på kursus" not in await anne.goes_to("/forloeb")
        page = await karen.goes_to(f"/borgere/{anne_id}")
        assert HEARD in page
        assert "Jeg skal på kursus" not in page


async def test_who_asked_for_another_day_and_presses_again_is_shown_what_she_asked_for(konkret: Konkret) -> None:
    meeting = (await meeting_of(konkret))["id"]
    async with konkret.signed_in("Anne Holm") as anne:
        await anne.goes_to(f"/forloeb?flyt={meeting}")
        first = anne.page
        wish = next(fields["id"] for address, fields in forms_of(anne.page) if address == ASK)
        await anne.sends(ASK, text="Jeg skal på kursus", day="2026-12-04")
        page = await anne.goes_to(f"/forloeb?flyt={meeting}")
        shown = page[page.index('id="kan-ikke"') :]
        assert "Du har bedt om en anden dag end torsdag 3. december kl. 10.00" in shown
        assert re.findall("<h[1-6].*?>(.*?)<", shown)[0] == "Jeg skal på kursus", "one heading, that of the wish"
        assert f'action="{ASK}/{wish}/fortryd"' in shown
        assert (page.count(f'id="w-{wish}"'), page.count('id="kan-ikke"')) == (1, 1)
        assert "Bed om en anden dag" not in page
        # What was typed in a form from before is kept, and so is the form.
        fields = next(fields for address, fields in forms_of(first) if address == ASK) | {"id": "", "text": "Eller syg"}
        page = await anne.posts(ASK, fields | {"day": "2020-01-01"})
        assert (anne.status, "Eller syg" in page, "Bed om en anden dag" in page) == (422, True, True)
        await anne.goes_to(f"/forloeb?flyt={meeting}")
        await anne.sends(f"{ASK}/{wish}/fortryd")
        assert "Bed om en anden dag" in await anne.goes_to(f"/forloeb?flyt={meeting}")


async def test_karen_sees_who_asks_for_another_day_until_she_has_answered(konkret: Konkret) -> None:
    meeting, anne_id = await meeting_of(konkret), await konkret.id_of("Anne Holm")
    mark = f'href="/borgere/{anne_id}#wishes">Beder om en anden dag</a>'
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        assert "Beder om en anden dag" not in await karen.goes_to("/borgere")
        await anne.goes_to(f"/forloeb?flyt={meeting['id']}")
        wish = next(fields["id"] for address, fields in forms_of(anne.page) if address == ASK)
        await anne.sends(ASK, text="Jeg skal på kursus", day="2026-12-04")
        page = await karen.goes_to("/borgere")
        assert (page.count(mark), page.count("Beder om en anden dag")) == (1, 1)
        page = await karen.goes_to(f"/borgere/{anne_id}")
        assert f'<a href="#w-{wish}">Borgeren har bedt om en anden dag (4. dec.)</a>' in page
        no = {"token": await karen.token(), "answer": "no", "answer_text": "Der er ikke plads."}
        page = await karen.posts(f"/borgere/{anne_id}/oenske/{wish}", no)
        assert "Borgeren har bedt om en anden dag" not in page
        assert "Beder om en anden dag" not in await karen.goes_to("/borgere")


async def test_a_meeting_that_is_moved_is_the_answer_to_who_asked_for_it(konkret: Konkret) -> None:
    meeting, anne_id = (await meeting_of(konkret))["id"], await konkret.id_of("Anne Holm")
    here = f"/borgere/{anne_id}"
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        await anne.goes_to(f"/forloeb?flyt={meeting}")
        await anne.sends(ASK, text="Jeg skal på kursus", day="2026-12-04")
        await karen.goes_to(here)
        page = await karen.sends(f"{here}/moede/{meeting}/flyt", place="Lokale 7", why="Lokalet er optaget.")
        assert "Ikke besvaret endnu" in page, "another place is not another day"
        await moves(konkret, karen, "2026-12-10T13:00")
        page = await karen.goes_to(here)
        assert "Alle ønsker er besvaret." in page
        assert "Find en ny tid til mødet" not in page
        page = await anne.goes_to("/forloeb")
        assert "Ikke besvaret endnu" not in page
        assert "Mødet er flyttet til torsdag 10. december kl. 13.00." in page
        assert "<strong>Ja</strong> fra Karen Lund" in page


@pytest.mark.parametrize("says_yes_first", [False, True])
async def test_a_day_that_was_asked_for_is_told_of_once_with_the_new_time(town: Reminded, says_yes_first: bool) -> None:
    konkret = town.konkret
    meeting, anne_id = (await meeting_of(konkret))["id"], await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        # In the evening, when nobody is told of an answer.
        konkret.clock.now = instant("2026-11-25T22:00")
        await anne.goes_to(f"/forloeb?flyt={meeting}")
        wish = next(fields["id"] for address, fields in forms_of(anne.page) if address == ASK)
        await anne.sends(ASK, text="Jeg skal på kursus", day="2026-12-10")
        if says_yes_first:
            yes = {"token": await karen.token(), "answer": "yes", "answer_text": ""}
            await karen.posts(f"/borgere/{anne_id}/oenske/{wish}", yes)
            konkret.clock.now += 60_000
        await moves(konkret, karen, "2026-12-10T13:00")
        planned = await konkret.db.run("SELECT id FROM reminder WHERE kind = 'answered' AND state = 'planned'")
        assert planned == []
        await town.works(instant("2026-11-26T12:00"))
        assert town.told("Anne Holm") == ["Din aftale er ændret: torsdag 10. december kl. 13.00"]


async def test_who_is_ill_asks_for_another_day_without_knowing_which(konkret: Konkret) -> None:
    meeting, anne_id = (await meeting_of(konkret))["id"], await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        page = await anne.goes_to(f"/forloeb?flyt={meeting}")
        assert "Ved du en dag, der passer bedre?" in page
        await anne.sends(ASK, text="Jeg er syg", day="")
        assert anne.status == 200
        assert "Du har bedt om en anden dag. Ikke besvaret endnu." in await anne.goes_to("/")
        page = await karen.goes_to(f"/borgere/{anne_id}")
        assert ">Borgeren har bedt om en anden dag</a>" in page
        assert "Ønsket dag" not in page


async def test_a_meeting_that_is_over_or_somebody_elses_is_not_asked_about(konkret: Konkret) -> None:
    meeting = await meeting_of(konkret)
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo:
        fields = {"token": await bo.token(), "comes": "1", "booked_at": str(meeting["booked_at"])}
        await bo.posts(f"/moede/{meeting['id']}/kommer", fields)
        assert bo.status == 403
        assert "Kan du ikke komme" not in await bo.goes_to(f"/forloeb?flyt={meeting['id']}")
        await anne.posts(
            f"/moede/{meeting['id']}/kommer", {"token": await anne.token(), "comes": "1", "booked_at": "x"}
        )
        assert anne.status == 409
        konkret.clock.now = meeting["starts_at"] + 24 * 60 * 60 * 1000
        assert "Kan du ikke komme" not in await anne.goes_to(f"/forloeb?flyt={meeting['id']}")


@pytest.mark.parametrize("said", [False, True])
async def test_the_notice_asks_but_not_whoever_has_said_yes(town: Reminded, said: bool) -> None:
    meeting = await meeting_of(town.konkret)
    cannot = {"action": "cannot", "title": "Kan ikke", "url": f"/forloeb?flyt={meeting['id']}#kan-ikke"}
    come = {"action": "come", "title": "Jeg kommer", "meeting": meeting["id"], "booked_at": meeting["booked_at"]}
    async with town.konkret.signed_in("Anne Holm") as anne:
        page = await anne.goes_to("/")
        if said:
            await anne.sends(coming(page))
    await town.works(meeting["starts_at"] - 24 * 60 * 60 * 1000)
    eve = [each for each in town.payloads("Anne Holm") if each["body"] == "Du har en aftale i morgen kl. 10.00"]
    assert [each["actions"] for each in eve] == [[cannot] if said else [come, cannot]]
