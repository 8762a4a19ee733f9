"""«Skriv ansøgninger ind fra et regneark» as it is drawn: the file that is asked for, and what will be made of it."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from backend.domain.imported import Alike, Line, Wrong
from backend.domain.step import LABELS
from backend.views.form import Field, Filled
from backend.views.shell import Shell


class LineCard(Struct, frozen=True, kw_only=True):
    """One line of the file: its number there, and the entry it becomes. `repeats` says what it looks like, or ""."""

    number: int
    id: str
    title: str
    employer: str
    applied_on: str
    status_label: str
    remarks: tuple[str, ...]
    repeats: str


class Preview(Struct, frozen=True, kw_only=True):
    """What will be made (`new`), what might be made twice (`alike`), what cannot be made (`wrong`).

    `lines` is what the form brings back of it, as JSON.
    """

    new: tuple[LineCard, ...]
    alike: tuple[LineCard, ...]
    wrong: tuple[Wrong, ...]
    lines: str


class ImportedPage(Struct, frozen=True, kw_only=True):
    """The page. `form` asks for the file, empty beside a preview; `written` how many were just written in, 0 = none."""

    shell: Shell
    form: tuple[Field, ...]
    written: int
    preview: Preview | None


def imported_page(
    shell: Shell, *, written: int = 0, preview: Preview | None = None, problems: Mapping[str, str] | None = None
) -> ImportedPage:
    """The page; `problems` are those of the file."""
    hint = "Gem regnearket som CSV. Højst 500 linjer og 1 MB."
    file = Filled(None, problems).field("file", "Fil (CSV)", kind="sheet", hint=hint, required=True)
    return ImportedPage(shell=shell, form=() if preview else (file,), written=written, preview=preview)


def preview_of(
    new: Sequence[Line], alike: Sequence[Alike], wrong: Sequence[Wrong], *, ids: Mapping[int, str], lines: str
) -> Preview:
    """The lines; `ids` are those of the entries they would become, by the number of the line."""
    return Preview(
        new=tuple(_card(line, ids, repeats="") for line in new),
        alike=tuple(_card(each.line, ids, repeats=each.sentence) for each in alike),
        wrong=tuple(wrong),
        lines=lines,
    )


def _card(line: Line, ids: Mapping[int, str], *, repeats: str) -> LineCard:
    return LineCard(
        number=line.number,
        id=ids[line.number],
        title=line.application.title,
        employer=line.application.employer,
        applied_on=line.application.applied_on,
        status_label=LABELS[line.steps[-1].status],
        remarks=line.remarks,
        repeats=repeats,
    )
