"""What is enclosed with an entry: rows that say what the files are; the files themselves are kept by who calls."""

from msgspec import Struct

from backend.commands.write import Write
from backend.domain import access
from backend.domain.attachment import Attachment, Checked, must_be_new, must_have_room
from backend.domain.ids import must_be_id
from backend.domain.joblog import Entry


class Attach(Struct, frozen=True, kw_only=True):
    """A file that was checked and stands where files are kept under `id`."""

    id: str
    entry: str
    file: Checked


class Remove(Struct, frozen=True, kw_only=True):
    """An attachment to delete."""

    id: str


async def attach(write: Write, args: Attach) -> None:
    """Enclose a file with an own entry; a repeat changes nothing.

    Raises Invalid, NotFound, Forbidden; AlreadyEnclosed when the entry has the same file under another id.
    """
    access.must_own(write.actor, record=write.record.citizen)
    must_be_id(args.id)
    if await write.record.knows(Attachment, args.id):
        return
    entry = await write.record.get(Entry, args.entry)
    standing = await write.record.attachments(entry.id)
    must_be_new(standing, args.file.digest)
    must_have_room(standing, entry.id)
    attachment = Attachment(
        id=args.id,
        version=0,
        entry=entry.id,
        name=args.file.name,
        media=args.file.media,
        bytes=args.file.bytes,
        digest=args.file.digest,
        role=args.file.role,
        made_at=write.made_at,
        received_at=write.now,
    )
    await write.put(attachment, before=None)


async def remove(write: Write, args: Remove) -> None:
    """Take one out again; one that is gone already is left at that. Raises Forbidden."""
    access.must_own(write.actor, record=write.record.citizen)
    attachment = await write.record.find(Attachment, args.id)
    if attachment is not None:
        await write.remove(attachment)
