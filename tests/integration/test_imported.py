"""Bo has kept his applications in a spreadsheet: he sees what would be made of it, and then it is his joblog."""

import re

import msgspec
import pytest

from backend.domain.exported import Taken
from tests.support.applications import writes_in
from tests.support.people import Browser, Konkret, forms_of
from tests.support.uploads import PAGE, agrees, chooses, told

SHEET = (
    "Titel;Virksomhed;Ansøgt;Status;Hvordan;Bemærkninger\r\n"
    'Fyrpasser;Fyret på Molen;3-11-2026;Afslag;Telefon;"Ring\r\ntil Bo"\r\n'
    "Kok;Kroen;10.11.2026;Søgt;;\r\n"
    ";Månen;10.11.2026;;;\r\n"
    "Måneløber;Månen;10.11.2099;;;\r\n"
    "Drømmejob;Operaen;;;;\r\n"
)


async def joblog_of(browser: Browser) -> Taken:
    return msgspec.json.decode((await browser.http.get("/joblog/tag-med/json")).content, type=Taken)


async def test_bo_sees_line_by_line_what_will_be_made_and_then_it_is(konkret: Konkret) -> None:
    async with konkret.signed_in("Bo Krogh") as bo:
        await writes_in(bo, title="kok", employer="Kroen ApS", applied_on="2026-11-09")
        before = len((await joblog_of(bo)).entries)
        assert f'href="{PAGE}"' in await bo.goes_to("/joblog")
        page = told(await chooses(bo, SHEET.encode("cp1252")))
        assert bo.status == 200
        assert "Intet er skrevet ind endnu." in page
        assert "2 linjer kan ikke skrives ind" in page
        assert "Linje 4 Stilling: Skriv, hvilket job du har søgt." in page
        assert "Linje 5: Måneløber Dato: Datoen ligger i fremtiden. Skriv den dag, du søgte." in page
        assert "1 står der måske allerede" in page
        assert (
            "Linje 3 Kok , Kroen tirsdag 10. november 2026 · Søgt Ligner «kok», som allerede står i din joblog." in page
        )
        assert "2 bliver skrevet ind Linje 2 Fyrpasser , Fyret på Molen tirsdag 3. november 2026 · Afslag" in page
        assert "Skriv 2 ansøgninger ind" in page
        assert len((await joblog_of(bo)).entries) == before

        page = told(await agrees(bo))
        assert bo.address == PAGE
        assert "2 ansøgninger er skrevet ind." in page
        entries = {entry.title: entry for entry in (await joblog_of(bo)).entries}
        assert len(entries) == before + 2
        keeper = entries["Fyrpasser"]
        assert (keeper.employer, keeper.channel, keeper.note) == ("Fyret på Molen", "telephone", "Ring\ntil Bo")
        assert [(step.status, step.on) for step in keeper.steps] == [
            ("applied", "2026-11-03"),
            ("rejected", "2026-11-03"),
        ]
        assert entries["Drømmejob"].status == "planned"
        assert "Kok" not in entries
        assert "Fyrpasser" in await bo.goes_to("/joblog")


async def test_a_line_for_a_goal_goes_with_the_goal_that_stands_there(konkret: Konkret) -> None:
    async with konkret.signed_in("Bo Krogh") as bo:
        await konkret.db.run("DELETE FROM goal WHERE citizen = {}", await konkret.id_of("Bo Krogh"))
        page = await bo.goes_to("/maal")
        at, form = next((at, form) for at, form in forms_of(page) if form.get("letter") == "B")
        await bo.posts(at, form | {"occupation": "Fyrpasser"})
        await chooses(bo, "Stilling;Virksomhed;Dato;Mål\nFyrpasser;Fyret;03-11-2026;B\nKok;Kroen;03-11-2026;\n")
        await agrees(bo)
        entries = {entry.title: entry for entry in (await joblog_of(bo)).entries}
        assert entries["Fyrpasser"].goal_id == at.removeprefix("/maal/")
        assert entries["Kok"].goal_id == ""


