"""The joblog: entries of the citizen's own, changed and removed by the citizen alone."""

from msgspec import Struct, structs

from backend.commands.write import Overwritten, Version, Write
from backend.domain import access
from backend.domain import joblog as rules
from backend.domain.ids import must_be_id
from backend.domain.joblog import Application, Entry


class Add(Struct, frozen=True, kw_only=True):
    """An own entry; `id` is made where it is written, so that a repeat is harmless."""

    id: str
    title: str
    employer: str
    place: str
    link: str
    applied_on: str
    channel: str
    note: str


class Edit(Struct, frozen=True, kw_only=True):
    """Changed fields of an entry, and the version they were based on."""

    id: str
    changed: dict[str, str]
    based_on: Version


class Remove(Struct, frozen=True, kw_only=True):
    """An entry to delete; also «Fortryd» of a job applied for."""

    id: str


async def add(write: Write, args: Add) -> None:
    """Write an own entry. Raises Invalid, Forbidden; a repeat of the same id changes nothing."""
    access.must_own(write.actor, record=write.record.citizen)
    must_be_id(args.id)
    if await write.record.find(Entry, args.id) or await write.record.was_removed(args.id):
        return
    typed = {name: getattr(args, name) for name in rules.FIELDS}
    tidy = rules.check(Application(**typed), today=write.today)
    entry = rules.entry(tidy, id=args.id, job="", made_at=write.made_at, received_at=write.now)
    await write.put(entry, before=None)


async def edit(write: Write, args: Edit) -> Overwritten | None:
    """Change some fields; others that were changed elsewhere meanwhile stay as they are.

    Answers the texts that this change overwrote though they were newer than what it was based on.
    Raises Invalid, NotFound, Forbidden.
    """
    access.must_own(write.actor, record=write.record.citizen)
    before = await write.record.get(Entry, args.id)
    changed = {name: text for name, text in args.changed.items() if name in rules.FIELDS}
    standing = {name: str(getattr(before, name)) for name in rules.FIELDS}
    tidy = rules.check(Application(**(standing | changed)), today=write.today)
    overwritten: Overwritten = {}
    if args.based_on < before.version:
        overwritten = await write.record.texts_overwritten(before.id, fields=changed, since=args.based_on)
    await write.put(structs.replace(before, **structs.asdict(tidy), received_at=write.now), before=before)
    return overwritten or None


async def remove(write: Write, args: Remove) -> None:
    """Delete an entry; one that is gone already is left at that. Raises Forbidden."""
    access.must_own(write.actor, record=write.record.citizen)
    entry = await write.record.find(Entry, args.id)
    if entry is not None:
        await write.remove(entry)
