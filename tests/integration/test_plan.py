"""«Min Plan»: Anne's own to read, keep and take along, the same for Karen, and nobody else's."""

import io

import pypdf
import pytest

from backend.clock import fresh_id
from backend.commands import agreements as commands
from backend.commands.agreements import Make
from backend.domain.agreement import Promise
from backend.domain.people import Person
from backend.paper.press import Press
from tests.support.people import Browser, Konkret, forms_of
from tests.support.sync_web import Line


async def file_of(browser: Browser, path: str) -> str:
    """The text of the PDF file at that address, which is to be saved and nowhere kept."""
    answer = await browser.http.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="min-plan-2026-11-25.pdf"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)


async def test_what_was_agreed_wished_and_aimed_at_stands_in_the_plan_and_in_the_file(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    typed = "*Truckkort* #set 😀 <b>"
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Karen Lund") as karen:
        await anne.goes_to("/forloeb")
        await anne.sends("/forloeb/oenske", kind="topic", text=typed)
        for browser, path in ((anne, "/plan"), (karen, f"/borgere/{anne_id}/plan")):
            page = await browser.goes_to(path)
            assert 'href="/plan.pdf"' in page or f'href="/borgere/{anne_id}/plan.pdf"' in page
            assert "*Truckkort* #set 😀 &lt;b&gt;" in page
            for told in (
                "Aftaler",
                "<dt>Søgt</dt>",
                "Krav til jobsøgning",
                "Ønsker",
                "Forløbet",
                "CV på Jobnet",
                "torsdag 3. december 2026",
            ):
                assert told in page, told
            text = await file_of(browser, f"{path}.pdf")
            assert "".join(typed.split()) in "".join(text.split())
            for told in (
                "Navn: Anne Holm",
                "Sagsbehandler: Karen Lund",
                "torsdag 3. december 2026 kl. 10.00",
                "Emne til",
            ):
                assert told in text, told


async def test_what_the_jobcentre_promised_its_caseworker_marks_done_and_anne_reads_it(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    [course] = await konkret.db.run(
        "SELECT person.name FROM course JOIN person ON person.id = akasse_caseworker_id WHERE citizen = {}", anne_id
    )
    [person] = await konkret.db.run("SELECT id, name, role, organisation FROM person WHERE name = 'Karen Lund'")
    ids = {"jobcentre": fresh_id(), "a-kasse": fresh_id()}
    for who, agreement in ids.items():
        promise = Promise(who=who, what="Ring til smeden", by="2026-12-01")
        make = Make(id=agreement, meeting="", promise=promise)
        carry_out = konkret.services.carry_out
        await carry_out("agreement.make", commands.make, make, actor=Person(**person), citizen=anne_id)
    here, ours, theirs = (
        f"/borgere/{anne_id}/{path}" for path in ("plan", *(f"aftaler/{each}" for each in ids.values()))
    )
    async with (
        konkret.signed_in("Karen Lund") as karen,
        konkret.signed_in(course["name"]) as sofie,
        konkret.signed_in("Anne Holm") as anne,
    ):
        line = await Line.of(anne)
        await line.sync()
        assert dict(forms_of(await karen.goes_to(here))).keys() & {ours, theirs} == {ours}
        assert dict(forms_of(await sofie.goes_to(here))).keys() & {ours, theirs} == {theirs}
        page = await karen.sends(ours)
        assert (karen.address, "Karen Lund har gjort det" in page) == (here, True)
        assert "Karen Lund har gjort det" in await anne.goes_to("/plan")
        await line.sync()
        assert line.phone.rows["agreement"][ids["jobcentre"]]["done_at"] == konkret.clock()
        for browser, address in ((karen, theirs), (sofie, ours), (anne, ours)):
            await browser.posts(address, {"token": await browser.token(), "done": "0"})
            assert browser.status == 403
        await karen.goes_to(here)
        await karen.sends(ours)
        assert "Karen Lund har gjort det" not in await anne.goes_to("/plan")
    told = await konkret.db.run(
        "SELECT person.name FROM audit JOIN person ON person.id = actor WHERE command = {}", "agreement.fulfil"
    )
    assert [each["name"] for each in told] == ["Karen Lund"] * 2


async def test_anne_says_what_of_her_cv_is_in_order_and_karen_finds_it_where_she_holds_the_meeting(
    konkret: Konkret,
) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    found = await konkret.db.run("SELECT id FROM meeting WHERE citizen = {} AND state = 'booked'", anne_id)
    there = f"/borgere/{anne_id}/moede/{found[0]['id']}"
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Karen Lund") as karen:
        held = await karen.goes_to(there)
        assert "CV sidst gennemgået" in held
        ticked = dict(forms_of(held))[there]
        assert "tick-A.0.2" not in ticked, "what was in order before the last meeting is to be looked at again"
        for part in ("goals", "experience", "education"):
            page = await anne.goes_to("/plan")
            fields = next(fields for _, fields in forms_of(page) if fields.get("part") == part)
            await anne.posts("/plan/cv", fields)
        assert "CV sidst gennemgået 25. nov., i dag" in anne.page
        held = await karen.goes_to(there)
        assert "CV sidst gennemgået onsdag 25. november" in held
        assert dict(forms_of(held))[there]["tick-A.0.2"] == "1"
        # Not in order after all.
        fields = next(fields for _, fields in forms_of(anne.page) if fields.get("part") == "education")
        assert "Ikke gennemgået" in await anne.posts("/plan/cv", fields)
        assert "tick-A.0.2" not in dict(forms_of(await karen.goes_to(there)))[there]


async def test_a_note_about_the_cv_is_kept_or_stands_in_its_field_with_what_is_wrong(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Karen Lund") as karen:
        await anne.goes_to("/plan")
        page = await anne.sends("/plan/cv/note", note="Mangler truckkort", link="javascript:alert(1)")
        assert anne.status == 422
        assert "Adressen skal se ud som https://eksempel.dk/job." in page
        fields = dict(forms_of(page))["/plan/cv/note"]
        assert (fields["note"], fields["link"]) == ("Mangler truckkort", "javascript:alert(1)")
        await anne.posts("/plan/cv/note", fields | {"link": "job.example/anne"})
        assert anne.address == "/plan"
        page = await karen.goes_to(f"/borgere/{anne_id}/plan")
        assert 'href="https://job.example/anne"' in page
        assert "Mangler truckkort" in await file_of(karen, f"/borgere/{anne_id}/plan.pdf")


async def test_a_paper_that_takes_too_long_is_told_of_and_may_be_asked_for_again(konkret: Konkret) -> None:
    object.__setattr__(konkret.services, "press", Press(konkret.services.press.fonts, seconds=0.001))
    async with konkret.signed_in("Anne Holm") as anne:
        answer = await anne.http.get("/plan.pdf", headers={"accept": "text/html"})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "Filen blev ikke færdig" in answer.text


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_the_plan_of_somebody_else_cannot_be_had(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    stranger = await konkret.newcomer("Peter Strand", role="caseworker")
    async with (
        konkret.signed_in("Bo Krogh") as bo,
        konkret.signed_in(stranger) as peter,
        konkret.signed_in("Karen Lund") as karen,
        konkret.visitor() as visitor,
    ):
        for path in (f"/borgere/{anne_id}/plan", f"/borgere/{anne_id}/plan.pdf"):
            for browser in (bo, peter):
                assert (await browser.http.get(path)).status_code == 403, path
            assert (await visitor.http.get(path, headers={"accept": "*/*"})).status_code == 401
        for path in ("/plan", "/plan.pdf", "/maal"):
            assert (await karen.http.get(path)).status_code == 403, "a caseworker has none"
        assert "Bo Krogh" in await file_of(bo, "/plan.pdf")
