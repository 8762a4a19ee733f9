"""Dates as they are kept: ISO strings of days in Denmark."""

import datetime as dt


def is_date(text: str) -> bool:
    """Whether `text` is a day of the calendar written YYYY-MM-DD."""
    return len(text) == 10 and parsed(text) is not None


def parsed(text: str) -> dt.date | None:
    """The day, or None when `text` is no ISO date."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def plus(day: str, days: int) -> str:
    """The date `days` after the date `day`."""
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()


def monday_of(day: str) -> str:
    """The first day of the ISO week that the date `day` lies in."""
    date = dt.date.fromisoformat(day)
    return (date - dt.timedelta(days=date.weekday())).isoformat()


def iso_week(day: str) -> tuple[int, int]:
    """ISO year and week of the date `day`."""
    year, week, _ = dt.date.fromisoformat(day).isocalendar()
    return year, week
