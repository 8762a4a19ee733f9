"""A reminder's place in time: whether the person wants it, and when it is said, quiet hours and all."""

from msgspec import structs

from backend.domain.quiet_hours import is_quiet, moment
from backend.domain.reminder import NEEDED, Reminder
from backend.domain.reminding.state import Asked

MORNING = "10:00"
"""When on a day what is due on that day is said."""


def chosen_moment(reminder: Reminder, asked: Asked, *, known: int, last: bool = False) -> int | None:
    """When it is to be said, as was clear from the instant `known` at which it could first be said; None for never.

    It does not change with the time it is, so that what depends on it does not either. `last`: nothing else tells it.
    """
    found = moment(
        reminder.due_at,
        asked.of(reminder.person),
        now=known,
        known=known,
        until=reminder.pointless_at,
        urgent=last or reminder.kind in NEEDED,
    )
    return None if found is None or found >= reminder.pointless_at else found


def placed(reminder: Reminder, asked: Asked, *, known: int, last: bool = False) -> list[Reminder]:
    """The reminder at its moment; none when it is not wanted, is over, or has no moment.

    One that nobody has said in time, and that it is too late in the evening to say now, is put off once more.
    """
    preferences, now = asked.of(reminder.person), asked.now
    if not preferences.wants(reminder.kind) or reminder.pointless_at <= now:
        return []
    due_at = chosen_moment(reminder, asked, known=known, last=last)
    if due_at is not None and due_at <= now and is_quiet(now, preferences):
        late = structs.replace(reminder, due_at=now)
        due_at = chosen_moment(late, asked, known=now, last=last)
    return [] if due_at is None else [structs.replace(reminder, due_at=due_at)]
