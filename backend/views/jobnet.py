"""«Kopiér til Jobnet» as it is drawn: one application, field by field."""

from msgspec import Struct

from backend.domain.joblog import Entry
from backend.domain.jobnet import copying
from backend.domain.record import Record
from backend.domain.step import LABELS
from backend.domain.time import local_date
from backend.views.application import CHANNEL_LABELS
from backend.views.shell import Shell


class CopyField(Struct, frozen=True, kw_only=True):
    """A text to copy; `long` may have several lines."""

    name: str
    label: str
    value: str
    long: bool


class CopyCard(Struct, frozen=True, kw_only=True):
    """One application; what was not written of it has no field."""

    id: str
    title: str
    employer: str
    fields: tuple[CopyField, ...]


class JobnetPage(Struct, frozen=True, kw_only=True):
    """Number `number` of `total`; `entry` is None when there is none left, but those that were `skipped`."""

    shell: Shell
    entry: CopyCard | None
    number: int
    total: int
    skipped: int


def jobnet_page(shell: Shell, record: Record, *, now: int, after: str) -> JobnetPage:
    """The application that comes after the one of that id, "" for the first; `now` is an instant."""
    found = copying(record.entries, after=after, today=local_date(now))
    return JobnetPage(
        shell=shell,
        entry=_card(found.entry) if found.entry else None,
        number=found.number,
        total=found.total,
        skipped=found.skipped,
    )


def _card(entry: Entry) -> CopyCard:
    year, month, day = entry.applied_on.split("-")
    texts = (
        ("title", "Stilling", entry.title),
        ("employer", "Arbejdsgiver", entry.employer),
        ("cvr", "CVR-nummer", entry.cvr),
        ("place", "Sted", entry.place),
        ("applied_on", "Søgt den", f"{day}-{month}-{year}"),
        ("channel", "Hvordan søgt", CHANNEL_LABELS[entry.channel]),
        ("status", "Hvor langt", LABELS[entry.status]),
        ("link", "Link til opslaget", entry.link),
        ("contact", "Kontaktperson", entry.contact),
        ("note", "Note", entry.note),
    )
    fields = (CopyField(name=name, label=label, value=text, long=name == "note") for name, label, text in texts if text)
    return CopyCard(id=entry.id, title=entry.title, employer=entry.employer, fields=tuple(fields))
