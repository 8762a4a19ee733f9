"""When Anne hears of a meeting: at once, and a week, a day and two hours before, as far as that still makes sense."""

from typing import Any

import pytest
from msgspec import structs

from backend.domain.meeting import DAY, Meeting
from backend.domain.preference import Preferences
from backend.domain.quiet_hours import HOUR
from backend.domain.reminder import Kind
from backend.domain.time import instant, local
from tests.support.reminding import booked, planned, state, told, wants

MEETING: tuple[Kind, ...] = (
    "meeting-booked",
    "meeting-moved",
    "meeting-cancelled",
    "meeting-week",
    "meeting-tomorrow",
    "meeting-soon",
)
WEEK = ("meeting-week", "2026-12-03T13:00")
TOMORROW = ("meeting-tomorrow", "2026-12-09T13:00")
SOON = ("meeting-soon", "2026-12-10T11:00")
START = "2026-12-10T13:00"


def of(meeting: Meeting, *, now: str, anne: Preferences | None = None) -> list[tuple[str, str]]:
    """What Anne is told of her meeting, those of the past among it."""
    return told(planned(state(meetings=(meeting,)), now=now, anne=anne), *MEETING)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2026-11-20T10:00", [("meeting-booked", "2026-11-20T10:00"), WEEK, TOMORROW, SOON]),
        # What would come on top of being told just now is left out.
        ("2026-12-02T13:00", [("meeting-booked", "2026-12-02T13:00"), TOMORROW, SOON]),
        ("2026-12-03T12:00", [("meeting-booked", "2026-12-03T12:00"), TOMORROW, SOON]),
        ("2026-12-09T10:30", [("meeting-booked", "2026-12-09T10:30"), SOON]),
        ("2026-12-10T10:35", [("meeting-booked", "2026-12-10T10:35")]),
        ("2026-12-10T12:50", [("meeting-booked", "2026-12-10T12:50")]),
    ],
)
def test_a_meeting_made_at_short_notice_gets_the_next_that_makes_sense(on: str, said: list[tuple[str, str]]) -> None:
    assert of(booked(START, on=on), now=on) == said


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2026-12-02T13:00", [WEEK, TOMORROW, SOON]),
        ("2026-12-09T10:30", [TOMORROW, SOON]),
        ("2026-12-10T10:35", [SOON]),
        ("2026-12-10T12:50", [("meeting-soon", "2026-12-10T12:50")]),
    ],
)
def test_whoever_wants_no_word_of_a_booking_hears_of_the_meeting_all_the_same(
    on: str, said: list[tuple[str, str]]
) -> None:
    assert of(booked(START, on=on), now=on, anne=wants(meeting_booked="off")) == said


def test_the_last_one_that_is_wanted_stands_in_for_those_that_are_not() -> None:
    off = wants(meeting_booked="off", meeting_soon="off", meeting_week="off")
    assert of(booked(START, on="2026-12-10T12:00"), now="2026-12-10T12:00", anne=off) == [
        ("meeting-tomorrow", "2026-12-10T12:00")
    ]
    every = wants(**{kind.replace("-", "_"): "off" for kind in MEETING})
    assert of(booked(START, on="2026-12-10T12:00"), now="2026-12-10T12:00", anne=every) == []


def test_each_is_pointless_when_the_next_is_due() -> None:
    found = planned(state(meetings=(booked(START, on="2026-11-20T10:00"),)), now="2026-11-20T10:00")
    ends = {each.kind: local(each.pointless_at) for each in found if each.kind in MEETING}
    assert ends == {
        "meeting-booked": WEEK[1],
        "meeting-week": TOMORROW[1],
        "meeting-tomorrow": SOON[1],
        "meeting-soon": START,
    }


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2026-12-09T13:00", ["meeting-tomorrow", "meeting-soon"]),
        ("2026-12-10T10:59", ["meeting-tomorrow", "meeting-soon"]),
        ("2026-12-10T11:00", ["meeting-soon"]),
        ("2026-12-10T12:59", ["meeting-soon"]),
        (START, []),
        ("2026-12-12T09:00", []),
    ],
)
def test_what_is_due_holds_until_the_next_one_does(now: str, left: list[str]) -> None:
    assert [kind for kind, _ in of(booked(START), now=now)] == left


