"""Attachments as they are drawn: what is enclosed with an entry, and the form that encloses one more."""

from collections.abc import Iterable

from msgspec import Struct

from backend.domain.attachment import Attachment, Role, has_room
from backend.views.form import Field, Filled

ROLE_LABELS: dict[Role, str] = {"application": "Ansøgning", "cv": "CV", "other": "Andet"}

Enclosed = dict[str, tuple["File", ...]]
"""{entry id: its files}."""


class File(Struct, frozen=True, kw_only=True):
    """One file, to be fetched at `/bilag/<id>`; `size` is a text."""

    id: str
    name: str
    role_label: str
    size: str


class Kept(File, frozen=True, kw_only=True):
    """One that only the citizen's phone has; `reason` is why it was not taken here, "" while it waits."""

    reason: str


class Enclosing(Struct, frozen=True, kw_only=True):
    """The section of an entry: its files, and the `form` for one more (empty when there are as many as may be).

    What is `kept` on a phone until there is a connection is known only there.
    """

    entry: str
    files: tuple[File, ...]
    kept: tuple[Kept, ...]
    form: tuple[Field, ...]


def enclosed(attachments: Iterable[Attachment]) -> Enclosed:
    """Files by entry, oldest first."""
    found: Enclosed = {}
    for each in sorted(attachments, key=lambda each: (each.made_at, each.id)):
        file = File(id=each.id, name=each.name, role_label=ROLE_LABELS[each.role], size=_size(each.bytes))
        found[each.entry] = (*found.get(each.entry, ()), file)
    return found


def enclosing(filled: Filled, attachments: tuple[Attachment, ...], entry: str) -> Enclosing:
    """The section of the entry of that id."""
    hint = "PDF, Word (docx), ODT, JPEG eller PNG på højst 10 MB."
    file = filled.field("file", "Fil", kind="file", hint=hint, required=True)
    roles: dict[str, str] = {**ROLE_LABELS}
    role = filled.field("role", "Hvad er det?", kind="select", value="application", choices=roles, required=True)
    return Enclosing(
        entry=entry,
        files=enclosed(attachments).get(entry, ()),
        kept=(),
        form=(file, role) if has_room(attachments, entry) else (),
    )


def _size(count: int) -> str:
    """Thousands of bytes, from a million on millions with one decimal."""
    if count < 1_000_000:
        return f"{max(count // 1000, 1)} kB"
    return f"{count // 1_000_000},{count // 100_000 % 10} MB"
