"""The joblog: what a citizen has applied for, one entry for each application or contact."""

from collections.abc import Mapping
from typing import Literal, get_args

from msgspec import Struct, structs

from backend.domain.dates import is_date, plus
from backend.domain.errors import Invalid
from backend.domain.text import NOTE, TITLE, Problems, clean, web_address, written

Channel = Literal["posted", "unsolicited", "network", "personal", "telephone", "agency"]

CHANNELS: tuple[Channel, ...] = get_args(Channel)


class Entry(Struct, frozen=True, kw_only=True):
    """One application. `job` is the id of the handed-out job it answers, or "".

    `applied_on` is a date; `made_at` the phone's clock when it was written, `received_at` the server's (instants).
    """

    id: str
    version: int
    job: str
    title: str
    employer: str
    place: str
    link: str
    applied_on: str
    channel: Channel
    note: str
    made_at: int
    received_at: int


class Application(Struct, frozen=True, kw_only=True):
    """What a citizen writes of one application."""

    title: str
    employer: str
    place: str
    link: str
    applied_on: str
    channel: str
    note: str


FIELDS = Application.__struct_fields__


def check(application: Application, *, today: str) -> Application:
    """The application, tidied. Raises Invalid with a sentence for each field at fault."""
    problems = Problems()
    tidy = Application(
        title=problems.of("title", written(application.title, most=TITLE, required="Skriv, hvilket job du har søgt.")),
        employer=problems.of(
            "employer", written(application.employer, most=TITLE, required="Skriv, hvor du har søgt.")
        ),
        place=problems.of("place", written(application.place, most=TITLE)),
        link=problems.of("link", web_address(application.link)),
        applied_on=clean(application.applied_on),
        channel=application.channel,
        note=problems.of("note", written(application.note, most=NOTE)),
    )
    if sentence := _date_at_fault(tidy.applied_on, today=today):
        problems.add("applied_on", sentence)
    if tidy.channel not in CHANNELS:
        problems.add("channel", "Vælg, hvordan du har søgt.")
    if problems:
        raise Invalid(problems.fields)
    return tidy


def recency(entry: Entry) -> tuple[str, int, str]:
    """Sorts entries by the day of the application, then by when they were written."""
    return (entry.applied_on, entry.made_at, entry.id)


def changed(typed: Mapping[str, str], *, standing: Entry) -> dict[str, str]:
    """The fields that a form changed: those that differ from what stood in them when it was first drawn.

    The form brings that back as `was-…`; without it, what stands now counts. So a field that somebody else changed
    meanwhile, and this form did not touch, stays as it is.
    """
    names = (name for name in FIELDS if name in typed)
    return {name: typed[name] for name in names if typed[name] != typed.get(f"was-{name}", getattr(standing, name))}


def _date_at_fault(applied_on: str, *, today: str) -> str:
    if not is_date(applied_on):
        return "Skriv en dato, for eksempel 2026-11-23."
    if applied_on > today:
        return "Datoen ligger i fremtiden. Skriv den dag, du søgte."
    if applied_on < plus(today, -730):
        return "Datoen ligger mere end to år tilbage."
    return ""


def entry(application: Application, *, id: str, job: str, made_at: int, received_at: int) -> Entry:  # noqa: A002 -- the field's own name
    """The entry of a checked application; the data base gives its version."""
    return Entry(id=id, version=0, job=job, **structs.asdict(application), made_at=made_at, received_at=received_at)
