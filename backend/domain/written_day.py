"""Dates as people write them in a spreadsheet: 3.11.2026, 03-11-2026, 3/11 2026, 3. november 2026, 2026-11-03."""

import re

from backend.domain.dates import is_date
from backend.domain.text import clean

_MONTHS = ("jan", "feb", "mar", "apr", ("maj", "may"), "jun", "jul", "aug", "sep", ("okt", "oct"), "nov", "dec")
# What a spreadsheet adds when a cell holds a moment.
_CLOCK = r"(?:[t ]+(?:kl\.? ?)?[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})[-./]([0-9]{{1,2}})[-./]([0-9]{{1,2}}){_CLOCK}")
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}})[-./ ]+([0-9]{{1,2}}|[a-zæøå]{{3,9}})[-./ ]+([0-9]{{4}}|[0-9]{{2}}){_CLOCK}")


def day_of(text: str) -> str:
    """The date that is meant, the day before the month; "" for what is none."""
    tidy = clean(text).lower()
    if found := _YEAR_FIRST.fullmatch(tidy):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(tidy):
        day, month, year = found.groups()
    else:
        return ""
    date = f"{year if len(year) == 4 else f'20{year}'}-{_month(month):0>2}-{day:0>2}"
    return date if is_date(date) else ""


def _month(text: str) -> str:
    """Its number; 0 for a word that begins as no month does."""
    return text if text.isdigit() else str(next((at for at, name in enumerate(_MONTHS, 1) if text.startswith(name)), 0))
