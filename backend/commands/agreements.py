"""Agreements: made at a meeting by a caseworker, and done by whoever promised: the citizen, or a caseworker's side."""

from msgspec import Struct, structs

from backend.commands.write import Write
from backend.domain import access
from backend.domain import agreement as rules
from backend.domain.agreement import Agreement, Promise
from backend.domain.ids import must_be_id


class Make(Struct, frozen=True, kw_only=True):
    """What is agreed at a meeting; `id` makes a repeat harmless."""

    id: str
    meeting: str
    promise: Promise


class Complete(Struct, frozen=True, kw_only=True):
    """Whether what was agreed is done, told by the citizen or for the side that promised it."""

    agreement: str
    done: bool


async def make(write: Write, args: Make) -> None:
    """Agree on something. Raises Invalid, Forbidden; a repeat of the same id changes nothing."""
    await write.must_follow()
    must_be_id(args.id)
    if await write.record.find(Agreement, args.id):
        return
    promise = rules.check(args.promise, today=write.today)
    agreement = Agreement(
        id=args.id,
        version=0,
        meeting=args.meeting,
        **structs.asdict(promise),
        made_by=write.actor.name,
        made_at=write.now,
        done_at=0,
        received_at=0,
    )
    await write.put(agreement, before=None)


async def complete(write: Write, args: Complete) -> None:
    """Mark what the citizen promised done or not done. Raises NotFound, Forbidden."""
    access.must_own(write.actor, record=write.record.citizen)
    before = await write.record.get(Agreement, args.agreement)
    rules.must_be_promised_by("citizen", before)
    # 0 means not done, whatever a phone's clock says.
    done_at = max(write.made_at, 1) if args.done else 0
    if bool(before.done_at) != args.done:
        await write.put(structs.replace(before, done_at=done_at, received_at=write.now), before=before)


async def fulfil(write: Write, args: Complete) -> None:
    """Mark what the caseworker's own side promised done or not done. Raises NotFound, Forbidden."""
    await write.must_follow()
    before = await write.record.get(Agreement, args.agreement)
    rules.must_be_promised_by(await write.record.side_of(write.actor.organisation), before)
    if bool(before.done_at) != args.done:
        await write.put(structs.replace(before, done_at=write.now if args.done else 0), before=before)
