"""Where each file stands in an archive that a joblog is taken along in: in a folder of its entry, by a safe name."""

import re
from collections.abc import Iterable

from backend.domain.attachment import Attachment, visible
from backend.domain.joblog import Entry

FOLDER = "bilag"
# Of UTF-8: file systems take 255 bytes for a name, and some programs fewer for a whole path.
MOST_BYTES = 80
PLANNED = "Vil søge"
# What Windows lets no name hold, and what it takes for a device whatever the ending.
_UNFIT = re.compile(r'[<>:"/\\|?*]')
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|$)", re.IGNORECASE)


def places(entries: Iterable[Entry], attachments: Iterable[Attachment]) -> dict[str, str]:
    """{attachment id: path}, such as `bilag/2026-11-24 Kok, Kroen/CV.pdf`; no two alike, whatever the case."""
    by_id = {entry.id: entry for entry in entries}
    taken = set[str]()
    folders: dict[str, str] = {}
    found: dict[str, str] = {}
    for each in sorted(attachments, key=lambda each: (each.made_at, each.id)):
        entry = by_id[each.entry]
        if entry.id not in folders:
            folders[entry.id] = _free(f"{FOLDER}/{_folder(entry)}", "", taken)
        stem, dot, ending = each.name.rpartition(".")
        found[each.id] = _free(f"{folders[entry.id]}/{_safe(stem)}", dot + ending, taken)
    return found


def _folder(entry: Entry) -> str:
    about = ", ".join(filter(None, (entry.title, entry.employer)))
    return _safe(f"{entry.applied_on or PLANNED} {about}")


def _safe(name: str) -> str:
    short = _UNFIT.sub("_", visible(name)).encode()[:MOST_BYTES].decode(errors="ignore")
    # A name that ends in a dot or a space is another one on Windows.
    fit = short.strip(" .") or "_"
    return f"_{fit}" if _DEVICE.match(fit) else fit


def _free(stem: str, ending: str, taken: set[str]) -> str:
    path, number = stem + ending, 1
    while path.casefold() in taken:
        number += 1
        path = f"{stem} ({number}){ending}"
    taken.add(path.casefold())
    return path
