"""Which parts of the plan a change touches: only those are planned anew."""

from msgspec import Struct

from backend.domain.agreement import Agreement
from backend.domain.assignment import Assignment
from backend.domain.course import Course
from backend.domain.decision import Decision
from backend.domain.job import Job
from backend.domain.joblog import Entry
from backend.domain.meeting import Meeting
from backend.domain.placement import Placement
from backend.domain.reminding.state import PARTS, Part
from backend.domain.requirement import Requirement
from backend.domain.wish import Wish

_TOUCHED: dict[type[Struct], frozenset[Part]] = {
    Course: PARTS,
    Meeting: frozenset({"meetings", "given", "answers", "caseworkers"}),
    Job: frozenset({"given", "caseworkers"}),
    Assignment: frozenset({"given"}),
    Agreement: frozenset({"given", "caseworkers"}),
    Placement: frozenset({"given", "caseworkers"}),
    Requirement: frozenset({"joblog"}),
    Wish: frozenset({"answers", "caseworkers"}),
    Decision: frozenset({"answers", "caseworkers"}),
}
_JOBLOG: frozenset[Part] = frozenset({"joblog"})
_GIVEN: frozenset[Part] = frozenset({"given"})
REFUSED: frozenset[Part] = frozenset({"answers"})
"""Touched when something that a phone sent is refused."""
DRAFT: frozenset[Part] = frozenset({"caseworkers"})
"""Touched by a draft."""
_NOTHING: frozenset[Part] = frozenset()


def touched_by(before: Struct | None, after: Struct | None, *, searched_on: str) -> frozenset[Part]:
    """The parts that depend on a row that was `before` and is `after` (None: it was not, or is no more).

    `searched_on` is the date of the last application that the record was planned with: an entry that leaves it the
    last changes nothing. "" says that every entry counts.
    """
    found = _NOTHING
    entries = [each for each in (before, after) if isinstance(each, Entry)]
    if entries and not _stays_last(searched_on, before, after):
        found |= _JOBLOG
    if any(each.job for each in entries):
        found |= _GIVEN
    return found.union(*(_TOUCHED.get(type(each), _NOTHING) for each in (before, after) if each))


def _stays_last(searched_on: str, before: Struct | None, after: Struct | None) -> bool:
    """Whether the last application is on the same day as before, without having to look."""
    was, becomes = (each.applied_on if isinstance(each, Entry) else "" for each in (before, after))
    return searched_on != "" and becomes <= searched_on and (was == becomes or was < searched_on)
