"""«Tag din joblog med»: the files that can be had, and the days that the paper is about."""

from collections.abc import Mapping

from msgspec import Struct

from backend.domain.dates import is_date, plus, plus_months
from backend.domain.errors import Invalid
from backend.domain.record import Record
from backend.domain.step import WRONG_DATE
from backend.domain.text import Problems, clean
from backend.views.form import Field, Filled
from backend.views.search_paper import Dates
from backend.views.shell import Shell

MONTHS = 3


class ExportedPage(Struct, frozen=True, kw_only=True):
    """The page. `entries` and `attachments` count what there is, `form` asks for the paper's first and last day."""

    shell: Shell
    entries: int
    attachments: int
    form: tuple[Field, ...]


def exported_page(
    shell: Shell,
    record: Record,
    *,
    today: str,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> ExportedPage:
    """The last three months until the date `today`, or what was typed."""
    filled = Filled(typed, problems)
    usual = usual_dates(today)
    return ExportedPage(
        shell=shell,
        entries=len(record.entries),
        attachments=len(record.attachments),
        form=(
            filled.field("since", "Fra", kind="date", value=usual.since, required=True),
            filled.field("until", "Til og med", kind="date", value=usual.until, required=True),
        ),
    )


def usual_dates(today: str) -> Dates:
    """The three months until the date `today`."""
    return Dates(since=plus(plus_months(today, -MONTHS), 1), until=today)


def dates_of(query: Mapping[str, str], *, today: str) -> Dates:
    """The days that are asked for, the usual ones where nothing is said. Raises Invalid."""
    usual, problems = usual_dates(today), Problems()
    since, until = (clean(query.get(name, day)) for name, day in (("since", usual.since), ("until", usual.until)))
    for name, day in (("since", since), ("until", until)):
        if not is_date(day):
            problems.add(name, WRONG_DATE)
    if not problems and until < since:
        problems.add("until", "Slutdatoen ligger før startdatoen.")
    if problems:
        raise Invalid(problems.fields)
    return Dates(since=since, until=until)
