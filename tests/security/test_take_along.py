"""A joblog is taken along by the citizen whose it is alone, and nothing in it comes alive in a spreadsheet."""

import csv
import io

import pytest

from tests.support.applications import writes_in
from tests.support.people import Konkret

FILES = ("csv", "json", "pdf")
SECRET = "Hvalros-hemmelighed"


async def test_each_has_their_own_and_nobody_elses(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo:
        await writes_in(anne, title="Fyrpasser", private_note=SECRET)
        assert SECRET in (await anne.http.get("/joblog/tag-med/csv")).text
        assert SECRET in (await anne.http.get("/joblog/tag-med/json")).text
        for query in ("", f"?citizen={anne_id}", f"?person={anne_id}&id={anne_id}"):
            for kind in ("csv", "json"):
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
