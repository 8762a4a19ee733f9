"""Danish dates for templates: what the filters write is fixed by examples that the browser's copy reads too."""

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final, cast

import msgspec
import pytest

from backend.domain.date_words import weekday
from backend.views.filters import FILTERS

Given = Callable[..., object]


class Example(msgspec.Struct, frozen=True, rename={"name": "filter"}):
    """One call: what it gives, or that it fails."""

    name: str
    arguments: list[str | bool | None]
    gives: str | int | None = None
    fails: bool = False


FILE: Final = Path(__file__).with_name("filters.json")
EXAMPLES: Final = msgspec.json.decode(FILE.read_bytes(), type=list[Example])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.name}-{json.dumps(one.arguments)}")
def test_a_filter_writes_what_the_examples_say(example: Example) -> None:
    apply = cast(Mapping[str, Given], FILTERS)[example.name]
    if example.fails:
        with pytest.raises((ValueError, TypeError)):
            apply(*example.arguments)
    else:
        assert apply(*example.arguments) == example.gives


def test_every_filter_has_examples() -> None:
    assert {example.name for example in EXAMPLES} == FILTERS.keys()


def test_weekdays_follow_each_other_through_a_leap_year() -> None:
    days = [weekday((date(2028, 1, 1) + timedelta(days=n)).isoformat()) for n in range(366)]
    week = ["lørdag", "søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag"]
    assert days == [week[n % 7] for n in range(366)]
