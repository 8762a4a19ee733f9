"""Days on which a meeting can be proposed: neither weekends nor Danish holidays."""

from functools import cache

from dateutil.easter import easter

from backend.domain.dates import plus, weekday

SATURDAY = 5
# Public holidays, and the days on which offices are closed by custom: Constitution Day, 24 and 31 December.
FIXED = ("01-01", "06-05", "12-24", "12-25", "12-26", "12-31")
# Days from Easter Sunday: Maundy Thursday, Good Friday, Easter, Ascension Day, Whitsun.
FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
PRAYER_DAY = 26
LAST_PRAYER_DAY = 2023


@cache
def _closed(year: int) -> frozenset[str]:
    moving = (*FROM_EASTER, PRAYER_DAY) if year <= LAST_PRAYER_DAY else FROM_EASTER
    sunday = easter(year).isoformat()
    return frozenset(f"{year}-{day}" for day in FIXED) | {plus(sunday, days) for days in moving}


def is_working_day(day: str) -> bool:
    """Whether offices are open on the date `day`."""
    return weekday(day) < SATURDAY and day not in _closed(int(day[:4]))


def working_day_from(day: str) -> str:
    """The date itself, or the first working day after it."""
    while not is_working_day(day):
        day = plus(day, 1)
    return day
