"""Dates in Danish words: tables only, so that the browser's copy writes the same bytes.

Values are local times of Denmark, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`; an empty string stays empty and anything else
raises `ValueError`. `frontend/compile/filters.ts` is the copy; `tests/contract/filters.json` binds the two.
"""

import re
from datetime import date
from typing import Final

WEEKDAYS: Final = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS: Final = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
SHORT_MONTHS: Final = (
    "jan.",
    "feb.",
    "mar.",
    "apr.",
    "maj",
    "jun.",
    "jul.",
    "aug.",
    "sep.",
    "okt.",
    "nov.",
    "dec.",
)
MOMENT: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T((?:[01][0-9]|2[0-3]):[0-5][0-9]))?")


def date_long(moment: str, year: bool = False) -> str:
    """`tirsdag 1. december`, or with the year, `tirsdag 1. december 2026`."""
    if moment == "":
        return ""
    day = _day(moment)
    text = f"{WEEKDAYS[day.weekday()]} {day.day}. {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def date_short(moment: str, year: bool = False) -> str:
    """`1. dec.`, or with the year, `1. dec. 2026`; months short already stand without a full stop (`1. maj`)."""
    if moment == "":
        return ""
    day = _day(moment)
    text = f"{day.day}. {SHORT_MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def weekday(moment: str) -> str:
    """`tirsdag`."""
    return "" if moment == "" else WEEKDAYS[_day(moment).weekday()]


def clock(moment: str) -> str:
    """`10.00`: hours and minutes with the Danish full stop. A date without a time raises `ValueError`."""
    return "" if moment == "" else _time(moment).replace(":", ".")


def in_days(moment: str, today: str) -> str:
    """How far away the day is, seen from `today`: `i dag`, `i morgen`, `om 6 dage`, `i går`, `for 3 dage siden`."""
    if moment == "":
        return ""
    days = (_day(moment) - _day(today)).days
    near = {-1: "i går", 0: "i dag", 1: "i morgen"}.get(days)
    return near or (f"om {days} dage" if days > 0 else f"for {-days} dage siden")


def received(moment: str, today: str) -> str:
    """When something arrived: `kl. 14.02` on the day itself, later `21. nov. kl. 14.02`."""
    if moment == "":
        return ""
    at = f"kl. {clock(moment)}"
    return at if _day(moment) == _day(today) else f"{date_short(moment)} {at}"


def since(moment: str, today: str) -> str:
    """The day that something began, within a week by its name: `i dag`, `i går`, `mandag`, earlier `12. nov.`."""
    if moment == "":
        return ""
    days = (_day(today) - _day(moment)).days
    if 0 <= days <= 1:
        return in_days(moment, today)
    return weekday(moment) if 1 < days < 7 else date_short(moment)


def week_of(moment: str) -> int | str:
    """Week number by ISO 8601, as Danish calendars count them."""
    return "" if moment == "" else _day(moment).isocalendar().week


def _day(moment: str) -> date:
    return date.fromisoformat(_parts(moment)[1])


def _time(moment: str) -> str:
    time: str | None = _parts(moment)[2]
    if time is None:
        raise ValueError(f"{moment!r} has no time of day")
    return time


def _parts(moment: str) -> re.Match[str]:
    found = MOMENT.fullmatch(moment)
    if found is None:
        raise ValueError(f"{moment!r} is neither YYYY-MM-DD nor YYYY-MM-DDTHH:MM")
    return found
