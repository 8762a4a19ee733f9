"""A joblog is taken along by the citizen whose it is alone, and nothing in it comes alive in a spreadsheet."""

import csv
import io
import json

import pytest

from tests.support.applications import writes_in
from tests.support.people import Konkret, forms_of
from tests.support.uploads import PAGE, chooses, sends_whole

FILES = ("csv", "json", "zip", "pdf")
SECRET = "Hvalros-hemmelighed"


async def test_each_has_their_own_and_nobody_elses(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo:
        await writes_in(anne, title="Fyrpasser", private_note=SECRET)
        assert SECRET in (await anne.http.get("/joblog/tag-med/csv")).text
        assert SECRET in (await anne.http.get("/joblog/tag-med/json")).text
        for query in ("", f"?citizen={anne_id}", f"?person={anne_id}&id={anne_id}"):
            for kind in ("csv", "json", "zip"):
                answer = await bo.http.get(f"/joblog/tag-med/{kind}{query}")
                assert answer.status_code == 200
                assert "Fyrpasser" not in answer.text
        for path in (f"/borgere/{anne_id}/tag-med/csv", f"/joblog/tag-med/{anne_id}", f"/joblog/{anne_id}/tag-med"):
            assert (await bo.http.get(path, headers={"accept": "text/html"})).status_code in {403, 404}, path


async def test_a_caseworker_and_a_visitor_get_no_file(konkret: Konkret) -> None:
    async with konkret.signed_in("Karen Lund") as karen, konkret.visitor() as visitor:
        for kind in FILES:
            answer = await karen.http.get(f"/joblog/tag-med/{kind}")
            assert answer.status_code == 403
            assert "content-disposition" not in answer.headers
            assert (await visitor.http.get(f"/joblog/tag-med/{kind}")).status_code == 401


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_formula_that_somebody_has_written_does_not_run_in_a_spreadsheet(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await writes_in(anne, title="=HYPERLINK(1)", employer="@SUM(A1)", note="+45 12 34 56 78", place="-1")
        file = (await anne.http.get("/joblog/tag-med/csv")).content.decode("utf-8-sig")
        rows = csv.reader(io.StringIO(file, newline=""), delimiter=";")
        assert "'=HYPERLINK(1)" in file
        assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]


async def test_a_file_is_taken_in_by_its_own_citizen_with_the_token_of_the_page(konkret: Konkret) -> None:
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Bo Krogh") as bo:
        for path in (PAGE, f"{PAGE}/skriv"):
            for browser, token in ((karen, await karen.token()), (bo, await karen.token()), (bo, "0" * 32)):
                await sends_whole(browser, path, {"token": token, "lines": "[]"}, file=("a.csv", b"Stilling\nKok"))
                assert browser.status == 403, path


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_lines_that_no_page_of_ours_made_are_judged_as_what_is_typed(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo:
        hers = await writes_in(anne, title="Fyrpasser")
        token = await bo.token()
        await chooses(bo, "Stilling;Arbejdsgiver;Dato\nKok;Kroen;3.11.2026\n")
        lines = json.loads(dict(forms_of(bo.page))[f"{PAGE}/skriv"]["lines"])
        (good,) = lines
        application, line = good["line"]["application"], good["line"]
        for bad in (
            "",
            "{}",
            "[1]",
            [good] * 501,
            [good | {"id": "x"}],
            [good | {"id": hers}],
            [good | {"line": line | {"steps": []}}],
            [good | {"line": line | {"steps": [{"status": "hired", "on": "2026-11-03"}]}}],
            [good | {"line": line | {"steps": [{"status": "applied", "on": "2099-01-01"}]}}],
            [good | {"line": line | {"on_jobnet": "2099-01-01"}}],
            [good | {"line": line | {"application": application | {"link": "javascript:alert(1)"}}}],
            [good | {"line": line | {"application": application | {"title": "K" * 201}}}],
            [good | {"line": line | {"application": application | {"channel": "fax"}}}],
        ):
            text = bad if isinstance(bad, str) else json.dumps(bad)
            await sends_whole(bo, f"{PAGE}/skriv", {"token": token, "lines": text})
            assert bo.status in {403, 422}, bad
        assert "Kroen" not in await bo.goes_to("/joblog")


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_what_is_far_too_large_is_not_even_read(konkret: Konkret) -> None:
    async with konkret.signed_in("Bo Krogh") as bo:
        assert "Filen fylder mere end 1 MB." in await chooses(bo, b"Stilling\n" + b"x" * 2_000_000)
        await chooses(bo, b"x" * 9_000_000)
        assert bo.status == 413
