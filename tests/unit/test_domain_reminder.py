"""What the lock screen says of a meeting, on the days when the clocks are moved too."""

import pytest
from msgspec import structs

from backend.domain.reminder import Reminder, words
from backend.domain.time import instant


def _of(starts: str) -> Reminder:
    at = instant(starts)
    return Reminder(id="r", kind="meeting-soon", about="m", due_at=0, pointless_at=at)


@pytest.mark.parametrize(
    ("now", "starts", "said"),
    [
        ("2026-11-24T10:00", "2026-11-25T10:00", "Du har en aftale i morgen kl. 10.00"),
        ("2026-11-25T08:00", "2026-11-25T10:00", "Du har en aftale i dag kl. 10.00"),
        ("2026-11-23T08:00", "2026-11-25T10:00", "Du har en aftale snart kl. 10.00"),
        ("2026-10-25T00:30", "2026-10-25T09:00", "Du har en aftale i dag kl. 09.00"),  # a day of 25 hours
        ("2026-03-28T23:30", "2026-03-29T09:00", "Du har en aftale i morgen kl. 09.00"),  # before a day of 23
    ],
)
def test_the_day_is_named_as_people_name_it(now: str, starts: str, said: str) -> None:
    assert words(_of(starts), now=instant(now)) == said


@pytest.mark.parametrize(
    ("now", "starts", "said"),
    [
        ("2026-11-24T10:00", "2026-12-10T13:00", "Din aftale er ændret: den 10/12 kl. 13.00"),
        ("2026-11-24T10:00", "2026-11-25T10:00", "Din aftale er ændret: i morgen kl. 10.00"),
    ],
)
def test_a_change_names_the_new_day(now: str, starts: str, said: str) -> None:
    assert words(structs.replace(_of(starts), kind="meeting-moved"), now=instant(now)) == said
