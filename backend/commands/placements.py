"""Placements: planned, started and ended by a caseworker."""

from msgspec import Struct, structs

from backend.commands.write import Write
from backend.domain import placement as rules
from backend.domain.ids import must_be_id
from backend.domain.placement import Placement, Plan


class Make(Struct, frozen=True, kw_only=True):
    """A caseworker's plan for a citizen; `id` makes a repeat harmless."""

    id: str
    plan: Plan


class Start(Struct, frozen=True, kw_only=True):
    """It has begun."""

    placement: str


class End(Struct, frozen=True, kw_only=True):
    """It is over: what it led to, and what it gave."""

    placement: str
    led_to: str
    gave: str


async def plan(write: Write, args: Make) -> None:
    """Plan one. Raises Invalid, Forbidden; a repeat of the same id changes nothing."""
    await write.must_follow()
    must_be_id(args.id)
    if await write.record.find(Placement, args.id):
        return
    tidy = rules.check(args.plan)
    placement = Placement(
        id=args.id,
        version=0,
        **structs.asdict(tidy),
        state="planned",
        gave="",
        led_to="",
        planned_by=write.actor.name,
        planned_at=write.now,
    )
    await write.put(placement, before=None)


async def start(write: Write, args: Start) -> None:
    """Say that it has begun, today where no day was planned or it came sooner. Raises NotFound, Forbidden."""
    await write.must_follow()
    before = await write.record.get(Placement, args.placement)
    if before.state == "planned":
        starts_on = min(before.starts_on or write.today, write.today)
        await write.put(structs.replace(before, state="started", starts_on=starts_on), before=before)


async def end(write: Write, args: End) -> None:
    """Say that it is over, today where no day was planned or it came sooner. Raises Invalid, NotFound, Forbidden."""
    await write.must_follow()
    before = await write.record.get(Placement, args.placement)
    if before.state == "ended":
        return
    led_to, gave = rules.check_end(args.led_to, args.gave)
    ends_on = min(before.ends_on or write.today, write.today)
    await write.put(structs.replace(before, state="ended", ends_on=ends_on, led_to=led_to, gave=gave), before=before)
