"""A joblog as a spreadsheet: what looks like a formula is made harmless, and nothing is lost by it."""

import csv
import io

import pytest

from backend.domain.exported import as_typed, csv_of, harmless
from tests.support.applications import entry

LIVE = ("=1+1", "+45 12 34 56 78", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("https://x.example")')
CALM = ("", "Kok", "a=b", " =1", "'", "'Kok'", "5-10 timer")


@pytest.mark.parametrize("text", [*LIVE, *(f"'{text}" for text in LIVE)])
def test_what_a_spreadsheet_would_work_out_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert as_typed(harmless(text)) == text


@pytest.mark.parametrize("text", CALM)
def test_anything_else_stays_as_it_is(text: str) -> None:
    assert harmless(text) == as_typed(text) == text


def test_no_cell_of_a_whole_sheet_begins_as_a_formula_does() -> None:
    texts = dict.fromkeys(("title", "employer", "place", "contact", "note", "private_note"), "=cmd|' /C calc'!A0")
    file = csv_of([entry(**texts), entry(id="e-2", title='"\r\n=1', note="a;=1")]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file, newline=""), delimiter=";"))
    assert len(rows) == 3
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]
    # Every cell stands in quotes, so that no text ends one.
    assert all(line.startswith('"') for line in file.splitlines() if not line.startswith("=1"))
