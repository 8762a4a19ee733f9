"""A course's line: each programme drawn from a fixed day, and what must hold from any day."""

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.age import age_group, age_on
from backend.domain.contact_rule import in_force, load_rules
from backend.domain.dates import days_between, plus, plus_months
from backend.domain.programmes import load_all
from backend.domain.timeline import line, proposed, standings
from backend.domain.timetable import drawn
from backend.domain.window import Window
from backend.domain.working_day import is_working_day, working_day_from
from tests.support.meetings import held

PROGRAMMES = load_all().programmes
GOLDEN = Path(__file__).parent / "timelines"
DAYS = st.dates(min_value=dt.date(2016, 1, 1), max_value=dt.date(2040, 12, 31)).map(dt.date.isoformat)
SOME = st.sampled_from(list(PROGRAMMES))


@pytest.mark.parametrize("letter", PROGRAMMES)
def test_a_programme_from_the_last_of_january(letter: str) -> None:
    """The files are read by eye against the register; they are written anew by `konkret programmes show`."""
    expected = (GOLDEN / f"{letter.lower()}.txt").read_text("utf-8")
    assert drawn(PROGRAMMES[letter], started_on="2026-01-31", until="2029-01-31") == expected


@settings(deadline=None)
@given(SOME, DAYS)
def test_a_line_names_every_meeting_once_and_no_window_ends_before_it_begins(letter: str, start: str) -> None:
    programme = PROGRAMMES[letter]
    stops = line(programme, started_on=start, until=plus_months(start, 36))
    refs = [stop.ref for stop in stops]
    assert len(set(refs)) == len(refs)
    assert {programme.step(ref) for ref in refs} == set(programme.meetings)
    assert all(start <= stop.opens_on <= stop.closes_on for stop in stops if stop.closes_on)


@settings(deadline=None)
@given(DAYS, st.integers(0, 40))
def test_meetings_that_go_on_follow_each_other_without_a_gap_and_four_to_the_year(start: str, months: int) -> None:
    until = plus_months(start, months)
    again = [stop for stop in line(PROGRAMMES["C"], started_on=start, until=until) if stop.ref.startswith("C.4")]
    assert again[-1].opens_on > until
    assert all(plus(one.closes_on, 1) == following.opens_on for one, following in pairwise(again))
    assert all(again[at].closes_on == plus_months(start, 3 + 3 * (at + 1)) for at in range(len(again)))


@settings(deadline=None)
@given(SOME, DAYS, st.integers(-10, 1200))
def test_proposed_days_are_open_come_after_today_and_lie_in_what_is_left_of_the_window(
    letter: str, start: str, ahead: int
) -> None:
    today = plus(start, ahead)
    for stop in line(PROGRAMMES[letter], started_on=start, until=plus_months(start, 12)):
        days = proposed(stop, today=today)
        assert 1 <= len(days) <= 5
        assert list(days) == sorted(set(days))
        assert all(is_working_day(day) and day > today for day in days)
        if stop.closes_on and working_day_from(max(plus(today, 1), stop.opens_on)) <= stop.closes_on:
            assert all(stop.opens_on <= day <= stop.closes_on for day in days)


@pytest.mark.parametrize(
    ("ref", "latest", "first"),
    [
        ("A.3", "", "2026-11-26"),
        ("A.3", "2026-12-04", "2026-12-07"),
        ("A.3", "2026-11-01", "2026-11-26"),
        ("D.CV", "2026-11-27", "2026-11-30"),
        ("D.CV", "2027-03-01", "2026-11-26"),
    ],
)
def test_the_next_meeting_is_proposed_after_the_one_before_it(ref: str, latest: str, first: str) -> None:
    stops = line(PROGRAMMES[ref[0]], started_on="2026-11-23", until="2027-11-23")
    stop = next(each for each in stops if each.ref == ref)
    assert proposed(stop, today="2026-11-25", latest=latest)[0] == first


@settings(deadline=None)
@given(SOME, DAYS, st.integers(0, 1200))
def test_a_deadline_is_met_or_counted_in_days_and_never_both(letter: str, start: str, ahead: int) -> None:
    today = plus(start, ahead)
    programme = PROGRAMMES[letter]
    stops = line(programme, started_on=start, until=today)
    nobody = standings(programme, stops, [], started_on=start, today=today)
    assert all(each.state == ("due" if each.due_on >= today else "overdue") for each in nobody)
    assert all(each.days == days_between(today, each.due_on) for each in nobody)
    everybody = [held(stop.ref, on=stop.closes_on or start) for stop in stops]
    own = [each for each in standings(programme, stops, everybody, started_on=start, today=today) if each.least == 1]
    assert {each.state for each in own} <= {"met"}


