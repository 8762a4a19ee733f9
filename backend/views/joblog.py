"""The joblog as it is drawn: entries by week, and the form of one entry."""

from msgspec import Struct

from backend.views.form import Field
from backend.views.shell import Shell
from backend.views.status import Status


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


class EntryPage(Struct, frozen=True, kw_only=True):
    """The form of one entry. `id` is the entry's, or the id a new one will get; `version` what an edit is based on."""

    shell: Shell
    is_new: bool
    id: str
    job: str
    version: int
    form: tuple[Field, ...]
    status: Status
