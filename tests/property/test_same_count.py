"""Whatever was agreed and whatever was applied for: server and phone count the same, and no day is counted twice."""

from collections.abc import Generator
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.dates import plus
from backend.domain.joblog import CHANNELS, Entry
from backend.domain.requirement import Requirement, count
from tests.support.phone_rules import PhoneRules
from tests.support.shared_examples import full

ENTRIES = [f"e-{number}" for number in range(9)]
# Around New Year, where weeks and years part, and in years with and without a 29 February and a week 53.
TODAYS = st.dates().filter(lambda day: 2020 <= day.year <= 2032).map(str) | st.sampled_from(
    ["2024-02-29", "2025-12-31", "2026-12-31", "2027-01-01", "2027-01-03", "2027-01-04", "2026-03-29", "2026-10-25"]
)
DAYS = st.integers(-150, 40)


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Generator[PhoneRules]:
    """The phone's rules in one process for all that is asked here."""
    with PhoneRules(tmp_path_factory.mktemp("phone")) as rules:
        yield rules


@st.composite
def requirements(draw: st.DrawFn, today: str) -> list[dict[str, Any]]:
    """Up to five, some of them from the same day, some of them an end."""
    return [
        full(
            "requirement",
            {
                "id": f"r-{number}",
                "since": plus(today, draw(DAYS)),
                "number": draw(st.sampled_from([0, 1, 2, 6, 20])),
                "period": draw(st.sampled_from(["week", "month"])),
                "channels": draw(st.lists(st.sampled_from(CHANNELS), max_size=2, unique=True)),
                "uploads": draw(st.integers(0, 4)),
                "set_at": draw(st.integers(0, 2)),
            },
        )
        for number in range(draw(st.integers(0, 5)))
    ]


@st.composite
def entries(draw: st.DrawFn, today: str) -> list[dict[str, Any]]:
    """Up to nine, few enough words apart that some repeat others."""
    few = st.sampled_from(["", "a"])
    return [
        full("joblog", {"id": row, "steps": [draw(steps(today))]})
        | {"job": draw(few), "title": draw(few), "made_at": draw(st.integers(0, 2))}
        | {"channel": draw(st.sampled_from(CHANNELS[:2])), "archived_at": draw(st.integers(0, 1))}
        for row in draw(st.lists(st.sampled_from(ENTRIES), unique=True))
    ]


@st.composite
def steps(draw: st.DrawFn, today: str) -> dict[str, str]:
    """Where an entry stands: most of them have been applied for."""
    status = draw(st.sampled_from(["applied", "applied", "applied", "planned", "withdrawn", "interview"]))
    return {"status": status, "on": plus(today, draw(st.integers(-1, 0) | st.integers(-2, 1) | DAYS))}


@st.composite
def records(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]], list[str]]:
    """A day, what was agreed, what was applied for, what is attached."""
    today = draw(TODAYS)
    attached = draw(st.lists(st.sampled_from(ENTRIES), unique=True))
    return today, draw(requirements(today)), draw(entries(today)), attached


@settings(max_examples=300, deadline=None)
@given(record=records())
def test_both_count_the_same(phone: PhoneRules, record: tuple[str, list[Any], list[Any], list[str]]) -> None:
    today, agreed, log, attached = record
    here = count(
        msgspec.convert(agreed, list[Requirement]),
        msgspec.convert(log, list[Entry]),
        today=today,
        attached=frozenset(attached),
    )
    assert phone.ask("count", agreed, log, today, attached)["gives"] == msgspec.json.decode(msgspec.json.encode(here))


@settings(max_examples=200, deadline=None)
@given(record=records())
def test_periods_never_overlap_and_ask_for_no_more_than_was_agreed(
    record: tuple[str, list[Any], list[Any], list[str]],
) -> None:
    today, agreed, log, _ = record
    counted = count(msgspec.convert(agreed, list[Requirement]), msgspec.convert(log, list[Entry]), today=today)
    standings = [counted.running, *counted.earlier] if counted.running else list(counted.earlier)
    for newer, older in pairwise(standings):
        assert older.period.last < newer.period.first
    for standing in standings:
        period = standing.period
        assert 0 <= period.needed <= max(part.number for part in period.parts)
        assert period.first <= period.last
        assert standing.missing == max(period.needed - standing.done, 0)
    assert counted.verdicts.keys() == ({row["id"] for row in log} if counted.running else set())
    assert sum(verdict == "counts" for verdict in counted.verdicts.values()) == (
        counted.running.done if counted.running else 0
    )