def test_a_moved_meeting_is_told_of_and_reminded_of_on_its_new_day() -> None:
    moved = booked(START, on="2026-12-01T10:00", moved_from=instant("2026-12-02T09:00"), why="Karen er syg")
    assert of(moved, now="2026-12-01T10:00") == [("meeting-moved", "2026-12-01T10:00"), WEEK, TOMORROW, SOON]


def test_moved_twice_it_is_told_of_twice_and_the_first_word_is_taken_back() -> None:
    first = booked(START, on="2026-12-01T10:00", moved_from=instant("2026-12-02T09:00"))
    second = structs.replace(first, starts_at=instant("2026-12-11T09:00"), booked_at=instant("2026-12-01T10:05"))
    now = "2026-12-01T10:05"
    ids = [{each.id for each in planned(state(meetings=(one,)), now=now)} for one in (first, second)]
    moved = [{each for each in found if "meeting-moved" in each} for found in ids]
    assert len(moved[0]) == len(moved[1]) == 1
    assert not moved[0] & moved[1]


@pytest.mark.parametrize(
    ("on", "start", "stood", "due"),
    [
        # Meeting at 8.30 moved at 22: said when the quiet hours end, half an hour before.
        ("2026-12-09T22:00", "2026-12-10T08:30", "2026-12-15T10:00", "2026-12-10T08:00"),
        # From 8.30 to next week, at 22: she must not set out in the morning.
        ("2026-12-09T22:00", "2026-12-17T10:00", "2026-12-10T08:30", "2026-12-10T08:00"),
        # From seven in the morning, at 22: there is no time but a quiet one, and the last that helps is an hour before.
        ("2026-12-09T22:00", "2026-12-17T10:00", "2026-12-10T07:00", "2026-12-10T06:00"),
        # At half past eight in the evening it is said at once.
        ("2026-12-09T20:30", "2026-12-17T10:00", "2026-12-10T07:00", "2026-12-09T20:30"),
        # It can wait until morning.
        ("2026-12-09T22:00", "2026-12-17T10:00", "2026-12-10T13:00", "2026-12-10T08:00"),
        # It was over already.
        ("2026-12-09T22:00", "2026-12-17T10:00", "2026-12-08T13:00", "2026-12-10T08:00"),
    ],
)
def test_that_it_was_moved_is_said_before_she_would_set_out(on: str, start: str, stood: str, due: str) -> None:
    moved = booked(start, on=on, moved_from=instant(stood))
    assert of(moved, now=on)[0] == ("meeting-moved", due)


def test_a_moved_meeting_whose_old_time_has_gone_by_unsaid_is_still_told_of() -> None:
    moved = booked(START, on="2026-12-01T10:00", moved_from=instant("2026-12-02T09:00"))
    assert ("meeting-moved", "2026-12-01T10:00") in of(moved, now="2026-12-04T10:00")


def cancelled(start: str, *, at: str, **changed: Any) -> Meeting:
    """Called off by Karen at that local time."""
    return booked(start, closed_by="Karen Lund", closed_at=instant(at), **(changed | {"why": "Jeg er syg"}))


def test_a_cancelled_meeting_is_told_of_by_whom_and_of_nothing_else() -> None:
    meeting = structs.replace(cancelled(START, at="2026-12-01T10:00"), state="cancelled")
    found = planned(state(meetings=(meeting,)), now="2026-12-01T10:00")
    (told_of,) = [each for each in found if each.kind in MEETING]
    assert (told_of.kind, local(told_of.due_at)) == ("meeting-cancelled", "2026-12-01T10:00")
    assert told_of.detail == "Karen Lund har aflyst: Jeg er syg"
    assert told_of.pointless_at == instant(START)


def test_a_meeting_cancelled_in_the_night_is_told_of_before_she_sets_out() -> None:
    meeting = structs.replace(cancelled("2026-12-10T08:30", at="2026-12-09T23:00"), state="cancelled")
    assert of(meeting, now="2026-12-09T23:00") == [("meeting-cancelled", "2026-12-10T08:00")]


@pytest.mark.parametrize("over", ["missed", "held"])
def test_a_meeting_that_was_held_or_missed_is_told_of_no_more(over: Any) -> None:
    meeting = structs.replace(cancelled(START, at="2026-12-10T13:05"), state=over)
    assert of(meeting, now="2026-12-10T12:00") == []


