"""The joblog: entries of the citizen's own, changed and removed by the citizen alone."""

from msgspec import Struct, structs

from backend.commands.write import Overwritten, Version, Write
from backend.domain import access
from backend.domain import joblog as rules
from backend.domain.goal import standing_id
from backend.domain.ids import must_be_id
from backend.domain.joblog import Application, Entry
from backend.domain.step import Step, follow, take_back
from backend.domain.time import local_date


class Add(Struct, frozen=True, kw_only=True):
    """An own entry; `id` is made where it is written, so that a repeat is harmless.

    `status` is planned or applied. What has a default came later: an earlier version of a phone does not send it.
    """

    id: str
    title: str
    employer: str
    place: str
    link: str
    applied_on: str
    channel: str
    note: str
    status: str = "applied"
    cvr: str = ""
    contact: str = ""
    found: str = ""
    kind: str = ""
    hours: str = ""
    deadline: str = ""
    goal: str = ""
    private_note: str = ""


class Edit(Struct, frozen=True, kw_only=True):
    """Changed fields of an entry, the version they were based on, and what stood in them for whoever changed them.

    What that person saw is not news to them, though it may be newer than the version: their own change just before.
    """

    id: str
    changed: dict[str, str]
    based_on: Version
    was: dict[str, str] = {}


class Remove(Struct, frozen=True, kw_only=True):
    """An entry to delete; also «Fortryd» of a job applied for."""

    id: str


class Take(Struct, frozen=True, kw_only=True):
    """One step of an entry: what happened, and the date."""

    id: str
    status: str
    on: str


class Archive(Struct, frozen=True, kw_only=True):
    """An entry to be out of sight, or in it again."""

    id: str
    archived: bool


class Copied(Struct, frozen=True, kw_only=True):
    """An entry that was copied to Jobnet on a date; "" takes it back."""

    id: str
    on: str


async def add(write: Write, args: Add) -> None:
    """Write an own entry. Raises Invalid, Forbidden; a repeat of the same id changes nothing."""
    access.must_own(write.actor, record=write.record.citizen)
    must_be_id(args.id)
    if await write.record.knows(Entry, args.id):
        return
    planned = rules.is_planned(args.status)
    typed = {name: getattr(args, name) for name in rules.FIELDS}
    tidy = rules.check(Application(**typed), today=write.today, planned=planned)
    planned_on = local_date(write.made_at) if planned else ""
    entry = rules.entry(
        tidy,
        id=args.id,
        job="",
        made_at=write.made_at,
        received_at=write.now,
        goal_id=await _goal_in(write, tidy.goal),
        planned_on=planned_on,
    )
    await write.put(entry, before=None)


async def edit(write: Write, args: Edit) -> Overwritten | None:
    """Change some fields; others that were changed elsewhere meanwhile stay as they are.

    Answers the texts that this change overwrote though they were newer than what it was based on.
    Raises Invalid, NotFound, Forbidden.
    """
    before = await _own(write, args.id)
    changed = {name: text for name, text in args.changed.items() if name in rules.FIELDS}
    after = rules.edit(before, changed, today=write.today)
    if "goal" in changed:
        after = structs.replace(after, goal_id=await _goal_in(write, after.goal))
    overwritten: Overwritten = {}
    if args.based_on < before.version:
        overwritten = await write.record.texts_overwritten(
            before.id, fields=changed, since=args.based_on, seen=args.was
        )
    await write.put(structs.replace(after, received_at=write.now), before=before)
    return overwritten or None


async def step(write: Write, args: Take) -> None:
    """Take the next step; one that stands already changes nothing. Raises Invalid, NotNext, NotFound, Forbidden."""
    before = await _own(write, args.id)
    await _take(write, before, follow(before.steps, args.status, args.on, today=write.today))


async def unstep(write: Write, args: Take) -> None:
    """Take the last step back; when it is another one by now, nothing changes. Raises NotFound, Forbidden."""
    before = await _own(write, args.id)
    await _take(write, before, take_back(before.steps, args.status, args.on))


async def archive(write: Write, args: Archive) -> None:
    """Put an entry out of sight, or back. Raises NotFound, Forbidden."""
    before = await _own(write, args.id)
    if bool(before.archived_at) != args.archived:
        # 0 means not archived, whatever a phone's clock says.
        archived_at = max(write.made_at, 1) if args.archived else 0
        await write.put(structs.replace(before, archived_at=archived_at, received_at=write.now), before=before)


async def copied(write: Write, args: Copied) -> None:
    """Note that an entry was copied to Jobnet, or not after all. Raises Invalid, NotFound, Forbidden."""
    before = await _own(write, args.id)
    on = rules.check_copied(args.on, today=write.today)
    if before.on_jobnet != on:
        await write.put(structs.replace(before, on_jobnet=on, received_at=write.now), before=before)


async def remove(write: Write, args: Remove) -> None:
    """Delete an entry and what is enclosed; one that is gone already is left at that. Raises Forbidden."""
    access.must_own(write.actor, record=write.record.citizen)
    entry = await write.record.find(Entry, args.id)
    if entry is not None:
        for attachment in await write.record.attachments(entry.id):
            await write.remove(attachment)
        await write.remove(entry)


async def _goal_in(write: Write, letter: str) -> str:
    return standing_id(await write.record.goals(), letter) if letter else ""


async def _own(write: Write, entry: str) -> Entry:
    access.must_own(write.actor, record=write.record.citizen)
    return await write.record.get(Entry, entry)


async def _take(write: Write, before: Entry, steps: tuple[Step, ...]) -> None:
    if steps != before.steps:
        await write.put(structs.replace(rules.stepped(before, steps), received_at=write.now), before=before)
