"""What was agreed with invented people about job search: at their first meeting, and with some of them anew since."""

from collections.abc import Iterable
from random import Random

from msgspec import structs

from backend.demo import words
from backend.domain.ids import RANDOM_BYTES, new_id
from backend.domain.meeting import MINUTE, Meeting
from backend.domain.requirement import Requirement
from backend.domain.time import local_date


def agreed(number: int, meetings: Iterable[Meeting], *, random: Random) -> list[Requirement]:
    """Of the citizen with that number in the town; nothing without a held meeting, nor with every fifth."""
    held = sorted((each for each in meetings if each.state == "held"), key=lambda each: each.starts_at)
    if not held or number % 5 == 2:
        return []
    days = [held[0], held[-1]] if len(held) > 1 and number % 3 == 0 else held[:1]
    return [_requirement(number + turn, meeting, random=random) for turn, meeting in enumerate(days)]


def _requirement(number: int, meeting: Meeting, *, random: Random) -> Requirement:
    set_at = meeting.starts_at + 40 * MINUTE
    asked = words.ASKED[number % len(words.ASKED)]
    return Requirement(
        id=new_id(set_at, random.randbytes(RANDOM_BYTES)),
        version=0,
        since=local_date(meeting.starts_at),
        **structs.asdict(asked),
        note="",
        set_by=meeting.held_by,
        set_at=set_at,
    )
