"""What somebody wants to be reminded of, chosen by themselves."""

from collections.abc import Collection

from msgspec import Struct

from backend.commands.write import Ground, retried
from backend.domain import preference as rules
from backend.domain.people import Person
from backend.domain.preference import Choice, Preferences
from backend.domain.reminder import FOR_CASEWORKERS, FOR_CITIZENS, Kind
from backend.domain.reminding.state import PARTS
from backend.store import preferences
from backend.store.record import locked


class Choose(Struct, frozen=True, kw_only=True):
    """The whole form: the kinds that are ticked, quiet hours as HH:MM, and whether a lock screen may say more."""

    on: Collection[str]
    quiet_from: str
    quiet_to: str
    details: bool


async def choose(ground: Ground, args: Choose, *, actor: Person) -> None:
    """Keep the choices, and plan by them. Raises Invalid."""
    wanted = rules.check(_wanted(args, actor))

    async def once() -> None:
        if actor.role == "citizen":
            async with locked(ground.db, actor.id) as record:
                await preferences.keep(ground.db, wanted, person=actor.id)
                record.touch(PARTS, at=ground.clock())
        else:
            async with ground.db.transaction():
                await preferences.keep(ground.db, wanted, person=actor.id)

    await retried(once)


def _wanted(args: Choose, actor: Person) -> Preferences:
    """What is as it is for everybody is not kept: it may change with the usual ones."""
    kinds: tuple[Kind, ...] = FOR_CITIZENS if actor.role == "citizen" else FOR_CASEWORKERS
    chosen: dict[Kind, Choice] = {
        kind: "on" if kind in args.on else "off" for kind in kinds if (kind in args.on) != rules.USUAL.wants(kind)
    }
    return Preferences(chosen=chosen, quiet_from=args.quiet_from, quiet_to=args.quiet_to, details=args.details)
