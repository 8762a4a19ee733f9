"""When Anne hears that her joblog is quiet, and her caseworkers that somebody's is."""

from typing import Any

import pytest
from msgspec import structs

from backend.domain.requirement import Requirement
from tests.support.reminding import HANDS, KAREN, SOFIE, planned, state, told, wants

THIS_WEEK = ("joblog-quiet", "2026-11-26T10:00")
NEXT_WEEK = ("joblog-quiet", "2026-12-03T10:00")


@pytest.mark.parametrize(
    ("last", "now", "said"),
    [
        ("2026-11-20", "2026-11-25T09:00", [THIS_WEEK, NEXT_WEEK]),
        ("2026-11-23", "2026-11-25T09:00", [NEXT_WEEK]),
        ("", "2026-11-25T09:00", [THIS_WEEK, NEXT_WEEK]),
        # It holds until the last hour of the week in which something may be said.
        ("2026-11-20", "2026-11-29T20:59", [THIS_WEEK, NEXT_WEEK]),
        ("2026-11-20", "2026-11-30T00:00", [NEXT_WEEK, ("joblog-quiet", "2026-12-10T10:00")]),
        # In the week in which the clocks go back.
        (
            "2026-10-16",
            "2026-10-21T09:00",
            [("joblog-quiet", "2026-10-22T10:00"), ("joblog-quiet", "2026-10-29T10:00")],
        ),
    ],
)
def test_a_week_without_an_application(last: str, now: str, said: list[tuple[str, str]]) -> None:
    assert told(planned(state(last_search=last), now=now), "joblog-quiet") == said


def test_whoever_began_this_week_is_left_alone_in_it() -> None:
    hands = structs.replace(HANDS, started_on="2026-11-24")
    found = planned(state(hands=hands, last_search=""), now="2026-11-25T09:00")
    assert told(found, "joblog-quiet") == [NEXT_WEEK]
    assert told(planned(state(hands=None, last_search=""), now="2026-11-25T09:00")) == []


@pytest.mark.parametrize(
    ("last", "started", "said"),
    [
        ("2026-11-20", "2026-09-01", "2026-12-20T10:00"),
        ("", "2026-11-01", "2026-12-01T10:00"),
        ("2026-11-20", "2026-11-24", "2026-12-24T10:00"),
    ],
)
def test_thirty_days_without_an_application(last: str, started: str, said: str) -> None:
    hands = structs.replace(HANDS, started_on=started)
    found = planned(state(hands=hands, last_search=last), now="2026-11-25T09:00")
    assert told(found, "joblog-long") == [("joblog-long", said)]


def test_caseworkers_hear_on_monday_if_they_want_to() -> None:
    quiet = state(last_search="2026-11-20")
    monday = [("missing-search", "2026-11-30T08:00")]
    assert told(planned(quiet, now="2026-11-25T09:00"), "missing-search", to=KAREN) == []
    found = planned(quiet, now="2026-11-25T09:00", karen=wants(missing_search="on"))
    assert told(found, "missing-search", to=KAREN) == monday
    assert told(found, "missing-search", to=SOFIE) == []
    searched = planned(state(last_search="2026-11-23"), now="2026-11-25T09:00", karen=wants(missing_search="on"))
    assert told(searched, "missing-search", to=KAREN) == []


def test_of_many_citizens_there_is_one_for_each_caseworker() -> None:
    wanted = wants(missing_search="on")
    anne, bo = state(last_search=""), structs.replace(state(last_search=""), citizen="bo")
    ids = [
        [each.id for each in planned(of, now="2026-11-25T09:00", karen=wanted) if each.kind == "missing-search"]
        for of in (anne, bo)
    ]
    assert ids[0] == ids[1] == ["karen/missing-search/2026-11-30"]


def requirement(since: str, number: int, period: Any = "week") -> Requirement:
    """So many applications a week or month from that day."""
    return Requirement(
        id=since,
        version=1,
        since=since,
        number=number,
        period=period,
        channels=(),
        fields="",
        geography="",
        uploads=0,
        note="",
        set_by="Karen Lund",
        set_at=0,
    )


LAST_OF_NOVEMBER, LAST_OF_DECEMBER = ("requirement", "2026-11-28T10:00"), ("requirement", "2026-12-29T10:00")
FRIDAY = ("requirement", "2026-11-27T10:00")
FRIDAY_AFTER = ("requirement", "2026-12-04T10:00")


@pytest.mark.parametrize(
    ("requirements", "said"),
    [
        ((requirement("2026-09-01", 2),), [FRIDAY, FRIDAY_AFTER]),
        ((requirement("2026-09-01", 2, "month"),), [LAST_OF_NOVEMBER, LAST_OF_DECEMBER]),
        ((requirement("2026-11-30", 2),), [FRIDAY_AFTER, ("requirement", "2026-12-11T10:00")]),
        ((requirement("2026-09-01", 2), requirement("2026-11-30", 0)), [FRIDAY]),
        ((requirement("2026-09-01", 0),), []),
        ((), []),
    ],
)
def test_a_requirement_two_days_before_its_period_ends(
    requirements: tuple[Requirement, ...], said: list[tuple[str, str]]
) -> None:
    assert told(planned(state(requirements=requirements), now="2026-11-25T09:00"), "requirement") == said
