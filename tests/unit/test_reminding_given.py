"""When Anne hears of jobs and homework: when they come, and before their time runs out."""

from typing import Any

import pytest
from msgspec import structs

from backend.domain.time import instant, local
from tests.support.reminding import ANNE, booked, followed_up, homework, job, planned, promised, state, told, wants

DEADLINE = "2026-12-10"
TWO_BEFORE, ONE_BEFORE = ("job-deadline", "2026-12-08T10:00"), ("job-deadline", "2026-12-09T10:00")


@pytest.mark.parametrize(
    ("jobs", "now", "said"),
    [
        ((job(DEADLINE),), "2026-12-01T09:00", [TWO_BEFORE]),
        # Two with one deadline are one message.
        ((job(DEADLINE), job(DEADLINE, apply_by="2026-12-09")), "2026-12-01T09:00", [TWO_BEFORE]),
        ((job(DEADLINE), job("2026-12-11")), "2026-12-01T09:00", [TWO_BEFORE, ONE_BEFORE]),
        ((job(""),), "2026-12-01T09:00", []),
        ((job(DEADLINE, state="not-relevant"),), "2026-12-01T09:00", []),
        # Handed out shortly before: that was the reminder.
        ((job(DEADLINE, on="2026-12-08T09:00"),), "2026-12-08T09:00", []),
        ((job(DEADLINE, on="2026-12-07T09:00"),), "2026-12-07T09:00", [TWO_BEFORE]),
        # It holds for as long as the day, and the evening leaves somebody in peace.
        ((job(DEADLINE),), "2026-12-10T20:59", [TWO_BEFORE]),
        ((job(DEADLINE),), "2026-12-11T00:00", []),
    ],
)
def test_a_jobs_deadline(jobs: tuple[object, ...], now: str, said: list[tuple[str, str]]) -> None:
    assert told(planned(state(jobs=jobs), now=now), "job-deadline") == said


@pytest.mark.parametrize(
    ("due", "now", "said"),
    [
        ("2026-12-10", "2026-12-01T09:00", [("homework-due", "2026-12-09T10:00")]),
        ("2026-12-10", "2026-12-11T00:00", []),
        ("", "2026-12-01T09:00", []),
    ],
)
def test_homework_that_is_due_tomorrow(due: str, now: str, said: list[tuple[str, str]]) -> None:
    assert told(planned(state(assignments=(homework(due),)), now=now), "homework-due") == said


def test_homework_given_the_evening_before_needs_no_more() -> None:
    late = state(assignments=(homework("2026-12-10", on="2026-12-09T08:00"),))
    assert told(planned(late, now="2026-12-09T08:00"), "homework-due") == []


@pytest.mark.parametrize(
    ("parts", "detail", "path"),
    [
        ({"agreements": (promised("2026-12-10"),)}, "Ring til smeden", "/opgaver"),
        ({"placements": (followed_up("2026-12-10"),)}, "Opfølgning: Smedjen", "/praktik"),
        (
            {
                "assignments": (homework("2026-12-10"),),
                "agreements": (promised("2026-12-10"),),
                "placements": (followed_up("2026-12-10"),),
            },
            "Lav en elevatortale, Ring til smeden, Opfølgning: Smedjen",
            "/opgaver",
        ),
    ],
)
def test_what_is_agreed_and_followed_up_is_told_of_the_day_before_with_the_homework(
    parts: dict[str, Any], detail: str, path: str
) -> None:
    found = planned(state(**parts), now="2026-12-01T09:00")
    assert told(found, "homework-due") == [("homework-due", "2026-12-09T10:00")]
    (due,) = [each for each in found if each.kind == "homework-due"]
    assert (due.detail, due.path) == (detail, path)


def test_what_others_promised_is_theirs_to_remember_and_what_is_agreed_the_evening_before_needs_no_more() -> None:
    theirs = state(agreements=(promised("2026-12-10", who="jobcentre"), promised("2026-12-10", who="a-kasse")))
    assert told(planned(theirs, now="2026-12-01T09:00"), "homework-due") == []
    late = state(agreements=(promised("2026-12-10", on="2026-12-09T08:00"),))
    assert told(planned(late, now="2026-12-09T08:00"), "homework-due") == []


