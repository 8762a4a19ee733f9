"""Meetings: booked, moved, cancelled and missed, all told by a caseworker; the citizen says who comes, and prepared."""

from msgspec import Struct, structs

from backend.commands.write import Write
from backend.domain import access
from backend.domain import booking as booking_rules
from backend.domain import meeting as rules
from backend.domain.booking import JOINT, Booking
from backend.domain.course import Course, rolled
from backend.domain.date_words import clock, date_long
from backend.domain.ids import must_be_id
from backend.domain.meeting import Meeting, Time
from backend.domain.programme import Programme
from backend.domain.time import local
from backend.domain.unusual import must_be_meant, remark
from backend.domain.wish import answered, asked_to_move


class Book(Struct, frozen=True, kw_only=True):
    """A caseworker's next meeting with a citizen; `id` makes a repeat harmless."""

    id: str
    booking: Booking


class Ready(Struct, frozen=True, kw_only=True):
    """Whether the citizen is prepared for a meeting."""

    meeting: str
    ready: bool


class Come(Struct, frozen=True, kw_only=True):
    """Whether the citizen comes to a meeting, as it has stood since the instant `booked_at`."""

    meeting: str
    booked_at: int
    comes: bool


class Move(Struct, frozen=True, kw_only=True):
    """Another time or place for a meeting, and why; `anyway` is what was remarked about the time and read."""

    meeting: str
    time: Time
    why: str
    anyway: str = ""


class Cancel(Struct, frozen=True, kw_only=True):
    """A meeting that will not be, and why."""

    meeting: str
    why: str


class Miss(Struct, frozen=True, kw_only=True):
    """A meeting that the citizen did not come to."""

    meeting: str


async def book(write: Write, args: Book, *, programme: Programme) -> None:
    """Book a meeting of the course's line.

    Raises Invalid, JointMeetingNeeded, Unusual, Forbidden; a repeat of the same id changes nothing.
    """
    await write.must_follow()
    must_be_id(args.id)
    if await write.record.find(Meeting, args.id):
        return
    course = await rolled_on(write, programme)
    standing = await write.record.meetings()
    stop, booking = booking_rules.check(
        args.booking, course=course, programme=programme, meetings_of=standing, now=write.now
    )
    meeting = Meeting(
        id=args.id,
        version=0,
        step=stop.ref,
        title=stop.title,
        plain=stop.plain,
        prepare=stop.prepare,
        after=stop.after,
        together_with=booking_rules.other_authority(stop, course) if booking.together == JOINT else "",
        **structs.asdict(booking.time),
        held_by=write.actor.name,
        state="booked",
        booked_at=write.now,
        ready_at=0,
        comes_at=0,
        summary="",
        gone_through=(),
        left_out=(),
        why="",
        moved_from=0,
        closed_by="",
        closed_at=0,
        received_at=0,
    )
    await write.put(meeting, before=None)


async def ready(write: Write, args: Ready) -> None:
    """Say that one is prepared, or not after all. Raises NotFound, Forbidden.

    It was true when it was said, whatever has become of the meeting before it arrives.
    """
    access.must_own(write.actor, record=write.record.citizen)
    before = await write.record.get(Meeting, args.meeting)
    # 0 means not prepared, whatever a phone's clock says.
    ready_at = max(write.made_at, 1) if args.ready else 0
    if bool(before.ready_at) != args.ready:
        await write.put(structs.replace(before, ready_at=ready_at, received_at=write.now), before=before)


async def come(write: Write, args: Come) -> None:
    """Say that one comes, or not after all; a yes takes back what asked for another day.

    Raises NotFound, Forbidden, and Moved: a yes was said to the other time.
    """
    access.must_own(write.actor, record=write.record.citizen)
    before = await write.record.get(Meeting, args.meeting)
    rules.must_stand(before, booked_at=args.booked_at)
    if bool(before.comes_at) != args.comes:
        await write.put(structs.replace(before, comes_at=write.now if args.comes else 0), before=before)
    # Who comes on this day asks for no other.
    for wish in asked_to_move(await write.record.wishes(), before.id) if args.comes else ():
        await write.remove(wish)


async def move(write: Write, args: Move, *, programme: Programme) -> None:
    """Give a meeting another time or place; another time is the answer to who asked for one.

    Raises Invalid, Unusual, NotOpen, NotFound, Forbidden.
    """
    await write.must_follow()
    before = await write.record.get(Meeting, args.meeting)
    rules.must_be_open(before)
    time = rules.check(args.time, now=write.now)
    why = rules.check_why(args.why, required="Skriv, hvorfor mødet flyttes. Borgeren læser det.")
    after = structs.replace(before, **structs.asdict(time), why=why)
    if after == before:
        return
    must_be_meant(await _remarked(write, time, before=before, programme=programme), anyway=args.anyway)
    # Who was ready for the meeting still is; who was told of another day is told anew, and asked whether they come.
    moved_from = rules.moved_from(before, now=write.now)
    await write.put(structs.replace(after, booked_at=write.now, moved_from=moved_from, comes_at=0), before=before)
    if after.starts_at != before.starts_at:
        await _answer_by_moving(write, after)


async def _remarked(write: Write, time: Time, *, before: Meeting, programme: Programme) -> str:
    """What is unusual about the time it is moved to; of the time it stands at somebody has been told."""
    course = await rolled_on(write, programme)
    if (time.starts_at, time.minutes) == (before.starts_at, before.minutes):
        return ""
    standing = await write.record.meetings()
    return remark(time, step=before.step, line=course.line, meetings_of=standing, itself=before.id)


async def _answer_by_moving(write: Write, meeting: Meeting) -> None:
    starts = local(meeting.starts_at)
    text = f"Mødet er flyttet til {date_long(starts)} kl. {clock(starts)}."
    for wish in asked_to_move(await write.record.wishes(), meeting.id):
        await write.put(answered(wish, "yes", text, by=write.actor.name, at=write.now), before=wish)


async def cancel(write: Write, args: Cancel, *, programme: Programme) -> None:
    """Call a meeting off. Raises Invalid, NotOpen, NotFound, Forbidden; a repeat changes nothing."""
    await write.must_follow()
    before = await write.record.get(Meeting, args.meeting)
    why = rules.check_why(args.why, required="Skriv, hvorfor mødet aflyses. Borgeren læser det.")
    if before.state == "cancelled" and before.why == why:
        return
    rules.must_be_open(before)
    await _close(write, structs.replace(before, state="cancelled", why=why), before=before)
    await rolled_on(write, programme)


async def miss(write: Write, args: Miss, *, programme: Programme) -> None:
    """Say that the citizen stayed away. Raises TooEarly, NotOpen, NotFound, Forbidden; a repeat changes nothing."""
    await write.must_follow()
    before = await write.record.get(Meeting, args.meeting)
    if before.state == "missed":
        return
    rules.must_be_open(before)
    rules.must_have_begun(before, now=write.now)
    await _close(write, structs.replace(before, state="missed"), before=before)
    await rolled_on(write, programme)


async def _close(write: Write, after: Meeting, *, before: Meeting) -> None:
    await write.put(structs.replace(after, closed_by=write.actor.name, closed_at=write.now), before=before)


async def rolled_on(write: Write, programme: Programme) -> Course:
    """The course, with a line that reaches a year ahead of today: one that goes on is never at its end."""
    before = await write.record.get(Course, write.record.citizen)
    after = rolled(before, programme, today=write.today)
    if after is not before:
        await write.put(after, before=before)
    return after
