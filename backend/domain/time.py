"""Instants and Danish wall-clock time, and the one place that decides what daylight saving does to them.

An instant is a whole number of Unix milliseconds UTC. A local time is text, `YYYY-MM-DDTHH:MM`, as a date-time field
in a form gives it; a local date is `YYYY-MM-DD`. Both mean Europe/Copenhagen.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], int]
"""Answers the instant it is now, in Unix milliseconds UTC."""

ZONE = ZoneInfo("Europe/Copenhagen")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_MS = 86_400_000
_FIRST = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // timedelta(milliseconds=1) + _DAY_MS
_LAST = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // timedelta(milliseconds=1) - _DAY_MS
_LOCAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-9]{2}", re.ASCII)


def local(ms: int) -> str:
    """The instant as wall-clock time `YYYY-MM-DDTHH:MM`; begun minutes are cut, not rounded."""
    return _wall(ms).replace(tzinfo=None).isoformat(timespec="minutes")


def local_date(ms: int) -> str:
    """The Danish day, `YYYY-MM-DD`, that the instant falls on."""
    return _wall(ms).date().isoformat()


def with_a_date(ms: int) -> int:
    """The instant, or the nearest one that falls on a date: the clock of a phone may stand anywhere."""
    return max(_FIRST, min(ms, _LAST))


def instant(text: str) -> int:
    """The instant of a wall-clock time `YYYY-MM-DDTHH:MM`, in Unix milliseconds UTC.

    In the hour that the clocks repeat in October, the first pass (summer time) is meant: early is better than late. A
    time in the hour they skip in March is read as if they had not been moved yet, and so comes out one hour later on
    the wall: 02:30 is 03:30. Raises ValueError for any other shape and for days and hours that do not exist.
    """
    if _LOCAL.fullmatch(text) is None:
        raise ValueError(f"a local time is written YYYY-MM-DDTHH:MM, not {text!r}")
    wall = datetime.fromisoformat(text).replace(tzinfo=ZONE)
    try:
        return (wall.astimezone(UTC) - _EPOCH) // timedelta(milliseconds=1)
    except OverflowError as error:  # the first hour of year 1 is before the first that datetime knows in UTC
        raise ValueError(f"{text} is out of range") from error


def _wall(ms: int) -> datetime:
    return (_EPOCH + timedelta(milliseconds=ms)).astimezone(ZONE)
