"""The joblog as it is drawn: what is planned, what was applied for by week, and what is looked for in it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct

from backend.domain.dates import LAST, iso_week
from backend.domain.joblog import Entry, in_week_of, recency
from backend.domain.record import Record
from backend.domain.search import Search, matches, search_of
from backend.domain.step import LABELS
from backend.domain.step import Status as State
from backend.domain.time import local_date
from backend.views.application import CHANNEL_LABELS, GOAL_LABELS, KIND_LABELS
from backend.views.attachments import Enclosed, File, enclosed
from backend.views.form import Field, Filled
from backend.views.requirement_bar import Bar, bar_of, count_of
from backend.views.shell import Shell
from backend.views.status import Status, received

PAGE = 50


class At(NamedTuple):
    """Where a joblog is opened: at a page, or at the entry of that id, "" = at the first page."""

    page: str = ""
    entry: str = ""


FIRST = At()


class Taken(Struct, frozen=True, kw_only=True):
    """One step that was taken, and its date."""

    status: State
    label: str
    on: str


class EntryCard(Struct, frozen=True, kw_only=True):
    """What may be read of one entry by others too. `job` is the id of the handed-out job it answers ("" = an own one).

    `details` is what else is said of it; `way` are the steps from the application on; `applied_on`, `deadline` and
    `on_jobnet` are dates or "".
    """

    id: str
    job: str
    title: str
    employer: str
    place: str
    link: str
    deadline: str
    applied_on: str
    channel_label: str
    details: tuple[str, ...]
    note: str
    on_jobnet: str
    way: tuple[Taken, ...]
    files: tuple[File, ...]
    status: Status


class Week(Struct, frozen=True, kw_only=True):
    """Entries of one ISO week, newest first; `count` those that may stand on other pages too.

    `of_another_year`: its number is not of the year that it is today, and is told with its own.
    """

    year: int
    week: int
    this_week: bool
    of_another_year: bool
    count: int
    entries: tuple[EntryCard, ...]


class Listed(Struct, frozen=True, kw_only=True):
    """One page of entries: those that are planned stand on the first. `found` counts those that were applied for."""

    planned: tuple[EntryCard, ...]
    weeks: tuple[Week, ...]
    found: int
    page: int
    pages: int


class JoblogPage(Struct, frozen=True, kw_only=True):
    """The page «Joblog». `this_week` counts the applications of the running ISO week, `archived` what is out of sight.

    `bar` is how the requirement is filled in, None when nothing is in force. `is_searched`: something else is asked for
    than everything that is not archived.
    """

    shell: Shell
    this_week: int
    bar: Bar | None
    archived: int
    is_searched: bool
    search: tuple[Field, ...]
    listed: Listed


def joblog_page(shell: Shell, record: Record, *, now: int, query: Mapping[str, str]) -> JoblogPage:
    """What the `query` of the address asks for; `now` is an instant."""
    query = _where_it_stands(query, record)
    search, problems = search_of(query)
    form = _search_form(Filled({**query, **_chosen(search)}, problems))
    today = local_date(now)
    return JoblogPage(
        shell=shell,
        this_week=in_week_of(today, record.entries),
        bar=bar_of(count_of(record, today=today)),
        archived=sum(entry.archived_at > 0 for entry in record.entries),
        is_searched=any(field.value for field in form),
        search=form,
        listed=listed(record, search, At(page=query.get("page", ""), entry=query.get("entry", "")), today=today),
    )


def listed(record: Record, search: Search, at: At, *, today: str) -> Listed:
    """The page where the entry stands that was asked for, else that of the number, the nearest there is."""
    found = [entry for entry in record.entries if matches(entry, search)]
    files = enclosed(record.attachments)
    applied = sorted((entry for entry in found if entry.applied_on), key=recency, reverse=True)
    planned = sorted((entry for entry in found if not entry.applied_on), key=_urgency)
    pages = max(1, -(-len(applied) // PAGE))
    place = next((place for place, entry in enumerate(applied) if entry.id == at.entry), None)
    number = _number(at.page, pages) if place is None else place // PAGE + 1
    shown = applied[PAGE * (number - 1) : PAGE * number]
    return Listed(
        planned=tuple(entry_card(entry, files) for entry in planned) if number == 1 else (),
        weeks=_weeks(shown, Counter(iso_week(entry.applied_on) for entry in applied), files, today=today),
        found=len(applied),
        page=number,
        pages=pages,
    )


def _number(page: str, pages: int) -> int:
    return min(int(page) if page.isascii() and page.isdigit() and len(page) < 16 else 1, pages) or 1


def entry_card(entry: Entry, files: Enclosed) -> EntryCard:
    """The entry as everybody who may sees it."""
    return EntryCard(
        id=entry.id,
        job=entry.job,
        title=entry.title,
        employer=entry.employer,
        place=entry.place,
        link=entry.link,
        deadline=entry.deadline,
        applied_on=entry.applied_on,
        channel_label=CHANNEL_LABELS[entry.channel],
        details=_details(entry),
        note=entry.note,
        on_jobnet=entry.on_jobnet,
        way=way(entry),
        files=files.get(entry.id, ()),
        status=received(entry.received_at),
    )


def way(entry: Entry) -> tuple[Taken, ...]:
    """The steps from the application on."""
    steps = (step for step in entry.steps if step.status != "planned")
    return tuple(Taken(status=step.status, label=LABELS[step.status], on=step.on) for step in steps)


def _details(entry: Entry) -> tuple[str, ...]:
    hours = f"{entry.hours} {'time' if entry.hours == 1 else 'timer'} om ugen" if entry.hours else ""
    said = (GOAL_LABELS.get(entry.goal, ""), KIND_LABELS.get(entry.kind, ""), hours, entry.contact)
    return tuple(filter(None, said))


def _weeks(
    shown: Sequence[Entry], counts: Mapping[tuple[int, int], int], files: Enclosed, *, today: str
) -> tuple[Week, ...]:
    return tuple(
        Week(
            year=week[0],
            week=week[1],
            this_week=week == iso_week(today),
            of_another_year=week[0] != int(today[:4]),
            count=counts[week],
            entries=tuple(entry_card(entry, files) for entry in of_week),
        )
        for week, of_week in groupby(shown, key=lambda entry: iso_week(entry.applied_on))
    )


def _urgency(entry: Entry) -> tuple[str, int, str]:
    return (entry.deadline or LAST, entry.made_at, entry.id)


def _where_it_stands(query: Mapping[str, str], record: Record) -> Mapping[str, str]:
    """What is asked for; the archive, where the entry lies that the page is to open at."""
    opened = next((entry for entry in record.entries if entry.id == query.get("entry")), None)
    archived = opened is not None and opened.archived_at > 0
    return {**query, "archived": "archived"} if archived and not query.get("archived") else query


def _chosen(search: Search) -> dict[str, str]:
    """A choice that there is not is shown as none."""
    return {"status": search.status, "channel": search.channel, "goal": search.goal, "archived": search.archived}


def _search_form(filled: Filled) -> tuple[Field, ...]:
    any_one = {"": "Alle"}
    shown = {"": "Dem, der ikke er arkiveret", "archived": "Arkiverede", "all": "Alle"}
    return (
        filled.field("q", "Søg i din joblog", kind="search"),
        filled.field("status", "Hvor langt?", kind="select", choices=any_one | LABELS),
        filled.field("channel", "Hvordan søgt?", kind="select", choices=any_one | CHANNEL_LABELS),
        filled.field("goal", "Mål", kind="select", choices=any_one | GOAL_LABELS),
        filled.field("since", "Søgt fra", kind="date"),
        filled.field("until", "Søgt til", kind="date"),
        filled.field("archived", "Vis", kind="select", choices=shown),
    )
