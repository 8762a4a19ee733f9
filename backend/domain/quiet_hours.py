"""Quiet hours: what would be said in them is said before or after, at the last moment at which it still helps.

They are hours on the wall in Denmark, also in the two nights when the clocks are moved.
"""

from backend.domain.dates import plus
from backend.domain.meeting import MINUTE
from backend.domain.preference import Preferences
from backend.domain.time import instant, local, local_date

HOUR = 60 * MINUTE
TO_GET_READY = HOUR
"""What is said less than this before it is over comes too late to be of much help."""
BEFORE_THEY_BEGIN = 30 * MINUTE
"""A worker that is a little behind must not find that they have begun."""


def is_quiet(at: int, preferences: Preferences) -> bool:
    """Whether the instant lies in the person's quiet hours."""
    clock, begins, ends = local(at)[11:], preferences.quiet_from, preferences.quiet_to
    return begins <= clock < ends if begins <= ends else clock >= begins or clock < ends


def moment(due: int, preferences: Preferences, *, now: int, known: int, until: int, urgent: bool) -> int | None:
    """When to say what is due at the instant `due`, seen from `now`; None when there is no moment left for it.

    It could not be said before `known`, and is pointless from `until` on (instants). In quiet hours it waits for their
    end, if there is enough time left then; else it comes just before they begin, if that is still possible; else, if
    that is still in time, at their end. What is urgent and fits nowhere is said in them, as late as it helps.
    """
    at = max(due, now)
    if not is_quiet(at, preferences):
        return due
    begin, end = _around(at, preferences)
    before = max(begin - BEFORE_THEY_BEGIN, known)
    if end + TO_GET_READY <= until:
        return end
    if before < begin and now < begin:
        return before
    if end < until:
        return end
    return max(at, until - TO_GET_READY) if urgent and at < until else None


def _around(at: int, preferences: Preferences) -> tuple[int, int]:
    """When the quiet hours that the instant lies in begin and end."""
    day, clock = local_date(at), local(at)[11:]
    over_night = preferences.quiet_from > preferences.quiet_to
    first = plus(day, -1) if over_night and clock < preferences.quiet_to else day
    last = plus(first, 1) if over_night else first
    end = instant(f"{last}T{preferences.quiet_to}")
    # In the hour that the clocks repeat in October the end on the wall comes twice.
    return instant(f"{first}T{preferences.quiet_from}"), end if end > at else end + HOUR
