"""Meetings: booked by a caseworker."""

from msgspec import Struct, structs

from backend.commands.write import Write
from backend.domain import meeting as rules
from backend.domain.errors import Invalid
from backend.domain.ids import must_be_id
from backend.domain.meeting import Booking, Meeting
from backend.domain.programme import Programme


class Book(Struct, frozen=True, kw_only=True):
    """A caseworker's next meeting with a citizen; `id` makes a repeat harmless."""

    id: str
    booking: Booking


async def book(write: Write, args: Book, *, programme: Programme) -> None:
    """Book a meeting of the citizen's programme. Raises Invalid, Forbidden; a repeat of the same id changes nothing."""
    await write.must_follow()
    must_be_id(args.id)
    if await write.record.find(Meeting, args.id):
        return
    step = programme.step(args.booking.step)
    if step is None:
        raise Invalid({"step": "Vælg, hvilken samtale det er."})
    booking = rules.check(args.booking, now=write.now)
    meeting = Meeting(
        id=args.id,
        version=0,
        **structs.asdict(booking),
        title=step.da,
        plain=step.plain,
        prepare=step.prepare,
        after=step.after,
        together_with="",
        held_by=write.actor.name,
        state="booked",
        booked_at=write.now,
        ready_at=0,
        summary="",
        gone_through=(),
        left_out=(),
        why="",
        received_at=0,
    )
    await write.put(meeting, before=None)
