"""Dates as they are kept: ISO strings of days in Denmark."""

import datetime as dt
import re

LAST = "9999-12-31"
"""Stands in for no date where what has none comes last."""

_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_date(text: str) -> bool:
    """Whether `text` is a day of the calendar written YYYY-MM-DD."""
    if _SHAPE.fullmatch(text) is None:
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def plus(day: str, days: int) -> str:
    """The date `days` after the date `day`."""
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()


def weekday(day: str) -> int:
    """0 for a Monday … 6 for a Sunday."""
    return dt.date.fromisoformat(day).weekday()


def monday_of(day: str) -> str:
    """The first day of the ISO week that the date `day` lies in."""
    return plus(day, -weekday(day))


def iso_week(day: str) -> tuple[int, int]:
    """ISO year and week of the date `day`."""
    year, week, _ = dt.date.fromisoformat(day).isocalendar()
    return year, week
