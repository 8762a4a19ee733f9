"""The reminders there should be: state, preferences and the time in, every reminder of one record out."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from backend.domain.preference import Preferences
from backend.domain.reminder import Kind, Reminder
from backend.domain.reminding.answers import of_answers
from backend.domain.reminding.caseworkers import of_caseworkers
from backend.domain.reminding.given import of_given
from backend.domain.reminding.joblog import of_joblog
from backend.domain.reminding.meetings import of_meetings
from backend.domain.reminding.requirement import of_requirement
from backend.domain.reminding.state import PARTS, Asked, Part, State

RULES: Final = 4
"""Raised whenever what is planned from the same record changes: workers then plan every record anew."""

_OF: Final[Mapping[Part, Callable[[Asked], Iterable[Reminder]]]] = {
    "meetings": of_meetings,
    "given": of_given,
    "joblog": lambda asked: (*of_joblog(asked), *of_requirement(asked)),
    "answers": of_answers,
    "caseworkers": of_caseworkers,
}

KINDS_OF: Final[Mapping[Part, frozenset[Kind]]] = {
    "meetings": frozenset(
        {
            "meeting-week",
            "meeting-tomorrow",
            "meeting-soon",
            "meeting-booked",
            "meeting-moved",
            "meeting-cancelled",
            "prepare",
        }
    ),
    "given": frozenset({"given", "job-deadline", "jobs-open", "homework-due"}),
    "joblog": frozenset({"joblog-quiet", "joblog-long", "missing-search", "requirement"}),
    "answers": frozenset({"refused", "answered"}),
    "caseworkers": frozenset({"cant-come", "not-relevant", "question", "draft-open", "digest"}),
}
"""Each kind is planned by one part."""

PART_OF: Final[Mapping[Kind, Part]] = {kind: part for part, kinds in KINDS_OF.items() for kind in kinds}


def plan(
    state: State, preferences: Mapping[str, Preferences], *, now: int, parts: Collection[Part] = PARTS
) -> tuple[Reminder, ...]:
    """The reminders there should be at the instant `now`, those already sent among them, in the order they fall due.

    `preferences` are those of everybody who has chosen any, by person. Only `parts` are planned.
    """
    asked = Asked(state=state, preferences=preferences, now=now)
    found = {each.id: each for part in parts for each in _OF[part](asked)}
    return tuple(sorted(found.values(), key=lambda reminder: (reminder.due_at, reminder.id)))
