"""Reminders of meetings: told of when it is made, moved or called off, and a week, a day and two hours before."""

from collections.abc import Iterable

from msgspec import structs

from backend.domain.dates import plus
from backend.domain.meeting import DAY, MINUTE, Meeting, where_of
from backend.domain.reminder import Kind, Reminder
from backend.domain.reminding.placed import MORNING, chosen_moment, placed
from backend.domain.reminding.state import Asked
from backend.domain.time import instant, local, local_date

HOUR = 60 * MINUTE

APART: dict[Kind, int] = {"meeting-week": DAY, "meeting-tomorrow": 3 * HOUR, "meeting-soon": 30 * MINUTE}
"""A meeting that was told of less than this before needs no reminder of that kind besides."""


def of_meetings(asked: Asked) -> Iterable[Reminder]:
    """Everything about the citizen's meetings."""
    for meeting in asked.state.meetings:
        if meeting.state == "booked" and meeting.starts_at > asked.now:
            yield from _of_booked(meeting, asked)
        elif meeting.state == "cancelled":
            yield from _said_at_once(_called_off(meeting, asked), meeting, asked)


def _of_booked(meeting: Meeting, asked: Asked) -> Iterable[Reminder]:
    kind: Kind = "meeting-moved" if meeting.moved_from else "meeting-booked"
    change = _of(meeting, asked, kind=kind, due_at=meeting.booked_at)
    is_told = asked.of(change.person).wants(kind)
    said_at = chosen_moment(_in_time(change, meeting), asked, known=meeting.booked_at) if is_told else None
    ahead, first_at = _ahead(meeting, asked, said_at=said_at)
    for told in _said_at_once(change, meeting, asked):
        # That it is booked need not be said any more when the first reminder of it is due; that it was moved must.
        if kind == "meeting-moved":
            yield told
        elif first_at > asked.now:
            yield structs.replace(told, pointless_at=first_at)
    yield from (*ahead, *_prepare(meeting, asked))


def _said_at_once(change: Reminder, meeting: Meeting, asked: Asked) -> list[Reminder]:
    """What changed, before the citizen would otherwise set out; when that has gone by, as long as it is of any use."""
    in_time = placed(_in_time(change, meeting), asked, known=change.due_at)
    told = in_time or placed(change, asked, known=change.due_at)
    return [structs.replace(each, pointless_at=meeting.starts_at) for each in told]


def _in_time(change: Reminder, meeting: Meeting) -> Reminder:
    """The same, pointless from the time at which the citizen would come without having heard of it."""
    stood_at = meeting.moved_from if meeting.moved_from > change.due_at else meeting.starts_at
    return structs.replace(change, pointless_at=min(stood_at, meeting.starts_at))


def _ahead(meeting: Meeting, asked: Asked, *, said_at: int | None) -> tuple[list[Reminder], int]:
    """Those before it, each until the next one takes its place; and when the first of them is due.

    `said_at`: when the citizen hears that there is such a meeting. If never, there is a reminder in any case.
    """
    start, known = local(meeting.starts_at), meeting.booked_at if said_at is None else said_at
    times: dict[Kind, int] = {
        "meeting-week": instant(f"{plus(start[:10], -7)}{start[10:]}"),
        "meeting-tomorrow": instant(f"{plus(start[:10], -1)}{start[10:]}"),
        "meeting-soon": meeting.starts_at - 2 * HOUR,
    }
    wanted: list[Kind] = [kind for kind in times if asked.of(asked.state.citizen).wants(kind)]
    apart = {kind: times[kind] - known - (APART[kind] if said_at else 0) for kind in wanted}
    fit = [_of(meeting, asked, kind=kind, due_at=times[kind]) for kind in wanted if apart[kind] > 0]
    if not fit and said_at is None and wanted:
        fit = [_of(meeting, asked, kind=wanted[-1], due_at=known)]
    found: list[Reminder] = []
    until = meeting.starts_at
    for each in reversed(fit):
        made, last = structs.replace(each, pointless_at=until), said_at is None and each is fit[0]
        due_at = chosen_moment(made, asked, known=known, last=last)
        if due_at is not None:
            found = [*placed(made, asked, known=known, last=last), *found]
            until = due_at
    return found, until


def _prepare(meeting: Meeting, asked: Asked) -> list[Reminder]:
    due_at = instant(f"{plus(local_date(meeting.starts_at), -2)}T{MORNING}")
    if meeting.ready_at or not meeting.prepare or due_at < meeting.booked_at + DAY // 2:
        return []
    reminder = _of(meeting, asked, kind="prepare", due_at=due_at)
    return placed(structs.replace(reminder, detail="; ".join(meeting.prepare)), asked, known=meeting.booked_at)


def _called_off(meeting: Meeting, asked: Asked) -> Reminder:
    """By whom, and never of one that the citizen stayed away from. Of one that was over already nobody need hear."""
    return structs.replace(
        _of(meeting, asked, kind="meeting-cancelled", due_at=meeting.closed_at),
        path="/forloeb",
        detail=f"{meeting.closed_by} har aflyst: {meeting.why}",
    )


def _of(meeting: Meeting, asked: Asked, *, kind: Kind, due_at: int) -> Reminder:
    return Reminder(
        id=f"{meeting.id}/{kind}/{_turn(meeting, kind)}",
        person=asked.state.citizen,
        citizen=asked.state.citizen,
        kind=kind,
        about=meeting.id,
        due_at=due_at,
        pointless_at=meeting.starts_at,
        at=meeting.starts_at,
        detail=f"{meeting.title} med {meeting.held_by}, {where_of(meeting.mode, meeting.place)}",
    )


def _turn(meeting: Meeting, kind: Kind) -> int:
    """What tells a reminder from an earlier one of its kind: one that is said at once by when it came to be."""
    if kind in {"meeting-booked", "meeting-moved"}:
        return meeting.booked_at
    return meeting.closed_at if kind == "meeting-cancelled" else meeting.starts_at
