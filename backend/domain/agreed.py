"""What a caseworker agrees with a citizen about job search: what was filled in, made into a requirement."""

import re
from collections.abc import Iterable

from msgspec import Struct

from backend.domain.dates import is_date, plus
from backend.domain.errors import Invalid
from backend.domain.joblog import CHANNELS, Channel
from backend.domain.period import Kind
from backend.domain.requirement import Requirement, held_on, in_turn
from backend.domain.text import NOTE, TITLE, Problems, clean, written

MOST = 20
BACK_DAYS = 31
AHEAD_DAYS = 365


class Agreed(Struct, frozen=True, kw_only=True):
    """What a caseworker fills in, as text; `channels` are those that were ticked."""

    since: str
    number: str
    period: str
    channels: tuple[str, ...]
    fields: str
    geography: str
    uploads: str
    note: str


class Ending(Struct, frozen=True, kw_only=True):
    """What a caseworker fills in when nothing is to be asked for any more."""

    since: str
    note: str


class Setting(Struct, frozen=True, kw_only=True):
    """Who sets it, when (an instant), and the id it gets."""

    id: str
    set_by: str
    set_at: int


def agree(agreed: Agreed, setting: Setting, *, today: str) -> Requirement:
    """The requirement that was filled in, tidied. Raises Invalid with a sentence for each field at fault."""
    problems = Problems()
    requirement = Requirement(
        id=setting.id,
        version=0,
        since=_since(agreed.since, problems, today=today),
        number=_number("number", agreed.number, problems, least=1),
        period=_period(agreed.period, problems),
        channels=_channels(agreed.channels, problems),
        fields=problems.of("fields", written(agreed.fields, most=TITLE)),
        geography=problems.of("geography", written(agreed.geography, most=TITLE)),
        uploads=_number("uploads", agreed.uploads or "0", problems, least=0),
        note=problems.of("note", written(agreed.note, most=NOTE)),
        set_by=setting.set_by,
        set_at=setting.set_at,
    )
    if problems:
        raise Invalid(problems.fields)
    return requirement


def end(ending: Ending, setting: Setting, *, standing: Iterable[Requirement], today: str) -> Requirement:
    """The row that says that nothing is asked for from a date. Raises Invalid, also where nothing is asked for then."""
    problems = Problems()
    since = _since(ending.since, problems, today=today)
    note = problems.of("note", written(ending.note, most=NOTE))
    if not problems and held_on(in_turn(standing), since) is None:
        problems.add("since", "Der gælder ikke noget krav den dag.")
    if problems:
        raise Invalid(problems.fields)
    return Requirement(
        id=setting.id,
        version=0,
        since=since,
        number=0,
        period="week",
        channels=(),
        fields="",
        geography="",
        uploads=0,
        note=note,
        set_by=setting.set_by,
        set_at=setting.set_at,
    )


def _since(text: str, problems: Problems, *, today: str) -> str:
    day = clean(text)
    if not is_date(day):
        problems.add("since", "Skriv en dato, for eksempel 2026-12-01.")
    elif day < plus(today, -BACK_DAYS):
        problems.add("since", f"Datoen ligger mere end {BACK_DAYS} dage tilbage.")
    elif day > plus(today, AHEAD_DAYS):
        problems.add("since", "Datoen ligger mere end et år fremme.")
    return day


def _number(name: str, text: str, problems: Problems, *, least: int) -> int:
    tidy = clean(text)
    found = int(tidy) if re.fullmatch("[0-9]{1,2}", tidy) else -1
    if not least <= found <= MOST:
        problems.add(name, f"Skriv et helt tal fra {least} til {MOST}.")
    return found


def _period(text: str, problems: Problems) -> Kind:
    if text not in ("week", "month"):
        problems.add("period", "Vælg, om det er om ugen eller om måneden.")
    return "month" if text == "month" else "week"


def _channels(ticked: tuple[str, ...], problems: Problems) -> tuple[Channel, ...]:
    """In their usual order; all of them is the same as none named."""
    if not set(ticked) <= set(CHANNELS):
        problems.add("channels", "Vælg blandt de måder, der står her.")
    known: list[Channel] = [channel for channel in CHANNELS if ticked.count(channel)]
    return tuple(known) if len(known) < len(CHANNELS) else ()
