"""Planned reminders: kept in step with what is booked, claimed when due by one worker at a time, settled once."""

from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec import Struct

from backend.domain.meeting import Meeting
from backend.domain.reminder import Reminder, plan, still_holds
from backend.store import tables
from backend.store.engine import Database

Fate = Literal["sent", "unheard", "withdrawn", "too-late"]

_CLAIM = """
    UPDATE reminder SET leased_until = {{}}, attempts = attempts + 1 WHERE id IN (
        SELECT id FROM reminder WHERE state IN ('planned', 'told') AND due_at <= {{}} AND leased_until <= {{}}
        ORDER BY due_at LIMIT {{}} {lock})
    RETURNING id, citizen, kind, about, due_at, pointless_at"""
_LOCK = {"sqlite": "", "postgres": "FOR UPDATE SKIP LOCKED"}


class Claimed(Struct, frozen=True, kw_only=True):
    """A reminder that is this worker's for the length of its lease."""

    reminder: Reminder
    citizen: str


async def keep_in_step(citizen: str, meetings: Iterable[Meeting], *, now: int) -> None:
    """Make the citizen's reminders those of `meetings` at the instant `now`.

    New ones are added, and those that no longer hold withdrawn. One that is due and waits for a worker is left to it.
    """
    row = tables.Reminder
    stored = await row.select().where(row.citizen == citizen)
    states = {each["id"]: each["state"] for each in stored}
    standing = {meeting.id: meeting for meeting in meetings}
    wanted = {reminder.id: reminder for reminder in plan(standing.values(), now=now)}
    waiting = [msgspec.convert(each, Reminder) for each in stored if each["state"] == "planned"]
    gone = [each.id for each in waiting if not still_holds(each, standing.get(each.about), now=now)]
    if gone:
        await row.update({row.state: "withdrawn"}).where(row.id.is_in(gone))
    back = [key for key in wanted if states.get(key) == "withdrawn"]
    if back:
        await row.update({row.state: "planned", row.leased_until: 0}).where(row.id.is_in(back))
    for key in wanted.keys() - states.keys():
        await row.insert(_new(wanted[key], citizen=citizen))


async def claim(db: Database, *, now: int, lease: int, most: int) -> list[Claimed]:
    """Take up to `most` reminders that are due, for `lease` milliseconds; no other worker gets them meanwhile."""
    found = await db.run(_CLAIM.format(lock=_LOCK[db.dialect]), now + lease, now, now, most)
    return [Claimed(citizen=each.pop("citizen"), reminder=msgspec.convert(each, Reminder)) for each in found]


async def settle(reminder: Reminder, *, fate: Fate, now: int) -> None:
    """Say what became of a claimed reminder."""
    row = tables.Reminder
    await row.update({row.state: fate, row.settled_at: now}).where(row.id == reminder.id)


def _new(reminder: Reminder, *, citizen: str) -> tables.Reminder:
    return tables.Reminder(
        id=reminder.id,
        person=citizen,
        citizen=citizen,
        kind=reminder.kind,
        about=reminder.about,
        due_at=reminder.due_at,
        pointless_at=reminder.pointless_at,
        state="planned",
        leased_until=0,
        attempts=0,
        settled_at=0,
    )
