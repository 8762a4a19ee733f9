"""The days on which offices are closed are those of a library that knows every country's, too large to serve with."""

import holidays
import pytest
from holidays.constants import OPTIONAL, PUBLIC

from backend.domain.dates import plus
from backend.domain.working_day import is_working_day, working_day_from

LABOUR_DAY = "-05-01"


@pytest.mark.parametrize("year", range(2020, 2101))
def test_a_year_has_the_calendars_working_days(year: int) -> None:
    found = holidays.country_holidays("DK", years=year, categories=(PUBLIC, OPTIONAL))
    # Half the country works on it.
    closed = {day.isoformat() for day in found} - {f"{year}{LABOUR_DAY}"}
    day = f"{year}-01-01"
    while day.startswith(str(year)):
        assert is_working_day(day) == (not found.is_weekend(day) and day not in closed), day
        day = plus(day, 1)


def test_what_falls_into_easter_is_moved_past_it() -> None:
    assert working_day_from("2027-03-25") == "2027-03-30"
    assert working_day_from("2027-03-31") == "2027-03-31"
