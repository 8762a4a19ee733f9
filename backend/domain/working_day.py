"""Days on which a meeting can be proposed: neither weekends nor Danish holidays."""

from functools import cache

import holidays
from holidays.constants import OPTIONAL, PUBLIC

from backend.domain.dates import plus, weekday

SATURDAY = 5
LABOUR_DAY = "-05-01"


@cache
def _closed(year: int) -> frozenset[str]:
    """Public holidays, and the days on which offices are closed by custom: Constitution Day, 24 and 31 December."""
    found = holidays.country_holidays("DK", years=year, categories=(PUBLIC, OPTIONAL))
    return frozenset(day.isoformat() for day in found if not day.isoformat().endswith(LABOUR_DAY))


def is_working_day(day: str) -> bool:
    """Whether offices are open on the date `day`."""
    return weekday(day) < SATURDAY and day not in _closed(int(day[:4]))


def working_day_from(day: str) -> str:
    """The date itself, or the first working day after it."""
    while not is_working_day(day):
        day = plus(day, 1)
    return day
