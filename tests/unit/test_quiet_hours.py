"""Quiet hours: moved before or after, never dropped when somebody has to know."""

import pytest

from backend.domain.errors import Invalid
from backend.domain.meeting import MINUTE
from backend.domain.preference import USUAL, Preferences, check
from backend.domain.quiet_hours import HOUR, is_quiet, moment
from backend.domain.time import instant, local
from tests.support.reminding import wants


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        ("2026-11-25T20:59", False),
        ("2026-11-25T21:00", True),
        ("2026-11-26T00:00", True),
        ("2026-11-26T07:59", True),
        ("2026-11-26T08:00", False),
        ("2026-10-25T02:30", True),  # comes twice
        ("2027-03-28T03:30", True),
    ],
)
def test_from_nine_in_the_evening_to_eight(at: str, quiet: bool) -> None:
    assert is_quiet(instant(at), USUAL) is quiet


def test_they_may_lie_within_a_day_or_be_none() -> None:
    noon = wants(quiet_from="12:00", quiet_to="13:00")
    assert [is_quiet(instant(f"2026-11-25T{clock}"), noon) for clock in ("11:59", "12:00", "12:59", "13:00")] == [
        False,
        True,
        True,
        False,
    ]
    assert not is_quiet(instant("2026-11-25T03:00"), wants(quiet_from="08:00", quiet_to="08:00"))


def said(
    due: str, *, until: str, known: str = "2026-11-20T12:00", now: str = "2026-11-20T12:00", urgent: bool = False
) -> str:
    """When it is said, as local time; "" for never."""
    at = moment(instant(due), USUAL, now=instant(now), known=instant(known), until=instant(until), urgent=urgent)
    return local(at) if at is not None else ""


@pytest.mark.parametrize(
    ("due", "until", "known", "said_at"),
    [
        ("2026-11-25T15:00", "2026-11-25T16:00", "2026-11-20T12:00", "2026-11-25T15:00"),
        ("2026-11-25T06:00", "2026-11-25T09:00", "2026-11-20T12:00", "2026-11-25T08:00"),
        ("2026-11-25T06:00", "2026-11-25T08:30", "2026-11-20T12:00", "2026-11-24T20:30"),
        ("2026-11-25T06:00", "2026-11-25T08:30", "2026-11-24T20:50", "2026-11-24T20:50"),
        ("2026-11-25T06:00", "2026-11-25T08:30", "2026-11-24T22:00", "2026-11-25T08:00"),
        ("2026-11-25T06:00", "2026-11-25T07:30", "2026-11-24T22:00", ""),
        ("2026-11-24T23:00", "2026-11-25T12:00", "2026-11-20T12:00", "2026-11-25T08:00"),
    ],
)
def test_what_would_fall_in_them(due: str, until: str, known: str, said_at: str) -> None:
    assert said(due, until=until, known=known, now=known) == said_at


def test_what_has_to_be_known_is_said_in_them_as_late_as_it_helps() -> None:
    assert (
        said(
            "2026-11-24T22:00", until="2026-11-25T07:30", known="2026-11-24T22:00", now="2026-11-24T22:00", urgent=True
        )
        == "2026-11-25T06:30"
    )
    assert (
        said(
            "2026-11-25T07:00", until="2026-11-25T07:30", known="2026-11-25T07:00", now="2026-11-25T07:00", urgent=True
        )
        == "2026-11-25T07:00"
    )


def test_a_night_of_nine_or_eleven_hours_ends_at_eight_on_the_wall() -> None:
    for night in ("2026-10-24T23:00", "2027-03-27T23:00"):
        until = f"{night[:8]}30T12:00"
        assert said(night, until=until, known=night, now=night)[11:] == "08:00"


def test_an_end_that_comes_twice_is_not_before_what_waits_for_it() -> None:
    owl = wants(quiet_from="00:00", quiet_to="02:30")
    second = instant("2026-10-25T02:10") + HOUR
    at = moment(second, owl, now=second, known=second, until=second + 10 * HOUR, urgent=False)
    assert at == second + 20 * MINUTE


@pytest.mark.parametrize(
    ("preferences", "field"),
    [
        (wants(quiet_from="9"), "quiet_from"),
        (wants(quiet_to="24:00"), "quiet_to"),
        (wants(quiet_from="16:00"), "quiet_to"),
        (wants(hologram="on"), "chosen"),
    ],
)
def test_what_leaves_no_time_to_say_anything_is_not_taken(preferences: Preferences, field: str) -> None:
    with pytest.raises(Invalid) as told:
        check(preferences)
    assert list(told.value.fields) == [field]
