"""Meetings: what can be booked, and which one to get ready for."""

from typing import Any

import pytest

from backend.domain import meeting
from backend.domain.errors import Invalid
from backend.domain.meeting import DAY, MINUTE, Meeting, Time
from tests.support.shared_examples import instant, record_of

NOW = instant("2026-11-23T13:02:00Z")
SOON: dict[str, Any] = {
    "starts_at": NOW + DAY,
    "minutes": 45,
    "mode": "in-person",
    "place": "Lokale 3",
    "link": "",
}


def booked(**changed: Any) -> Time:
    return meeting.check(Time(**(SOON | changed)), now=NOW)


def problems(**changed: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        booked(**changed)
    return refused.value.fields


def meetings(*rows: dict[str, Any]) -> tuple[Meeting, ...]:
    return record_of({"meeting": list(rows)}).meetings


def test_karen_books_a_meeting_and_its_words_are_tidied() -> None:
    assert booked(place=" Lokale 3\r\n", link="video.example/m").place == "Lokale 3"
    assert booked(link="video.example/m").link == "https://video.example/m"


@pytest.mark.parametrize("starts_at", [NOW - 1, NOW, NOW + 366 * DAY, 10**17])
def test_a_meeting_lies_ahead_and_within_a_year(starts_at: int) -> None:
    assert problems(starts_at=starts_at) == {"starts_at": "Vælg et tidspunkt, der ligger efter nu og inden for et år."}


def test_a_meeting_without_a_time_is_asked_for_one() -> None:
    assert problems(starts_at=0) == {"starts_at": "Vælg dag og klokkeslæt."}


def test_a_meeting_may_begin_in_a_minute_and_in_a_year() -> None:
    assert booked(starts_at=NOW + MINUTE).starts_at == NOW + MINUTE
    assert booked(starts_at=NOW + 366 * DAY - 1)


@pytest.mark.parametrize("minutes", [-45, 0, 9, 241, 10**9])
def test_a_meeting_has_a_length(minutes: int) -> None:
    assert problems(minutes=minutes) == {"minutes": "Et møde varer mellem 10 og 240 minutter."}


def test_only_who_comes_in_person_needs_a_place() -> None:
    assert problems(place=" ") == {"place": "Skriv, hvor mødet holdes."}
    assert booked(mode="phone", place="").mode == "phone"
    assert problems(mode="fax") == {"mode": "Vælg, om mødet er fremmøde, telefon eller video."}


def test_everything_at_once_gives_a_sentence_for_each() -> None:
    assert problems(starts_at=0, minutes=0, mode="", place="x" * 201, link="javascript:alert(1)").keys() == {
        "starts_at",
        "minutes",
        "mode",
        "place",
        "link",
    }


def test_the_next_meeting_is_the_earliest_that_is_booked_and_not_over() -> None:
    rows = meetings(
        {"id": "later", "starts_at": NOW + 2 * DAY},
        {"id": "sooner", "starts_at": NOW + DAY},
        {"id": "over", "starts_at": NOW - 45 * MINUTE},
        {"id": "held", "starts_at": NOW + 1, "state": "held"},
        {"id": "cancelled", "starts_at": NOW + 1, "state": "cancelled"},
        {"id": "missed", "starts_at": NOW + 1, "state": "missed"},
    )
    found = meeting.next_of(rows, now=NOW)
    assert found is not None
    assert found.id == "sooner"
    assert meeting.next_of(rows[2:], now=NOW) is None


def test_a_meeting_that_has_begun_is_still_the_next_one_until_its_last_minute() -> None:
    rows = meetings({"starts_at": NOW - 45 * MINUTE + 1})
    assert meeting.next_of(rows, now=NOW) is rows[0]
    assert meeting.next_of(rows, now=NOW + 1) is None


def test_two_at_the_same_time_always_come_in_the_same_order() -> None:
    rows = meetings({"id": "b"}, {"id": "a"})
    assert {found.id for found in (meeting.next_of(rows, now=NOW), meeting.next_of(rows[::-1], now=NOW)) if found} == {
        "a"
    }