def test_two_meetings_in_three_months_and_then_four_a_year() -> None:
    programme, start = PROGRAMMES["C"], "2026-01-31"
    stops = line(programme, started_on=start, until="2027-06-01")
    meetings = [held("C.1", on="2026-02-05"), held("C.2", on="2026-03-01"), held("C.3", on="2026-05-01")]
    found = {each.ref: each for each in standings(programme, stops, meetings, started_on=start, today="2026-05-02")}
    assert (found["C.0.1"].state, found["C.0.2"].state) == ("met", "met")
    assert (found["C.3"].state, found["C.3"].due_on) == ("met", "2026-04-30")
    assert (found["C.4"].state, found["C.4"].days) == ("due", 90)
    late = standings(programme, stops, meetings[:1], started_on=start, today="2026-05-02")
    assert [(each.ref, each.days) for each in late if each.state == "overdue"] == [
        ("C.0.2", -2),
        ("C.2", -2),
        ("C.3", -2),
    ]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-31", 3, "2026-04-30"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-15", 0, "2026-12-15"),
    ],
)
def test_months_end_where_the_calendar_has_no_such_day(day: str, months: int, expected: str) -> None:
    assert plus_months(day, months) == expected


@pytest.mark.parametrize(
    ("window", "first", "last"),
    [
        (Window(unit="week", first=1, last=2), "2026-03-16", "2026-03-29"),
        (Window(unit="week", first=8, last=8, about=True), "2026-04-27", "2026-05-17"),
        (Window(unit="week", first=1, last=1, about=True), "2026-03-16", "2026-03-29"),
        (Window(unit="day", first=0, last=7), "2026-03-16", "2026-03-23"),
        (Window(unit="month", first=3, last=6), "2026-06-16", "2026-09-16"),
    ],
)
def test_a_window_counts_whole_days_over_the_change_of_clocks(window: Window, first: str, last: str) -> None:
    assert window.span("2026-03-16") == (first, last)
    assert window.span("2026-03-16").holds(last)
    assert not window.span("2026-03-16").holds(plus(last, 1))


@pytest.mark.parametrize("day", ["2026-04-03", "2026-05-14", "2026-06-05", "2026-12-24", "2026-12-31", "2026-11-28"])
def test_offices_are_closed_on(day: str) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize("day", ["2026-05-01", "2026-12-23", "2027-01-04", "2024-04-26"])
def test_offices_are_open_on(day: str) -> None:
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("born_on", "group"),
    [
        ("1996-11-26", "under-30"),
        ("1996-11-25", "30-50"),
        ("1976-11-26", "30-50"),
        ("1976-11-25", "over-50"),
        ("1971-01-01", "over-50"),
    ],
)
def test_who_turns_thirty_or_fifty_today_belongs_to_the_older_group(born_on: str, group: str) -> None:
    assert age_group("2026-11-25", born_on=born_on) == group


def test_who_is_born_on_leap_day_is_a_year_older_on_the_first_of_march() -> None:
    assert age_on("2027-02-28", born_on="2000-02-29") == 26
    assert age_on("2027-03-01", born_on="2000-02-29") == 27


@pytest.mark.parametrize(
    ("benefit", "day", "expected"),
    [
        ("dagpenge", "2026-06-30", "dagpenge-2024"),
        ("dagpenge", "2026-07-01", "dagpenge-2026"),
        ("kontanthjælp", "2026-06-30", "kontanthjaelp-documents"),
        ("kontanthjælp", "2027-01-01", "kontanthjaelp-2026"),
    ],
)
def test_a_course_follows_the_rule_of_its_day(benefit: str, day: str, expected: str) -> None:
    rule = in_force(load_rules(), "dagpenge" if benefit == "dagpenge" else "kontanthjælp", on=day)
    assert rule is not None
    assert rule.id == expected


def test_before_the_first_rule_there_is_none() -> None:
    assert in_force(load_rules(), "dagpenge", on="2023-12-31") is None
