"""Days as people and machines write them on the web, made dates."""

import datetime as dt
import re

from backend.domain.time import ZONE

_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:$|[T ])", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{4})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th)? (?:of |de )?([a-zæøå]{3,9})\.?,? (\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-zæøå]{3,9})\.? (\d{1,2})(?:\.|st|nd|rd|th)?,? (\d{4})", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "ma", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def day_of(text: str) -> str:
    """The day in Denmark that a short text names, as YYYY-MM-DD; "" when it names none. In 3/12 the day comes first."""
    plain = " ".join(text.lower().split())
    day = _moment(plain) or _read(plain)
    # Systems without an empty date write the last one they know.
    return day if "2000" < day < "2100" else ""


def _moment(text: str) -> str:
    """A moment with its offset from UTC may be of another day here than where it was written."""
    try:
        moment = dt.datetime.fromisoformat(text.upper())
        return (moment.astimezone(ZONE) if moment.tzinfo else moment).date().isoformat()
    except (ValueError, OverflowError):
        return ""


def _read(text: str) -> str:
    if found := _ISO.match(text):
        return _date(found[1], found[2], found[3])
    if found := _NUMBERS.search(text):
        return _date(found[3], found[2], found[1])
    if found := _DAY_FIRST.search(text):
        return _date(found[3], _month(found[2]), found[1])
    if found := _MONTH_FIRST.search(text):
        return _date(found[3], _month(found[1]), found[2])
    return ""


def _month(name: str) -> str:
    """Danish and English agree on how months begin, but for these."""
    beginning = {"oct": "okt", "maj": "ma", "may": "ma"}.get(name[:3], name[:3])
    return str(_MONTHS.index(beginning) + 1) if beginning in _MONTHS else "0"


def _date(year: str, month: str, day: str) -> str:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
