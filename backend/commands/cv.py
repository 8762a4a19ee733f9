"""The CV point: the citizen says when each part was gone through, and where the CV is."""

from msgspec import Struct, structs

from backend.commands.write import Write
from backend.domain import access
from backend.domain import cv as rules
from backend.domain.cv import Cv
from backend.domain.ids import must_be_id


class Check(Struct, frozen=True, kw_only=True):
    """A part of the CV is in order on the date `on`, "" = not any more. `id` is for the first time only."""

    id: str
    part: str
    on: str


class Annotate(Struct, frozen=True, kw_only=True):
    """A note about the CV, and its address. `id` is for the first time only."""

    id: str
    note: str
    link: str


async def check(write: Write, args: Check) -> None:
    """Keep the date. Raises Invalid, Forbidden."""
    before = await _before(write, args.id)
    await _put(write, rules.checked(before, args.part, args.on, today=write.today), before=before)


async def annotate(write: Write, args: Annotate) -> None:
    """Keep the note and the address. Raises Invalid, Forbidden."""
    before = await _before(write, args.id)
    await _put(write, rules.annotated(before, args.note, args.link), before=before)


async def _before(write: Write, fresh: str) -> Cv:
    """The citizen's one, whichever phone made it first."""
    access.must_own(write.actor, record=write.record.citizen)
    must_be_id(fresh)
    return await write.record.cv() or rules.unseen(fresh)


async def _put(write: Write, after: Cv, *, before: Cv) -> None:
    if after != before:
        known = before if before.version else None
        await write.put(structs.replace(after, received_at=write.now), before=known)
