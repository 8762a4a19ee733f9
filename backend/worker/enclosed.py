"""Files enclosed before a file was known by what is in it: what each is known by is filled in, some at a time."""

import structlog

from backend.commands.write import Ground
from backend.domain.attachment import digest_of
from backend.store import attachments
from backend.store.attachments import Found
from backend.store.audit import Change
from backend.store.files import Files

MOST = 1_000
"""How many are read in one round: people are to notice nothing."""

log = structlog.get_logger()


async def make_known(ground: Ground, files: Files) -> None:
    """Fill in what so many are known by. One that is gone from the disk is passed over; a fault holds up no other."""
    made, after = 0, ""
    while some := await attachments.not_known(after=after, most=MOST - made):
        after = some[-1].attachment.id
        for found in some:
            try:
                made += await _make_known(ground, files, found)
            except Exception:
                log.exception("what an enclosed file is known by could not be filled in")


async def _make_known(ground: Ground, files: Files, found: Found) -> bool:
    content = await files.read(found.attachment.id)
    if content is None:
        return False
    change = Change(actor="", command="attachment.know", at=ground.clock(), fresh_id=ground.fresh_id)
    await attachments.know(ground.db, found, digest_of(content), change=change)
    return True
