"""Goals: set, moved and ended by the citizen alone; what was is kept."""

from msgspec import Struct, structs

from backend.commands.write import Write
from backend.domain import access
from backend.domain import goal as rules
from backend.domain.goal import Aim, Goal
from backend.domain.ids import must_be_id, must_differ


class Set(Struct, frozen=True, kw_only=True):
    """A goal, new or in other words; `id` tells which. `on` is the date of the phone."""

    id: str
    letter: str
    occupation: str
    term: str
    on: str


class Move(Struct, frozen=True, kw_only=True):
    """A goal goes to another place, for the reason `why`.

    It begins there under the new `id`; the one that stood there takes the place left, under the new id `other`.
    """

    goal: str
    to: str
    why: str
    id: str
    other: str
    on: str


class End(Struct, frozen=True, kw_only=True):
    """A goal that is a goal no longer."""

    goal: str
    why: str
    on: str


async def set_goal(write: Write, args: Set) -> None:
    """Write down a goal, or find other words for it. One that stands in the place already has stood there till now.

    Raises Invalid, Ended, Forbidden; a repeat of the same id changes nothing.
    """
    access.must_own(write.actor, record=write.record.citizen)
    must_be_id(args.id)
    letter, occupation, term = rules.check(Aim(letter=args.letter, occupation=args.occupation, term=args.term))
    before = await write.record.find(Goal, args.id)
    if before:
        rules.must_stand(before)
        after = structs.replace(before, occupation=occupation, term=term)
        if after != before:
            await write.put(structs.replace(after, received_at=write.now), before=before)
        return
    day = rules.day_of(args.on, today=write.today)
    if there := rules.standing(await write.record.goals()).get(letter):
        await _end(write, there, day, why="")
    goal = rules.begun(letter, occupation, term, id=args.id, since=day, made_at=write.made_at, received_at=write.now)
    await write.put(goal, before=None)


async def move(write: Write, args: Move) -> None:
    """Move the focus. Raises Invalid, Ended, NotFound, Forbidden; a repeat of the same id changes nothing."""
    access.must_own(write.actor, record=write.record.citizen)
    must_be_id(args.id)
    must_be_id(args.other)
    must_differ(args.goal, args.id, args.other)
    goal = await write.record.get(Goal, args.goal)
    if await write.record.find(Goal, args.id) or await write.record.find(Goal, args.other):
        return
    rules.must_stand(goal)
    to, why = rules.check_move(goal, args.to, args.why)
    day = rules.day_of(args.on, today=write.today)
    there = rules.standing(await write.record.goals()).get(to)
    await _begin_anew(write, goal, to, id=args.id, day=day, why=why)
    if there:
        await _begin_anew(write, there, goal.letter, id=args.other, day=day, why=why)


async def end(write: Write, args: End) -> None:
    """End a goal; one that has ended already is left at that. Raises Invalid, NotFound, Forbidden."""
    access.must_own(write.actor, record=write.record.citizen)
    goal = await write.record.get(Goal, args.goal)
    why = rules.check_why(args.why)
    if not goal.until:
        await _end(write, goal, rules.day_of(args.on, today=write.today), why=why)


async def _begin_anew(write: Write, goal: Goal, to: rules.Letter, *, id: str, day: str, why: str) -> None:  # noqa: A002 -- the field's own name
    await _end(write, goal, day, why=why)
    anew = rules.moved(goal, to, id=id, since=day, made_at=write.made_at, received_at=write.now)
    await write.put(anew, before=None)


async def _end(write: Write, goal: Goal, day: str, *, why: str) -> None:
    await write.put(structs.replace(rules.ended(goal, day, why=why), received_at=write.now), before=goal)