def test_a_meeting_cancelled_after_it_should_have_begun_is_told_of_to_nobody() -> None:
    meeting = structs.replace(cancelled(START, at="2026-12-10T13:05"), state="cancelled")
    assert of(meeting, now="2026-12-10T13:05") == []


@pytest.mark.parametrize(
    ("start", "said"),
    [
        # A day before is the same time on the wall, whatever the clocks do in between.
        ("2027-03-28T13:00", ["2027-03-21T13:00", "2027-03-27T13:00", "2027-03-28T11:00"]),
        ("2027-03-29T09:30", ["2027-03-22T09:30", "2027-03-28T09:30", "2027-03-29T08:00"]),
        ("2026-10-25T13:00", ["2026-10-18T13:00", "2026-10-24T13:00", "2026-10-25T11:00"]),
        ("2026-10-26T09:30", ["2026-10-19T09:30", "2026-10-25T09:30", "2026-10-26T08:00"]),
    ],
)
def test_days_are_days_on_the_wall_also_when_the_clocks_are_moved(start: str, said: list[str]) -> None:
    meeting = booked(start, on="2026-10-01T09:00")
    found = of(meeting, now="2026-10-01T09:00")
    assert [due for kind, due in found if kind != "meeting-booked"] == said


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("2026-12-10T10:00", ["2026-12-03T10:00", "2026-12-09T10:00", "2026-12-10T08:00"]),
        # Half past seven is too early: at eight there is an hour and a half left.
        ("2026-12-10T09:30", ["2026-12-03T09:30", "2026-12-09T09:30", "2026-12-10T08:00"]),
        # At eight it would be half an hour: it comes the evening before.
        ("2026-12-10T08:30", ["2026-12-03T08:30", "2026-12-09T08:30", "2026-12-09T20:30"]),
        ("2026-12-10T07:00", ["2026-12-03T08:00", "2026-12-09T08:00", "2026-12-09T20:30"]),
    ],
)
def test_an_early_meeting_disturbs_nobody_at_night(start: str, said: list[str]) -> None:
    found = of(booked(start, on="2026-11-20T10:00"), now="2026-11-20T10:00")
    assert [due for kind, due in found if kind != "meeting-booked"] == said


def test_a_worker_that_is_behind_finds_what_the_plan_said_before() -> None:
    """The time it is does not change what was to be said, only that quiet hours have begun."""
    meeting = booked("2026-12-10T08:30", on="2026-11-20T10:00")
    soon = ("meeting-soon", "2026-12-09T20:30")
    for now in ("2026-12-01T12:00", "2026-12-09T20:29", "2026-12-09T20:31", "2026-12-09T20:59"):
        assert soon in of(meeting, now=now)
    assert ("meeting-soon", "2026-12-10T08:00") in of(meeting, now="2026-12-09T21:10")


@pytest.mark.parametrize(
    ("ready", "prepare", "on", "said"),
    [
        ("", ("Søg jobbene",), "2026-11-20T10:00", [("prepare", "2026-12-08T10:00")]),
        ("2026-11-30T10:00", ("Søg jobbene",), "2026-11-20T10:00", []),
        ("", (), "2026-11-20T10:00", []),
        ("", ("Søg jobbene",), "2026-12-08T08:00", []),
    ],
)
def test_who_has_something_to_prepare_is_reminded_of_it(
    ready: str, prepare: tuple[str, ...], on: str, said: list[tuple[str, str]]
) -> None:
    meeting = booked(START, on=on, prepare=prepare, ready_at=instant(ready) if ready else 0)
    assert told(planned(state(meetings=(meeting,)), now=on), "prepare") == said


def test_a_second_look_at_any_time_plans_the_same() -> None:
    """What was planned once is neither lost nor moved by looking again, but for what is over."""
    for start in range(instant("2026-12-10T00:00"), instant("2026-12-11T00:00"), HOUR // 2):
        meeting = structs.replace(booked(START), starts_at=start, booked_at=start - 9 * DAY)
        first = {each.id: each for each in planned(state(meetings=(meeting,)), now=local(meeting.booked_at))}
        for now in range(meeting.booked_at, start, 2 * HOUR):
            for each in planned(state(meetings=(meeting,)), now=local(now)):
                if each.kind in MEETING and first[each.id].due_at > now:
                    assert each == first[each.id]
