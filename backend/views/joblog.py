"""The joblog as it is drawn: entries by week, and the form of one entry."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from msgspec import Struct

from backend.domain.dates import iso_week, monday_of, plus
from backend.domain.joblog import Entry, as_written, recency
from backend.domain.record import Record
from backend.domain.time import local_date
from backend.views.form import Field, Filled
from backend.views.shell import Shell
from backend.views.status import Status, received

CHANNEL_LABELS: dict[str, str] = {
    "posted": "Opslået stilling",
    "unsolicited": "Uopfordret",
    "network": "Netværk",
    "personal": "Personligt fremmøde",
    "telephone": "Telefon",
    "agency": "Vikarbureau",
}


class EntryCard(Struct, frozen=True, kw_only=True):
    """One entry. `job` is the id of the handed-out job it answers ("" = an own one)."""

    id: str
    job: str
    title: str
    employer: str
    place: str
    link: str
    applied_on: str
    channel_label: str
    note: str
    status: Status


class Week(Struct, frozen=True, kw_only=True):
    """Entries of one ISO week, newest first."""

    year: int
    week: int
    this_week: bool
    entries: tuple[EntryCard, ...]


class JoblogPage(Struct, frozen=True, kw_only=True):
    """The page «Joblog». `this_week` counts the entries of the running ISO week."""

    shell: Shell
    this_week: int
    total: int
    weeks: tuple[Week, ...]


class Was(Struct, frozen=True, kw_only=True):
    """What stood in a field when its form was first drawn: what still stands there was not changed by this form."""

    name: str
    value: str


class EntryPage(Struct, frozen=True, kw_only=True):
    """The form of one entry. `id` is the entry's, or the id a new one will get; `version` what an edit is based on."""

    shell: Shell
    is_new: bool
    id: str
    job: str
    version: int
    was: tuple[Was, ...]
    form: tuple[Field, ...]
    status: Status


def joblog_page(shell: Shell, record: Record, *, now: int) -> JoblogPage:
    """All entries that were applied for; `now` is an instant."""
    today = local_date(now)
    return JoblogPage(
        shell=shell,
        this_week=in_week_of(today, record.entries),
        total=sum(entry.applied_on != "" for entry in record.entries),
        weeks=weeks(record.entries, today=today),
    )


def entry_page(
    shell: Shell,
    record: Record,
    *,
    id: str,  # noqa: A002 -- the field's own name
    is_new: bool,
    now: int,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> EntryPage:
    """The form of the entry of that id, which the record must hold unless it `is_new`."""
    entry = None if is_new else next(each for each in record.entries if each.id == id)
    filled = Filled(typed, problems)
    form = _entry_form(filled, entry, today=local_date(now))
    return EntryPage(
        shell=filled.shell(shell, form),
        is_new=is_new,
        id=id,
        job=entry.job if entry else "",
        version=filled.version(entry.version) if entry else 0,
        was=_was(filled, entry, form) if entry else (),
        form=form,
        status=received(entry.received_at if entry else 0),
    )


def weeks(entries: Iterable[Entry], *, today: str) -> tuple[Week, ...]:
    """The entries that were applied for by ISO week, newest first."""
    newest = sorted((entry for entry in entries if entry.applied_on), key=recency, reverse=True)
    return tuple(
        Week(year=week[0], week=week[1], this_week=week == iso_week(today), entries=tuple(map(_card, of_week)))
        for week, of_week in groupby(newest, key=lambda entry: iso_week(entry.applied_on))
    )


def in_week_of(today: str, entries: Iterable[Entry]) -> int:
    """How many of the entries were applied for in the ISO week that the date `today` lies in."""
    first = monday_of(today)
    return sum(first <= entry.applied_on < plus(first, 7) for entry in entries)


def how_fields(filled: Filled, *, applied_on: str, channel: str, note: str) -> tuple[Field, ...]:
    """When and how it was applied for: the same fields for a handed-out job and for an own entry."""
    return (
        filled.field("applied_on", "Hvornår søgte du?", kind="date", value=applied_on, required=True),
        filled.field(
            "channel", "Hvordan søgte du?", kind="select", value=channel, required=True, choices=CHANNEL_LABELS
        ),
        filled.field("note", "Note", kind="textarea", value=note),
    )


def _entry_form(filled: Filled, entry: Entry | None, *, today: str) -> tuple[Field, ...]:
    return (
        filled.field("title", "Stilling", value=entry.title if entry else "", required=True),
        filled.field("employer", "Arbejdsgiver", value=entry.employer if entry else "", required=True),
        filled.field("place", "Sted", value=entry.place if entry else ""),
        filled.field("link", "Link til opslaget", kind="url", value=entry.link if entry else ""),
        *how_fields(
            filled,
            applied_on=entry.applied_on if entry else today,
            channel=entry.channel if entry else "posted",
            note=entry.note if entry else "",
        ),
    )


def _was(filled: Filled, entry: Entry, form: tuple[Field, ...]) -> tuple[Was, ...]:
    stands = as_written(entry)
    return tuple(Was(name=field.name, value=filled.was(field.name, stands[field.name])) for field in form)


def _card(entry: Entry) -> EntryCard:
    return EntryCard(
        id=entry.id,
        job=entry.job,
        title=entry.title,
        employer=entry.employer,
        place=entry.place,
        link=entry.link,
        applied_on=entry.applied_on,
        channel_label=CHANNEL_LABELS[entry.channel],
        note=entry.note,
        status=received(entry.received_at),
    )
