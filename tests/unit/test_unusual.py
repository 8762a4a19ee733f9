"""What is remarked about the time of a meeting before a caseworker goes on."""

import pytest
from msgspec import structs

from backend.domain.errors import Unusual
from backend.domain.meeting import Meeting, State, Time
from backend.domain.time import instant
from backend.domain.timeline import Stop
from backend.domain.unusual import must_be_meant, remark
from tests.support.meetings import held

LINE = tuple(
    Stop(
        ref=ref,
        title=ref,
        plain="",
        prepare=(),
        after="",
        held_by="jobcentre",
        joint="never",
        opens_on="",
        closes_on="",
    )
    for ref in ("A.1", "A.2", "A.3")
)


def standing(step: str, *, on: str, state: State = "booked") -> Meeting:
    """A meeting of that step, of that name, at ten on the date `on`."""
    return structs.replace(held(step, on=on), title=step, state=state)


def said(
    starts: str, *others: Meeting, minutes: int = 45, step: str = "A.2", itself: str = "", line: tuple[Stop, ...] = LINE
) -> str:
    time = Time(starts_at=instant(starts), minutes=minutes, mode="phone", place="", link="")
    return remark(time, step=step, line=line, meetings_of=others, itself=itself)


@pytest.mark.parametrize(
    ("starts", "minutes", "remarked"),
    [
        ("2026-12-03T07:00", 45, ""),
        ("2026-12-03T19:15", 45, ""),
        ("2026-12-03T03:00", 45, "Mødet er fra kl. 03.00 til 03.45. Det er uden for kl. 7 til 20."),
        ("2026-12-03T06:59", 10, "Mødet er fra kl. 06.59 til 07.09. Det er uden for kl. 7 til 20."),
        ("2026-12-03T19:16", 45, "Mødet er fra kl. 19.16 til 20.01. Det er uden for kl. 7 til 20."),
        ("2026-12-03T23:30", 60, "Mødet er fra kl. 23.30 til 00.30. Det er uden for kl. 7 til 20."),
        ("2026-12-05T10:00", 45, "Lørdag 5. december er i en weekend."),
        ("2026-12-24T10:00", 45, "Torsdag 24. december er på en helligdag eller lukkedag."),
        ("2027-05-01T10:00", 45, "Lørdag 1. maj er i en weekend."),
        ("2026-05-01T10:00", 45, ""),
    ],
)
def test_the_night_weekends_and_holidays_are_remarked(starts: str, minutes: int, remarked: str) -> None:
    assert said(starts, minutes=minutes) == remarked


def test_a_meeting_is_remarked_that_comes_before_an_earlier_one_or_after_a_later_one() -> None:
    first, third = standing("A.1", on="2026-12-08", state="held"), standing("A.3", on="2026-12-10")
    for starts, remarked in (
        ("2026-12-07T10:00", "Mødet ligger før «A.1» 8. dec., som er tidligere i forløbet."),
        ("2026-12-09T10:00", ""),
        ("2026-12-11T10:00", "Mødet ligger efter «A.3» 10. dec., som er senere i forløbet."),
    ):
        assert said(starts, first, third) == remarked
    # What is no part of the line is at no place of it.
    assert said("2026-12-11T10:00", first, third, step="B.4") == ""


def test_either_of_two_may_be_first_when_the_window_of_one_holds_that_of_the_other() -> None:
    wide = {"opens_on": "2026-12-01", "closes_on": "2026-12-31"}
    narrow = {"opens_on": "2026-12-07", "closes_on": "2026-12-11"}
    later = {"opens_on": "2026-12-09", "closes_on": "2027-01-09"}
    third = standing("A.3", on="2026-12-08")
    for second, windows in ((wide, narrow), (narrow, wide)):
        line = (LINE[0], structs.replace(LINE[1], **second), structs.replace(LINE[2], **windows))
        assert said("2026-12-09T10:00", third, line=line) == ""
    line = (LINE[0], structs.replace(LINE[1], **narrow), structs.replace(LINE[2], **later))
    assert said("2026-12-09T10:00", third, line=line) != ""


def test_a_meeting_is_not_in_its_own_way_nor_one_that_was_called_off() -> None:
    later = standing("A.3", on="2026-12-08")
    assert said("2026-12-09T10:00", later)
    assert said("2026-12-09T10:00", later, itself=later.id) == ""
    assert said("2026-12-09T10:00", standing("A.3", on="2026-12-08", state="cancelled")) == ""


def test_all_of_it_is_said_and_whoever_has_read_it_goes_on() -> None:
    night = said("2026-12-06T03:00", standing("A.1", on="2026-12-08"))
    assert [words in night for words in ("03.00", "Søndag 6. december", "tidligere i forløbet")] == [True] * 3
    must_be_meant("", anyway="")
    must_be_meant(night, anyway=night)
    for anyway in ("", "yes", said("2026-12-06T03:00")):
        with pytest.raises(Unusual) as refused:
            must_be_meant(night, anyway=anyway)
        assert refused.value.fields == {"anyway": night}
