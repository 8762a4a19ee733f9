"""A joblog to take along: as a spreadsheet and as JSON, whole, the citizen's own notes included."""

import csv
import io
import re
from collections.abc import Iterable

import msgspec
from msgspec import Struct, structs

from backend.domain.attachment import Attachment
from backend.domain.columns import CHANNELS, COLUMNS, KINDS, STATUSES, YES
from backend.domain.joblog import Entry, recency
from backend.domain.step import Step

# Excel in Danish takes a file apart at semicolons, and takes it for UTF-8 only when it begins with this.
MARK = "\ufeff"
APART = ";"
WRITTEN = [name for name in COLUMNS if name != "answered_on"]
# What a spreadsheet would work out, and what looks as if it had been made harmless already. Full-width signs count.
_LIVE = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


class Taken(Struct, frozen=True, kw_only=True):
    """The whole joblog of the person of that `name`, as it was on the date `made_on`; newest first."""

    name: str
    made_on: str
    entries: tuple[Entry, ...]
    attachments: tuple[Attachment, ...]


def csv_of(entries: Iterable[Entry]) -> bytes:
    """A spreadsheet with a heading and a line for each entry, newest first: UTF-8, semicolons, all cells in quotes."""
    told = io.StringIO()
    sheet = csv.writer(told, delimiter=APART, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    sheet.writerow(COLUMNS[name][0] for name in WRITTEN)
    for entry in sorted(entries, key=recency, reverse=True):
        cells = _cells(entry)
        sheet.writerow(harmless(cells[name]) for name in WRITTEN)
    return (MARK + told.getvalue()).encode()


def json_of(entries: Iterable[Entry], attachments: tuple[Attachment, ...], *, name: str, made_on: str) -> bytes:
    """The entries with all that is kept of them, and what is known of the files enclosed."""
    ordered = tuple(sorted(entries, key=recency, reverse=True))
    taken = Taken(name=name, made_on=made_on, entries=ordered, attachments=attachments)
    return msgspec.json.format(msgspec.json.encode(taken), indent=2)


def harmless(cell: str) -> str:
    """The cell, with an apostrophe in front of what a spreadsheet would take for a formula."""
    return f"'{cell}" if _LIVE.match(cell) else cell


def as_typed(cell: str) -> str:
    """What `harmless` was given."""
    return cell[1:] if cell.startswith("'") and _LIVE.match(cell) else cell


def _cells(entry: Entry) -> dict[str, str]:
    kept = {name: str(value) for name, value in structs.asdict(entry).items() if name in COLUMNS}
    return kept | {
        "channel": CHANNELS[entry.channel][0],
        "found": CHANNELS[entry.found][0] if entry.found else "",
        "status": STATUSES[entry.status][0],
        "steps": ", ".join(map(_step, entry.steps)),
        "kind": KINDS[entry.kind][0] if entry.kind else "",
        "hours": str(entry.hours or ""),
        "archived": YES[0] if entry.archived_at else "",
    }


def _step(step: Step) -> str:
    return f"{step.on} {STATUSES[step.status][0]}"
