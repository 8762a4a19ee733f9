"""Whether a meeting's reminder arrived, as its caseworker reads it: by which way, called as everybody calls it."""

import pytest

from backend.domain.delivery import Delivery, Told, Way
from backend.views.deliveries import reminded_of
from tests.support.shared_examples import instant

NOW = instant("2026-11-23T12:00:00Z")


@pytest.mark.parametrize(
    ("way", "how"),
    [
        ("push", "til telefonen"),
        ("email", "som e-mail"),
        ("sms", "som SMS"),
        ("digital-post", "som Digital Post"),
    ],
)
def test_what_was_sent_is_told_with_its_way(way: Way, how: str) -> None:
    at = instant("2026-11-23T09:00:00Z")
    made = Delivery(id="d-1", reminder="p-1", person="c", way=way, host="", at=at, outcome="taken", seen_at=0)
    told = Told(id="p-1", kind="meeting-tomorrow", about="m-1", state="told", at=at, deliveries=(made,))
    assert reminded_of("m-1", [told], now=NOW) == f"Påmindelse sendt {how} kl. 10.00. Det vides ikke, om den er set."
    assert reminded_of("m-2", [told], now=NOW) == ""
