"""Holding a meeting: everything that was said and agreed at it, saved as one."""

from collections.abc import Awaitable, Callable, Mapping

from msgspec import Struct, structs

from backend.commands import agreements, assignments, jobs, meetings
from backend.commands.agreements import Make
from backend.commands.assignments import Give
from backend.commands.jobs import HandOut
from backend.commands.meetings import Book
from backend.commands.write import Ground, Write, writing
from backend.domain import agenda as rules
from backend.domain import meeting as meeting_rules
from backend.domain.agenda import Minutes
from backend.domain.agreement import Agreement
from backend.domain.assignment import Assignment
from backend.domain.course import Course
from backend.domain.errors import Invalid
from backend.domain.job import Job
from backend.domain.meeting import Meeting
from backend.domain.people import Person
from backend.domain.programme import Programme
from backend.store import drafts


class _Rehearsed(Exception):
    """Ends the transaction of a rehearsal."""


class Hold(Struct, frozen=True, kw_only=True):
    """A meeting as it was held. Each thing given stands under its place in the form, where its problems are told."""

    meeting: str
    minutes: Minutes
    jobs: Mapping[str, HandOut]
    homework: Mapping[str, Give]
    agreements: Mapping[str, Make]
    following: Mapping[str, Book]


async def hold(write: Write, args: Hold, *, programme: Programme) -> None:
    """Save the whole meeting, or nothing of it.

    Raises Invalid with everything that is wrong anywhere, NotOpen, NotFound, Forbidden; a repeat changes nothing.
    """
    await write.must_follow()
    before = await write.record.get(Meeting, args.meeting)
    if before.state == "held" and await _is_repeat(write, args):
        return
    meeting_rules.must_be_open(before)
    problems: dict[str, str] = {}
    problems |= await _refused(lambda: _hold(write, args, before=before, programme=programme))
    for place, job in args.jobs.items():
        problems |= _at(place, await _refused(lambda job=job: jobs.hand_out(write, job)))
    for place, homework in args.homework.items():
        problems |= _at(place, await _refused(lambda homework=homework: assignments.give(write, homework)))
    for place, promise in args.agreements.items():
        problems |= _at(place, await _refused(lambda promise=promise: agreements.make(write, promise)))
    for place, book in args.following.items():
        problems |= _at(place, await _refused(lambda book=book: meetings.book(write, book, programme=programme)))
    if problems:
        raise Invalid(problems)
    await drafts.remove(before.id)


async def rehearse(ground: Ground, args: Hold, *, actor: Person, citizen: str, programme: Programme) -> None:
    """Do it all and take it back: raises what `hold` raises, and leaves nothing behind."""
    try:
        async with writing(ground, actor=actor, citizen=citizen, command="meeting.hold") as write:
            await hold(write, args, programme=programme)
            raise _Rehearsed
    except _Rehearsed:
        return


async def _hold(write: Write, args: Hold, *, before: Meeting, programme: Programme) -> None:
    course = await write.record.get(Course, write.record.citizen)
    its = rules.agenda(programme, before.step, group=course.age_group)
    minutes, left_out = rules.check(args.minutes, its, jobs=len(args.jobs))
    after = structs.replace(
        before,
        state="held",
        # One that is held before its time was held now, and deadlines count that day.
        starts_at=min(before.starts_at, write.now),
        held_by=write.actor.name,
        summary=minutes.summary,
        gone_through=minutes.gone_through,
        left_out=left_out,
    )
    await write.put(after, before=before)
    await meetings.rolled_on(write, programme)


async def _is_repeat(write: Write, args: Hold) -> bool:
    found = [await write.record.find(Job, each.id) for each in args.jobs.values()]
    found += [await write.record.find(Assignment, each.id) for each in args.homework.values()]
    found += [await write.record.find(Agreement, each.id) for each in args.agreements.values()]
    found += [await write.record.find(Meeting, each.id) for each in args.following.values()]
    return bool(found) and all(found)


async def _refused(command: Callable[[], Awaitable[None]]) -> dict[str, str]:
    """What is wrong with one part; the others are tried too, so that a person hears of everything at once."""
    try:
        await command()
    except Invalid as error:
        return error.fields
    return {}


def _at(place: str, fields: Mapping[str, str]) -> dict[str, str]:
    return {f"{place}-{name}": sentence for name, sentence in fields.items()}
