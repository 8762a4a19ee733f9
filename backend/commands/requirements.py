"""Requirements: set and ended by a caseworker, from a day on. What held before stays in the record."""

from msgspec import Struct

from backend.commands.write import Write
from backend.domain import agreed as rules
from backend.domain.agreed import Agreed, Ending, Setting
from backend.domain.ids import must_be_id
from backend.domain.requirement import Requirement


class Set(Struct, frozen=True, kw_only=True):
    """What is agreed from a day on; `id` makes a repeat harmless."""

    id: str
    agreed: Agreed


class End(Struct, frozen=True, kw_only=True):
    """That nothing is asked for from a day on; `id` makes a repeat harmless."""

    id: str
    ending: Ending


async def agree(write: Write, args: Set) -> None:
    """Set a requirement. Raises Invalid, Forbidden; a repeat of the same id changes nothing."""
    if setting := await _setting(write, args.id):
        await write.put(rules.agree(args.agreed, setting, today=write.today), before=None)


async def end(write: Write, args: End) -> None:
    """Ask for nothing from a day on. Raises Invalid, Forbidden; a repeat of the same id changes nothing."""
    if setting := await _setting(write, args.id):
        standing = (await write.record.whole()).requirements
        await write.put(rules.end(args.ending, setting, standing=standing, today=write.today), before=None)


async def _setting(write: Write, row: str) -> Setting | None:
    """Who sets it and when; None when it was set already."""
    await write.must_follow()
    must_be_id(row)
    if await write.record.find(Requirement, row):
        return None
    return Setting(id=row, set_by=write.actor.name, set_at=write.now)
