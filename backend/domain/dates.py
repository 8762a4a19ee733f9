"""Dates as they are kept: ISO strings of days in Denmark."""

import datetime as dt
import re
from calendar import monthrange

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


def plus_months(day: str, months: int) -> str:
    """The same day of the month `months` calendar months later; the last of that month where it has no such day."""
    date = dt.date.fromisoformat(day)
    years, month = divmod(date.month - 1 + months, 12)
    year = date.year + years
    return date.replace(year=year, month=month + 1, day=min(date.day, monthrange(year, month + 1)[1])).isoformat()


def days_between(first: str, last: str) -> int:
    """How many days after the date `first` the date `last` comes; negative when it comes before."""
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days


def weekday(day: str) -> int:
    """0 for a Monday … 6 for a Sunday."""
    return dt.date.fromisoformat(day).weekday()


def monday_of(day: str) -> str:
    """The first day of the ISO week that the date `day` lies in."""
    return plus(day, -weekday(day))


def first_of_month(day: str) -> str:
    """The first day of the calendar month that the date `day` lies in."""
    return f"{day[:8]}01"


def iso_week(day: str) -> tuple[int, int]:
    """ISO year and week of the date `day`."""
    year, week, _ = dt.date.fromisoformat(day).isocalendar()
    return year, week
