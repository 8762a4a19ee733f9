"""The ladder: which way is taken next, and when."""

from typing import Any

import pytest

from backend.domain.delivery import WAYS, Delivery, Outcome, Way
from backend.domain.ladder import AT_MOST, HOUR, Rung, Step, afterwards, again_at, next_rung, way_now

AT = 1_795_593_600_000
START = AT + 24 * HOUR


def _tried(way: Way, outcome: Outcome, *, at: int = AT, seen_at: int = 0) -> Delivery:
    return Delivery(
        id="d", reminder="r", person="anne", way=way, host="push.example", at=at, outcome=outcome, seen_at=seen_at
    )


@pytest.mark.parametrize(
    ("earlier", "open_ways", "following"),
    [
        ([], WAYS, Rung(way="push", at=0)),
        ([], ("email", "sms"), Rung(way="email", at=0)),
        ([], (), None),
        ([_tried("push", "gone")], ("email",), Rung(way="email", at=0)),
        ([_tried("push", "gone")], WAYS, Rung(way="push", at=0)),  # a new browser
        ([_tried("email", "gone")], ("email",), None),
        ([_tried("push", "refused")], ("push", "sms"), Rung(way="sms", at=0)),
        ([_tried("push", "taken")], WAYS, Rung(way="email", at=AT + 2 * HOUR)),
        ([_tried("push", "taken"), _tried("push", "gone")], WAYS, Rung(way="email", at=AT + 2 * HOUR)),
        ([_tried("push", "taken", seen_at=AT + 1)], WAYS, None),
        ([_tried("push", "taken"), _tried("push", "taken", seen_at=AT + 1)], WAYS, None),
        ([_tried("push", "later"), _tried("push", "later", at=AT + HOUR)], WAYS, Rung(way="email", at=AT + 2 * HOUR)),
        ([_tried("push", "")], WAYS, Rung(way="email", at=AT + 2 * HOUR)),
        (
            [_tried("push", "taken"), _tried("email", "taken", at=AT + 2 * HOUR)],
            WAYS,
            Rung(way="sms", at=AT + 4 * HOUR),
        ),
        ([_tried(way, "taken") for way in WAYS], WAYS, None),
    ],
)
def test_a_meeting_tomorrow_climbs(earlier: list[Delivery], open_ways: tuple[Way, ...], following: Rung | None) -> None:
    assert next_rung("meeting-tomorrow", earlier, open_ways=open_ways, pointless_at=START) == following


@pytest.mark.parametrize(
    ("earlier", "following"),
    [
        ([], Rung(way="email", at=0)),
        ([_tried("push", "gone")], Rung(way="email", at=0)),
        ([_tried("push", "refused")], Rung(way="email", at=0)),
        ([_tried("push", "taken")], None),
        ([_tried("push", "later")], Rung(way="email", at=0)),
        ([_tried("email", "gone")], None),
    ],
)
def test_a_quiet_joblog_is_told_once_and_never_by_what_costs(earlier: list[Delivery], following: Rung | None) -> None:
    open_ways: Any = ("email", "sms", "digital-post")
    assert next_rung("joblog-quiet", earlier, open_ways=open_ways, pointless_at=START) == following


def test_little_time_is_waited_through_by_half() -> None:
    soon = next_rung("meeting-tomorrow", [_tried("push", "taken")], open_ways=WAYS, pointless_at=AT + HOUR)
    assert soon == Rung(way="email", at=AT + HOUR // 2)


@pytest.mark.parametrize(
    ("earlier", "now", "way"),
    [
        ([], AT, "push"),
        ([_tried("push", "later")], AT + 1, "push"),
        ([_tried("push", "")], AT + 1, "push"),
        ([_tried("push", "later")], AT + 2 * HOUR, "email"),
        ([_tried("push", "refused")], AT + 1, "email"),
        ([_tried("push", "taken")], AT + 1, None),
        ([_tried("push", "taken")], AT + 2 * HOUR, "email"),
        ([_tried("push", "taken", seen_at=AT + 1)], AT + 2 * HOUR, None),
        ([_tried("push", "taken"), _tried("email", "later", at=AT + 2 * HOUR)], AT + 3 * HOUR, "email"),
        ([_tried("push", "taken"), _tried("email", "later", at=AT + 2 * HOUR)], AT + 4 * HOUR, "sms"),
        ([_tried("push", "taken"), _tried("email", "gone", at=AT + 2 * HOUR)], AT + 2 * HOUR, "sms"),
        ([_tried("push", "taken", seen_at=AT + 1), _tried("email", "later", at=AT + 2 * HOUR)], AT + 3 * HOUR, None),
        ([_tried(each, "refused") for each in WAYS], AT + 1, None),
    ],
)
def test_the_way_now(earlier: list[Delivery], now: int, way: Way | None) -> None:
    assert way_now("meeting-tomorrow", earlier, open_ways=WAYS, pointless_at=START, now=now) == way


@pytest.mark.parametrize(
    ("earlier", "open_ways", "step"),
    [
        ([_tried("push", "taken")], ("push",), Step(state="sent")),
        ([_tried("push", "taken")], WAYS, Step(state="told", at=AT + 2 * HOUR)),
        ([_tried("push", "taken", seen_at=AT + 1)], WAYS, Step(state="sent")),
        ([_tried("push", "later")], ("push",), Step(state="planned", at=AT + 30_000)),
        ([_tried("push", "later"), _tried("push", "gone")], ("push",), Step(state="planned", at=AT + 30_000)),
        ([_tried("push", "gone")], WAYS[1:], Step(state="planned", at=0)),
        (
            [_tried("push", "taken"), _tried("email", "later", at=AT + 2 * HOUR)],
            WAYS,
            Step(state="told", at=AT + 30_000),
        ),
        ([_tried("push", "gone")], (), Step(state="unheard")),
        ([_tried("push", "refused")], ("push",), Step(state="unheard")),
        # It said «later», and then the browser was gone.
        ([_tried("push", "later")], (), Step(state="unheard")),
        ([_tried("push", "later")], ("email",), Step(state="planned", at=0)),
        ([], (), Step(state="unheard")),
    ],
)
def test_what_becomes_of_it(earlier: list[Delivery], open_ways: tuple[Way, ...], step: Step) -> None:
    again = AT + 30_000
    assert afterwards("meeting-tomorrow", earlier, open_ways=open_ways, pointless_at=START, again_at=again) == step


def test_what_cannot_be_delivered_in_time_is_looked_at_when_it_is_pointless() -> None:
    late = afterwards("digest", [_tried("push", "later")], open_ways=("push",), pointless_at=AT + 5, again_at=AT + 9)
    assert late == Step(state="planned", at=AT + 5)


def test_a_way_that_says_later_is_left_alone_for_longer_each_time_but_not_for_ever() -> None:
    waits = [again_at(attempts, retry_after=0, now=AT) - AT for attempts in range(1, 9)]
    assert waits == [30_000, 60_000, 120_000, 240_000, 480_000, 960_000, AT_MOST, AT_MOST]
    assert again_at(500, retry_after=0, now=AT) == AT + AT_MOST
    assert again_at(1, retry_after=HOUR, now=AT) == AT + HOUR
