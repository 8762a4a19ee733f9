"""Checks what is due once more: planned anew from how things stand now, does it still hold, and is it time?"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from backend.domain.dates import monday_of, plus
from backend.domain.meeting import Meeting
from backend.domain.preference import USUAL, Preferences
from backend.domain.reminder import OF_MANY, Reminder
from backend.domain.reminding.placed import placed
from backend.domain.reminding.plan import PART_OF, plan
from backend.domain.reminding.shared import LEFT_OPEN_AFTER, as_told, following, morning_before, shared
from backend.domain.reminding.state import Asked, Part, State
from backend.domain.time import local_date
from backend.store import digests, preferences, reminder_state
from backend.store.engine import Database
from backend.store.reminder_queue import Claimed

WEEK = 7


class Checked(Struct, frozen=True, kw_only=True):
    """A reminder as it should be now: whether its person lets a lock screen tell more, and the meeting it is about."""

    reminder: Reminder
    preferences: Preferences
    meeting: Meeting | None = None


async def checked(db: Database, claimed: Sequence[Claimed], *, now: int) -> dict[str, Checked]:
    """Those of the claimed that still hold, by id, at the instant `now`; two statements at most, however many."""
    own = [each for each in claimed if each.citizen]
    of_many = [each for each in claimed if each.kind in OF_MANY]
    return {**await _planned(db, own, now=now), **await _shared(db, of_many, now=now)}


async def next_ones(db: Database, over: Iterable[tuple[Claimed, bool]], *, now: int) -> list[Reminder]:
    """The ones after those about many that are over, with whether there was something to tell.

    A morning on which nothing waits is the last, until something does; whose joblog is quiet is asked every week.
    """
    went_on = [each for each, told in over if told or each.kind == "missing-search"]
    if not went_on:
        return []
    asked = _asked(await preferences.of_people(db, {each.person for each in went_on}), now=now)
    past = [shared(each.kind, each.person, local_date(each.pointless_at)) for each in went_on]
    return [one for each in past for one in placed(following(each, now=now), asked, known=0)]


async def _planned(db: Database, claimed: Sequence[Claimed], *, now: int) -> dict[str, Checked]:
    if not claimed:
        return {}
    parts: frozenset[Part] = frozenset(PART_OF[each.kind] for each in claimed)
    ids = {each.id for each in claimed}
    found: dict[str, Checked] = {}
    for each in await reminder_state.read(db, {str(one.citizen) for one in claimed}, now=now, parts=parts):
        meetings = {meeting.id: meeting for meeting in each.state.meetings}
        for reminder in plan(each.state, each.preferences, now=now, parts=parts):
            if reminder.id in ids:
                wants = each.preferences.get(reminder.person, USUAL)
                found[reminder.id] = Checked(reminder=reminder, preferences=wants, meeting=meetings.get(reminder.about))
        # Pages are served by the same process, perhaps.
        await asyncio.sleep(0)
    return found


async def _shared(db: Database, claimed: Iterable[Claimed], *, now: int) -> dict[str, Checked]:
    wanted = {each.id: each for each in claimed}
    if not wanted:
        return {}
    people = {each.person for each in wanted.values()}
    today = local_date(now)
    before = morning_before(today)
    counted = await digests.waiting(
        db,
        people,
        saved_before=now - LEFT_OPEN_AFTER,
        since=before,
        monday=plus(monday_of(today), -WEEK),
        told=local_date(before),
        today=today,
    )
    waiting = {each.person: each for each in counted}
    wants = await preferences.of_people(db, people)
    found: dict[str, Checked] = {}
    for each in wanted.values():
        reminder = shared(each.kind, each.person, local_date(each.pointless_at))
        told = as_told(reminder, waiting[each.person]) if each.person in waiting else None
        for one in placed(told, _asked(wants, now=now), known=0) if told else ():
            found[one.id] = Checked(reminder=one, preferences=wants.get(each.person, USUAL))
    return found


def _asked(wants: Mapping[str, Preferences], *, now: int) -> Asked:
    return Asked(state=State(citizen="", name="", hands=None), preferences=wants, now=now)
