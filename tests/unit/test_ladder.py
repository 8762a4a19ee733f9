"""The ladder: which way is taken next, and when."""

from typing import Any

import pytest

from backend.domain.delivery import WAYS, Delivery, Outcome, Way
from backend.domain.ladder import HOUR, Rung, next_rung

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
        ([_tried("push", "gone")], WAYS, Rung(way="email", at=0)),
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
        ([_tried("push", "taken")], None),
        ([_tried("push", "later")], None),
        ([_tried("email", "gone")], None),
    ],
)
def test_a_quiet_joblog_is_told_once_and_never_by_what_costs(earlier: list[Delivery], following: Rung | None) -> None:
    open_ways: Any = ("email", "sms", "digital-post")
    assert next_rung("joblog-quiet", earlier, open_ways=open_ways, pointless_at=START) == following


def test_little_time_is_waited_through_by_half() -> None:
    soon = next_rung("meeting-tomorrow", [_tried("push", "taken")], open_ways=WAYS, pointless_at=AT + HOUR)
    assert soon == Rung(way="email", at=AT + HOUR // 2)