@pytest.mark.parametrize(
    ("jobs", "meeting", "said"),
    [
        ((job(),), booked("2026-12-10T13:00"), [("jobs-open", "2026-12-07T10:00")]),
        ((job(apply_by="2026-12-10"),), booked("2026-12-10T13:00"), [("jobs-open", "2026-12-07T10:00")]),
        ((job(apply_by="2026-12-06"),), booked("2026-12-10T13:00"), []),
        ((), booked("2026-12-10T13:00"), []),
        ((job(),), booked("2026-12-10T13:00", on="2026-12-08T13:00"), []),
        ((job(on="2026-12-07T09:00"),), booked("2026-12-10T13:00"), []),
        ((job(state="not-relevant"),), booked("2026-12-10T13:00"), []),
    ],
)
def test_jobs_still_open_three_days_before_the_meeting(
    jobs: tuple[object, ...], meeting: object, said: list[tuple[str, str]]
) -> None:
    assert told(planned(state(jobs=jobs, meetings=(meeting,)), now="2026-12-01T09:00"), "jobs-open") == said


def test_only_the_next_meeting_asks_for_open_jobs() -> None:
    later = structs.replace(booked("2026-12-20T13:00"), id="later")
    both = state(jobs=(job(),), meetings=(later, booked("2026-12-10T13:00")))
    assert told(planned(both, now="2026-12-01T09:00"), "jobs-open") == [("jobs-open", "2026-12-07T10:00")]


def test_what_is_given_at_once_is_told_of_at_once() -> None:
    on = "2026-12-01T10:30"
    given = state(jobs=(job(on=on), job(DEADLINE, on=on)), assignments=(homework(on=on),))
    (news,) = [each for each in planned(given, now=on) if each.kind == "given"]
    assert (local(news.due_at), news.path) == (on, "/job")
    assert news.detail == "Kranfører hos Kajens Folk, Kranfører hos Kajens Folk, Lav en elevatortale"


@pytest.mark.parametrize(
    ("on", "due"),
    [("2026-12-01T10:30", "2026-12-01T10:30"), ("2026-12-01T22:30", "2026-12-02T08:00")],
)
def test_news_waits_for_the_morning(on: str, due: str) -> None:
    assert told(planned(state(jobs=(job(on=on),)), now=on), "given") == [("given", due)]


def test_what_was_given_days_ago_is_no_news() -> None:
    given = state(jobs=(job(on="2026-12-01T10:00"),))
    assert told(planned(given, now="2026-12-04T09:59"), "given") == [("given", "2026-12-01T10:00")]
    assert told(planned(given, now="2026-12-04T10:01"), "given") == []


def test_a_single_job_leads_to_itself() -> None:
    on = "2026-12-01T10:30"
    (news,) = [each for each in planned(state(jobs=(job(on=on),)), now=on) if each.kind == "given"]
    assert news.path == "/job/j--"
    assert news.person == news.citizen == ANNE


def test_each_kind_can_be_switched_off() -> None:
    on = "2026-12-01T10:30"
    given = state(
        jobs=(job(DEADLINE, on=on),), assignments=(homework("2026-12-10"),), meetings=(booked("2026-12-10T13:00"),)
    )
    kinds = ("given", "job-deadline", "homework-due", "jobs-open")
    assert {kind for kind, _ in told(planned(given, now=on), *kinds)} == set(kinds)
    off = wants(given="off", job_deadline="off", homework_due="off", jobs_open="off")
    assert told(planned(given, now=on, anne=off), *kinds) == []


def test_a_deadline_on_the_day_after_the_clocks_were_moved_is_told_at_ten_on_the_wall() -> None:
    found = planned(state(jobs=(job("2027-03-29"), job("2026-10-26"))), now="2026-10-01T09:00")
    assert [instant(due) for _, due in told(found, "job-deadline")] == [
        instant("2026-10-24T10:00"),
        instant("2027-03-27T10:00"),
    ]
