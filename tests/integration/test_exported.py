"""Anne takes her joblog along: as a spreadsheet, as JSON, and as a paper that her a-kasse can read."""

import csv
import io
import zipfile

import msgspec
import pypdf

from backend.clock import fresh_id
from backend.commands import requirements
from backend.domain.agreed import Agreed
from backend.domain.exported import Taken
from backend.store import people
from backend.store import record as records
from backend.web.archive import archive
from tests.support.applications import writes_in
from tests.support.people import NOW, Browser, Konkret
from tests.support.uploads import encloses

PRIVATE = "Hvalros-hemmelighed"


async def sheet_of(browser: Browser) -> list[dict[str, str]]:
    answer = await browser.http.get("/joblog/tag-med/csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


async def paper_of(browser: Browser, query: str = "") -> str:
    answer = await browser.http.get(f"/joblog/tag-med/pdf{query}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == 'attachment; filename="jobsoegning-2026-11-25.pdf"'
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages).split())


async def test_anne_has_all_of_it_as_a_spreadsheet_that_opens_in_excel(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        assert 'href="/joblog/tag-med"' in await anne.goes_to("/joblog")
        before = len(await sheet_of(anne))
        await writes_in(anne, title="Æbleplukker; «rød»", note="Ringede\ntil Bo", private_note=PRIVATE, hours="30")
        await writes_in(anne, title="Fyrpasser", employer="", status="planned", applied_on="")
        page = await anne.goes_to("/joblog/tag-med")
        assert f"Der står {before + 2} ansøgninger i den." in page
        assert 'href="/joblog/tag-med/csv"' in page
        answer = await anne.http.get("/joblog/tag-med/csv")
        assert answer.content.startswith(b'\xef\xbb\xbf"Stilling";"Arbejdsgiver";')
        assert answer.headers["content-disposition"] == 'attachment; filename="joblog-2026-11-25.csv"'
        rows = {row["Stilling"]: row for row in await sheet_of(anne)}
        assert len(rows) == before + 2
        picker = rows["Æbleplukker; «rød»"]
        assert (picker["Note"], picker["Til dig selv"], picker["Timer"]) == ("Ringede\ntil Bo", PRIVATE, "30")
        assert (picker["Dato"], picker["Status"], picker["Forløb"]) == ("2026-11-25", "Søgt", "2026-11-25 Søgt")
        assert (rows["Fyrpasser"]["Dato"], rows["Fyrpasser"]["Status"]) == ("", "Vil søge")


async def test_anne_has_whole_entries_with_their_steps_as_json(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        new = await writes_in(anne, title="Fyrpasser", private_note=PRIVATE, applied_on="2026-11-20")
        await anne.goes_to(f"/joblog/{new}")
        await anne.sends(f"/joblog/{new}/trin", status="rejected", on="2026-11-24")
        answer = await anne.http.get("/joblog/tag-med/json")
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["content-disposition"] == 'attachment; filename="joblog-2026-11-25.json"'
        taken = msgspec.json.decode(answer.content, type=Taken)
        assert (taken.name, taken.made_on) == ("Anne Holm", "2026-11-25")
        found = next(entry for entry in taken.entries if entry.id == new)
        assert [(step.status, step.on) for step in found.steps] == [
            ("applied", "2026-11-20"),
            ("rejected", "2026-11-24"),
        ]
        assert found.private_note == PRIVATE


async def test_anne_has_everything_with_her_files_as_one_archive(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        assert "Der er ingen bilag endnu." in await anne.goes_to("/joblog/tag-med")
        new = await writes_in(anne, title="Kok/kokke: æ", employer="Kroen", private_note=PRIVATE)
        for name, content in (("CV.pdf", b"%PDF-et"), ("CV.pdf", b"%PDF-to"), ("tabt.pdf", b"%PDF-tre")):
            await anne.goes_to(f"/joblog/{new}")
            await encloses(anne, f"/joblog/{new}", content, name=name)
        files = {
            each.name: each for each in (await records.read(konkret.db, await konkret.id_of("Anne Holm"))).attachments
        }
        await konkret.services.files.remove([files["tabt.pdf"].id])
        assert "Der er 3 bilag." in await anne.goes_to("/joblog/tag-med")
        answer = await anne.http.get("/joblog/tag-med/zip")
        assert answer.headers["content-type"] == "application/zip"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-disposition"] == 'attachment; filename="joblog-2026-11-25.zip"'
        with zipfile.ZipFile(io.BytesIO(answer.content)) as opened:
            assert opened.testzip() is None
            found = {name: opened.read(name) for name in opened.namelist()}
        folder = "bilag/2026-11-25 Kok_kokke_ æ, Kroen"
        assert set(found) == {
            "joblog-2026-11-25.csv", "joblog-2026-11-25.json", f"{folder}/CV.pdf", f"{folder}/CV (2).pdf", "mangler.txt"
        }  # fmt: skip
        assert {found[f"{folder}/CV.pdf"], found[f"{folder}/CV (2).pdf"]} == {b"%PDF-et", b"%PDF-to"}
        assert f"{folder}/tabt.pdf" in found["mangler.txt"].decode()
        assert found["joblog-2026-11-25.csv"] == (await anne.http.get("/joblog/tag-med/csv")).content
        taken = msgspec.json.decode(found["joblog-2026-11-25.json"], type=Taken)
        assert {each.name for each in taken.attachments} == {"CV.pdf", "tabt.pdf"}
        assert PRIVATE in found["joblog-2026-11-25.json"].decode()


async def test_the_archive_is_sent_while_it_is_made(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        new = await writes_in(anne, title="Kok", employer="Kroen")
        for number in range(5):
            await anne.goes_to(f"/joblog/{new}")
            await encloses(anne, f"/joblog/{new}", b"%PDF-".ljust(100_000, bytes([number])))
        record = await records.read(konkret.db, await konkret.id_of("Anne Holm"))
        made = archive((), record.entries, record.attachments, files=konkret.services.files, now=NOW)
        assert max([len(piece) async for piece in made]) < 2 * 100_000


async def test_her_a_kasse_gets_what_she_applied_for_in_the_period_and_none_of_her_notes(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await writes_in(anne, title="Fyrpasser", employer="Fyret", applied_on="2026-11-20", private_note=PRIVATE)
        await writes_in(anne, title="Måneløber", employer="Månen", applied_on="2026-08-25", note="Hvalros-delt")
        await writes_in(anne, title="Drømmejob", status="planned", applied_on="")
        text = await paper_of(anne)
        for said in (
            "Jobsøgning i perioden",
            "Anne Holm",
            "26. aug. 2026 til 25. nov. 2026",
            "Fyrpasser",
            "20. nov. 2026",
        ):
            assert said in text
        assert "Ansøgningerne skal også stå i jobloggen på Jobnet" in text
        for unsaid in ("Måneløber", "Drømmejob", PRIVATE):
            assert unsaid not in text
        text = await paper_of(anne, "?since=2026-08-01&until=2026-08-31")
        assert "Måneløber" in text
        assert "Fyrpasser" not in text
        assert "Hvalros" not in text


async def test_the_paper_says_how_what_was_agreed_is_filled_in(konkret: Konkret) -> None:
    query = "?since=2026-11-11&until=2026-11-17"
    async with konkret.signed_in("Anne Holm") as anne:
        await writes_in(anne, title="Fyrpasser", employer="Fyret", applied_on="2026-11-10")
        await writes_in(anne, title="Måneløber", employer="Månen", applied_on="2026-11-13")
        before_any = await paper_of(anne, "?since=2026-01-01&until=2026-01-31")
        assert "Krav til jobsøgning" not in before_any
        assert "Der er ikke skrevet ansøgninger ind i perioden." in before_any
        await _agree_on(konkret, since="2026-11-16", number="3")
        text = await paper_of(anne, query)
        assert "Krav til jobsøgning Periode Aftalt Søgt" in text
        assert "Uge 46, 9. nov. til 15. nov. 2026 2 2" in text
        assert "Uge 47, 16. nov. til 22. nov. 2026 3" in text
        assert "Uge 45" not in text
        assert "Fyrpasser" not in text, "its day lies before the list, though its week is counted"
        for ahead in ("?since=2026-11-17&until=9999-12-31", "?since=9999-12-31&until=9999-12-31"):
            assert "Uge 49" not in await paper_of(anne, ahead), "it has not begun"


async def _agree_on(konkret: Konkret, *, since: str, number: str) -> None:
    with konkret.db.bound():
        karen, anne = await people.named("Karen Lund"), await people.named("Anne Holm")
        agreed = Agreed(
            since=since, number=number, period="week", channels=(), fields="", geography="", uploads="", note=""
        )
        args = requirements.Set(id=fresh_id(), agreed=agreed)
        await konkret.services.carry_out("requirement.set", requirements.agree, args, actor=karen, citizen=anne.id)


async def test_days_that_cannot_be_are_told_beside_the_field(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        for query, sentence in (
            ("since=x&until=2026-11-25", "Skriv en dato, for eksempel 2026-11-23."),
            ("since=2026-11-25&until=2026-11-01", "Slutdatoen ligger før startdatoen."),
            ("since=&until=", "Skriv en dato, for eksempel 2026-11-23."),
        ):
            page = await anne.goes_to(f"/joblog/tag-med/pdf?{query}")
            assert anne.status == 422, query
            assert (
                f'class="field__error" id="paper-{"until" if "før" in sentence else "since"}-error">{sentence}' in page
            )
