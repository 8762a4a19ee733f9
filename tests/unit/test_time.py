"""Wall-clock time in Denmark: both ways, and what happens on the two odd nights of the year."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.time import instant, local, local_date

MINUTE = 60_000
HOUR = 60 * MINUTE
NOON_IN_LONDON_ON_NEW_YEARS_DAY_2026 = 1_767_268_800_000

YEARS_OF_THIS_PRODUCT = st.integers(NOON_IN_LONDON_ON_NEW_YEARS_DAY_2026, NOON_IN_LONDON_ON_NEW_YEARS_DAY_2026 * 2)


def test_denmark_is_one_hour_ahead_in_winter_and_two_in_summer() -> None:
    assert local(NOON_IN_LONDON_ON_NEW_YEARS_DAY_2026) == "2026-01-01T13:00"
    assert instant("2026-01-01T13:00") == NOON_IN_LONDON_ON_NEW_YEARS_DAY_2026
    assert instant("2026-07-01T14:00") - instant("2026-01-01T13:00") == 181 * 24 * HOUR


def test_the_day_begins_at_danish_midnight() -> None:
    midnight = instant("2026-06-05T00:00")
    assert local_date(midnight) == "2026-06-05"
    assert local_date(midnight - 1) == "2026-06-04"


def test_a_begun_minute_is_cut() -> None:
    assert local(instant("2026-11-23T14:02") + MINUTE - 1) == "2026-11-23T14:02"


def test_in_the_hour_that_is_repeated_in_october_the_first_pass_is_meant() -> None:
    first = instant("2026-10-25T02:30")
    assert first - instant("2026-10-25T01:30") == HOUR
    assert local(first) == local(first + HOUR) == "2026-10-25T02:30"
    assert instant("2026-10-25T03:30") - first == 2 * HOUR


def test_a_time_in_the_hour_that_is_skipped_in_march_is_an_hour_later_on_the_wall() -> None:
    assert local(instant("2026-03-29T02:30")) == "2026-03-29T03:30"
    assert instant("2026-03-29T03:00") - instant("2026-03-29T01:59") == MINUTE


@given(YEARS_OF_THIS_PRODUCT)
def test_there_and_back_is_the_same_minute_but_for_the_second_pass_in_october(ms: int) -> None:
    minute = ms - ms % MINUTE
    second_pass = datetime.fromtimestamp(ms / 1000, ZoneInfo("Europe/Copenhagen")).fold
    assert instant(local(ms)) == minute - second_pass * HOUR
    assert local_date(ms) == local(ms)[:10]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-23",
        "2026-11-23T14:02:00",
        "2026-11-23 14:02",
        "2026-11-23T14:02Z",
        "2026-1-23T14:02",
        "20261123T1402+01",
        "2026-02-29T12:00",
        "2026-11-23T24:00",
        "2026-11-23T14:60",
        "0000-01-01T00:00",
        "0001-01-01T00:00",
        "２０２６-11-23T14:02",
        "2026-11-23T14:02\n",
    ],
)
def test_what_is_no_local_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"local time is written|must be in|out of range"):
        instant(text)
