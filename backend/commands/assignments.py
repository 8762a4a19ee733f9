"""Homework: given by a caseworker, done and commented by the citizen."""

from msgspec import Struct, structs

from backend.commands.write import Overwritten, Version, Write
from backend.domain import access
from backend.domain import assignment as rules
from backend.domain.assignment import Assignment, Homework
from backend.domain.ids import must_be_id


class Complete(Struct, frozen=True, kw_only=True):
    """Whether an assignment is done."""

    assignment: str
    done: bool


class Annotate(Struct, frozen=True, kw_only=True):
    """The citizen's note to the caseworker, the version it was based on, and what stood there then, None = unknown."""

    assignment: str
    note: str
    based_on: Version
    was: str | None = None


class Give(Struct, frozen=True, kw_only=True):
    """A caseworker's homework for a citizen; `id` makes a repeat harmless."""

    id: str
    homework: Homework


async def complete(write: Write, args: Complete) -> None:
    """Mark an assignment done or not done. Raises NotFound, Forbidden."""
    access.must_own(write.actor, record=write.record.citizen)
    before = await write.record.get(Assignment, args.assignment)
    # 0 means not done, whatever a phone's clock says.
    done_at = max(write.made_at, 1) if args.done else 0
    if bool(before.done_at) != args.done:
        await write.put(structs.replace(before, done_at=done_at, received_at=write.now), before=before)


async def annotate(write: Write, args: Annotate) -> Overwritten | None:
    """Write the note; answers the newer text it overwrote, if any. Raises Invalid, NotFound, Forbidden."""
    access.must_own(write.actor, record=write.record.citizen)
    before = await write.record.get(Assignment, args.assignment)
    note = rules.check_note(args.note)
    overwritten: Overwritten = {}
    if args.based_on < before.version:
        overwritten = await write.record.texts_overwritten(
            before.id, fields={"note": note}, since=args.based_on, seen={"note": args.was}
        )
    await write.put(structs.replace(before, note=note, received_at=write.now), before=before)
    return overwritten or None


async def give(write: Write, args: Give) -> None:
    """Give homework. Raises Invalid, Forbidden; a repeat of the same id changes nothing."""
    await write.must_follow()
    must_be_id(args.id)
    if await write.record.find(Assignment, args.id):
        return
    homework = rules.check(args.homework, today=write.today)
    assignment = Assignment(
        id=args.id,
        version=0,
        **structs.asdict(homework),
        done_at=0,
        note="",
        given_by=write.actor.name,
        given_at=write.now,
        received_at=0,
    )
    await write.put(assignment, before=None)
