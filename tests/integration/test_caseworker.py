"""Karen's days: her citizens, and what she hands out."""

import re

from backend.domain.time import instant, local
from tests.support.people import Konkret, forms_of


async def test_karen_follows_her_citizens(konkret: Konkret) -> None:
    async with konkret.signed_in("Karen Lund") as karen:
        page = await karen.goes_to("/")
        assert karen.address == "/borgere"
        assert "Anne Holm" in page
        assert "Bo Krogh" in page
        row = page[page.index("Bo Krogh") :]
        assert "2 af 5" in row[:2000] or "2/5" in row[:2000]


async def test_when_anne_last_searched_is_the_same_on_the_list_and_on_her_page(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    line = re.compile(rf'id="c-{anne_id}".*?data-label="Sidst søgt job">(.*?)</td>', re.DOTALL)
    await konkret.db.run("UPDATE joblog SET applied_on = {} WHERE citizen = {}", "2026-11-26", anne_id)
    [first, *_] = await konkret.db.run("SELECT id FROM joblog WHERE citizen = {}", anne_id)
    await konkret.db.run("UPDATE joblog SET applied_on = {} WHERE id = {}", "2026-11-24", first["id"])
    async with konkret.signed_in("Karen Lund") as karen:
        assert line.findall(await karen.goes_to("/borgere")) == ["i går"], "tomorrow's is not sent yet"
        assert "Sidst søgt job i går." in await karen.goes_to(f"/borgere/{anne_id}")


async def test_what_karen_hands_out_is_on_annes_page(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        await karen.goes_to(f"/borgere/{anne_id}")
        page = await karen.sends(
            f"/borgere/{anne_id}/job",
            title="Postbud",
            employer="Brevhuset Kuvert",
            deadline="2026-12-02",
            why="Du går gerne ture.",
        )
        assert "Postbud" in page
        await karen.sends(f"/borgere/{anne_id}/opgave", title="Skriv tre virksomheder ned")
        assert "Postbud" in (jobs := await anne.goes_to("/job"))
        assert "Du går gerne ture." in jobs
        assert "Skriv tre virksomheder ned" in await anne.goes_to("/opgaver")


async def test_a_booked_meeting_is_annes_next_and_plans_reminders(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        await karen.goes_to(f"/borgere/{anne_id}")
        await karen.sends(
            f"/borgere/{anne_id}/moede",
            step="A.3",
            starts_at="2026-11-27T14:00",
            minutes="30",
            mode="phone",
            place="",
            anyway="Mødet ligger før «Realitetstjek af jobsøgningsstrategi» 3. dec., som er tidligere i forløbet.",
        )
        home = await anne.goes_to("/")
        assert "fredag 27. november" in home
        assert "kl. 14.00" in home
    planned = await konkret.db.run(
        "SELECT kind, due_at FROM reminder WHERE person = {} AND state = 'planned' AND due_at < {} AND kind LIKE {}",
        anne_id,
        instant("2026-11-28T00:00"),
        "meeting-%",
    )
    assert {row["kind"]: local(row["due_at"]) for row in planned} == {
        "meeting-booked": "2026-11-25T09:00",
        "meeting-tomorrow": "2026-11-26T14:00",
        "meeting-soon": "2026-11-27T12:00",
        "meeting-week": "2026-11-26T10:00",
    }


async def test_all_that_is_wrong_with_a_booking_is_told_at_once_and_stays_typed(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen:
        await karen.goes_to(f"/borgere/{anne_id}")
        page = await karen.sends(
            f"/borgere/{anne_id}/moede", step="A.3", starts_at="", minutes="5", mode="in-person", place="", link="xx"
        )
    assert "Vælg dag og klokkeslæt." in page
    assert "Et møde varer mellem 10 og 240 minutter." in page
    assert "Skriv, hvor mødet holdes." in page
    assert 'value="xx"' in page


async def test_a_page_that_answers_something_sent_is_marked_so_that_no_script_asks_for_it_again(
    konkret: Konkret,
) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    here, left_alone = f"/borgere/{anne_id}", ("field--wrong", "data-keep")
    async with konkret.signed_in("Karen Lund") as karen:
        page = await karen.goes_to(here)
        assert not any(mark in page for mark in left_alone)
        page = await karen.sends(f"{here}/opgave", title=" ")
        assert (karen.status, "field--wrong" in page) == (422, True)
        page = await karen.posts(f"{here}/job/ukendt/tilbage", {"token": await karen.token()})
        assert (karen.status, "data-keep" in page) == (404, True)
        # What is not there yet may be there when the page is asked for again.
        page = await karen.goes_to(f"{here}/moede/ukendt")
        assert (karen.status, "data-keep" in page) == (404, False)


async def test_karen_finds_her_citizens_in_danish_order(konkret: Konkret) -> None:
    async with konkret.signed_in("Karen Lund") as karen:
        page = await karen.goes_to("/borgere")
    assert page.index("Yasmin Aydin") < page.index("Ægir Hansson") < page.index("Åse Thygesen")


async def test_a_withdrawn_job_cannot_be_applied_for(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        page = await anne.goes_to("/job")
        first = next(address for address, _ in forms_of(page) if address.endswith("/soegt"))
        job = first.split("/")[2]
        await karen.goes_to(f"/borgere/{anne_id}")
        await karen.sends(f"/borgere/{anne_id}/job/{job}/tilbage")
        page = await anne.sends(first)
        assert anne.status == 409
        assert "Jobbet er trukket tilbage af Karen Lund." in page
        assert "0 af 4" in await anne.goes_to("/job")


async def test_a_form_sent_twice_hands_out_one_job(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen:
        page = await karen.goes_to(f"/borgere/{anne_id}")
        fields = next(fields for address, fields in forms_of(page) if address.endswith("/job"))
        fields |= {"title": "Fyrpasser", "employer": "Fyret på Næsset"}
        await karen.posts(f"/borgere/{anne_id}/job", fields)
        page = await karen.posts(f"/borgere/{anne_id}/job", fields)
        assert page.count("Fyret på Næsset") == 1


async def test_a_caseworker_of_another_place_sees_nothing(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    stranger = await konkret.newcomer("Peter Strand", role="caseworker")
    async with konkret.signed_in(stranger) as peter:
        await peter.goes_to(f"/borgere/{anne_id}")
        assert peter.status == 403
        assert "Anne" not in peter.page
        await peter.goes_to("/borgere")
        token = await peter.token()
        await peter.posts(f"/borgere/{anne_id}/job", {"token": token, "id": "x", "title": "T", "employer": "E"})
        assert peter.status == 403


async def test_a_citizen_has_no_way_into_the_caseworkers_pages(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Anne Holm") as anne:
        await anne.goes_to("/")
        for path in ("/borgere", f"/borgere/{anne_id}"):
            await anne.goes_to(path)
            assert anne.status == 403