async def test_what_looks_alike_is_written_in_where_bo_ticks_it(konkret: Konkret) -> None:
    async with konkret.signed_in("Bo Krogh") as bo:
        await writes_in(bo, title="Kok", employer="Kroen", applied_on="2026-11-09")
        await chooses(bo, SHEET)
        (also,) = re.findall(r'name="also-([\w-]{22})"', bo.page)
        assert "3 ansøgninger er skrevet ind." in told(await agrees(bo, also))
        assert [entry.title for entry in (await joblog_of(bo)).entries].count("Kok") == 2


async def test_the_same_form_sent_twice_makes_one_of_each(konkret: Konkret) -> None:
    async with konkret.signed_in("Bo Krogh") as bo:
        preview = await chooses(bo, SHEET)
        await agrees(bo)
        made = len((await joblog_of(bo)).entries)
        bo.page = preview
        assert "3 ansøgninger er skrevet ind." in told(await agrees(bo))
        assert len((await joblog_of(bo)).entries) == made
        assert "Skriv dem ind, der er sat hak ved" in await chooses(bo, SHEET), (
            "the file once more: all of it stands there"
        )


async def test_all_of_it_is_written_or_none(konkret: Konkret) -> None:
    async with konkret.signed_in("Bo Krogh") as bo:
        await chooses(bo, SHEET)
        before = len((await joblog_of(bo)).entries)
        lines = re.search(r'name="lines" value="([^"]+)"', bo.page)
        assert lines
        spoilt = lines[1].replace("&#34;", '"').replace('"Drømmejob"', '""')
        page = told(await agrees(bo, lines=spoilt))
        assert bo.status == 422
        assert "Det, der blev læst, kunne ikke skrives ind. Vælg filen igen." in page
        assert len((await joblog_of(bo)).entries) == before


async def test_what_anne_took_along_bo_can_take_in(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo:
        await writes_in(
            anne, title="=Fyrpasser", employer="Fyret", private_note="Lav stemme", contact="+45 12 34 56 78"
        )
        hers = (await joblog_of(anne)).entries
        stood = {(entry.title, entry.employer) for entry in (await joblog_of(bo)).entries}
        await chooses(bo, (await anne.http.get("/joblog/tag-med/csv")).content)
        await agrees(bo)
        his = {(entry.title, entry.employer): entry for entry in (await joblog_of(bo)).entries}
        taken = [entry for entry in hers if (entry.title, entry.employer) not in stood]
        assert len(taken) > 1
        for entry in taken:
            same = his[(entry.title, entry.employer)]
            assert (same.steps, same.note, same.private_note) == (entry.steps, entry.note, entry.private_note)
            assert (same.contact, same.link, same.place) == (entry.contact, entry.link, entry.place)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"%PDF-1.7 ...", "Filen er en PDF."),
        (b"Stilling;Dato\nKo\x00k;3.11.2026\n", "Filen er ikke en CSV-fil"),
        (b"x" * 5_000_000, "Filen fylder mere end 1 MB."),
        (b"a;b;c\n1;2;3\n", "Første linje skal sige"),
        (b"", "Filen er tom."),
    ],
)
@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_file_that_is_none_is_told_beside_the_field(konkret: Konkret, file: bytes, sentence: str) -> None:
    async with konkret.signed_in("Bo Krogh") as bo:
        page = await chooses(bo, file)
        assert bo.status == 422
        assert f'id="import-file-error">{sentence}' in page
        assert f'<a href="#import-file">{sentence}' in page
        assert "<title>Fejl: Skriv ind fra et regneark" in page
        assert "Det, du skrev, står her endnu." not in page, "there was nothing to write"


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_without_a_file_bo_is_asked_for_one(konkret: Konkret) -> None:
    async with konkret.signed_in("Bo Krogh") as bo:
        assert "Vælg den fil, du vil skrive ind." in await chooses(bo, b"", name="")
        page = await bo.goes_to(PAGE)
        assert re.search(rf'<form [^>]*action="{PAGE}"[^>]* novalidate>', page), "the sentence is ours, not a browser's"
        assert "Vælg den fil, du vil skrive ind." in await bo.sends(PAGE, file="Stilling\nKok")
