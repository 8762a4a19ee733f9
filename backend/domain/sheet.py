"""A file that is to be a spreadsheet as text (CSV): taken apart into rows of cells, or turned away in a sentence."""

import codecs
import csv
import io
import re
from collections.abc import Mapping

from backend.domain.columns import COLUMNS, named, plain
from backend.domain.errors import Invalid
from backend.domain.exported import as_typed

MOST_BYTES = 1024 * 1024
MOST_COLUMNS = 100
MOST_LINES = 500
SEPARATORS = ";,\t"

# How the files that are taken for spreadsheets most often begin, and what they are.
_OTHERS = {
    b"%PDF": "Filen er en PDF. Gem den som CSV i det program, den er lavet i, og vælg den igen.",
    b"PK\x03\x04": "Filen er et regneark eller en pakket fil. Åbn den, gem den som CSV, og vælg den igen.",
    b"\xd0\xcf\x11\xe0": "Filen er et regneark i et ældre format. Åbn den, gem den som CSV, og vælg den igen.",
}
_NOT_TEXT = "Filen er ikke en CSV-fil: der står andet end tekst i den. Gem dit regneark som CSV, og vælg den igen."
# In any other file than one of text. The other control characters may be in what somebody pasted and took along.
_NEVER_TEXT = "\0"
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_HEADINGS = named(COLUMNS)

Row = tuple[int, dict[str, str]]
"""The number of a line as a spreadsheet counts them, the heading being 1, and {column: cell}; empty ones left out."""


def rows_of(file: bytes) -> list[Row]:
    """The lines below the heading, those without a word left out.

    Raises Invalid with a sentence about the `file`.
    """
    text = _text(file)
    said = _SAID.match(text)
    best = max(said[1] if said else SEPARATORS, key=lambda separator: len(_columns(_heading(text, separator))))
    lines = _lines(text[said.end() if said else 0 :], best)
    columns = _columns(lines[0] if lines else [])
    _must_be_headed(columns, width=max(map(len, lines), default=0))
    rows = [(number, _row(cells, columns)) for number, cells in enumerate(lines[1:], start=2)]
    rows = [(number, row) for number, row in rows if row]
    if not rows:
        raise _no("Der er ingen linjer under overskrifterne.")
    if len(rows) > MOST_LINES:
        raise _no(f"Der er {len(rows)} linjer i filen. Højst {MOST_LINES} ad gangen: del den op i flere.")
    return rows


def _text(file: bytes) -> str:
    if len(file) > MOST_BYTES:
        raise _no("Filen fylder mere end 1 MB. Del den op i flere.")
    for begins, sentence in _OTHERS.items():
        if file.startswith(begins):
            raise _no(sentence)
    try:
        text = file.decode(_encoding(file))
    except UnicodeDecodeError as error:
        raise _no(_NOT_TEXT) from error
    if not text.strip("\ufeff \t\r\n"):
        raise _no("Filen er tom.")
    if _NEVER_TEXT in text:
        raise _no(_NOT_TEXT)
    return text


def _encoding(file: bytes) -> str:
    """UTF-16 where it says so or every other byte is empty, UTF-8 where it can be, else what Excel writes by itself."""
    if file.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for half, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(file) > 1 and file[half::2].count(0) > len(file) // 3:
            return encoding
    try:
        file.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _heading(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except (csv.Error, StopIteration):
        return []


def _lines(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[list[str]] = []
    try:
        lines.extend(reader)
    except csv.Error as error:
        place = len(lines) + 1
        raise _no(f"Linje {place} kan ikke læses. Se efter, om et anførselstegn mangler eller er for meget.") from error
    return lines


def _columns(heading: list[str]) -> dict[str, int]:
    """Where each column that is known stands; of two by the same name the first."""
    found: dict[str, int] = {}
    for at, cell in enumerate(heading):
        if name := _HEADINGS.get(plain(cell)):
            found.setdefault(name, at)
    return found


def _must_be_headed(columns: Mapping[str, int], *, width: int) -> None:
    if width > MOST_COLUMNS:
        raise _no(f"Der er {width} kolonner i filen. Højst {MOST_COLUMNS}.")
    if not columns:
        raise _no("Første linje skal sige, hvad der står i kolonnerne, for eksempel Stilling, Arbejdsgiver og Dato.")
    if "title" not in columns:
        raise _no("Der mangler en kolonne, der hedder Stilling.")


def _row(cells: list[str], columns: Mapping[str, int]) -> dict[str, str]:
    given = {name: as_typed(cells[at].strip()) for name, at in columns.items() if at < len(cells)}
    return {name: cell for name, cell in given.items() if cell}


def _no(sentence: str) -> Invalid:
    return Invalid({"file": sentence})
