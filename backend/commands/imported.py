"""Lines of a spreadsheet, written into the joblog: all of them or none."""

from msgspec import Struct, structs

from backend.commands.write import Write
from backend.domain import access
from backend.domain.errors import Invalid
from backend.domain.goal import standing_id
from backend.domain.ids import must_be_id
from backend.domain.imported import Line, entry_of
from backend.domain.joblog import Entry
from backend.domain.sheet import MOST_LINES


class Proposed(Struct, frozen=True, kw_only=True):
    """A line, and the id of the entry it becomes: made where the line was shown, so that a repeat is harmless."""

    id: str
    line: Line


class TakeIn(Struct, frozen=True, kw_only=True):
    """The lines to write in."""

    proposed: tuple[Proposed, ...]


async def take_in(write: Write, args: TakeIn) -> None:
    """Write an entry for each line. Raises Invalid, Forbidden; one that was written already stays as it is."""
    access.must_own(write.actor, record=write.record.citizen)
    if len(args.proposed) > MOST_LINES:
        raise Invalid({"file": f"Højst {MOST_LINES} linjer ad gangen."})
    goals = await write.record.goals()
    for each in args.proposed:
        must_be_id(each.id)
        if not await write.record.knows(Entry, each.id):
            entry = entry_of(each.line, id=each.id, today=write.today, made_at=write.made_at, received_at=write.now)
            await write.put(structs.replace(entry, goal_id=standing_id(goals, entry.goal)), before=None)
