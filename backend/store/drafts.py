"""Drafts of meetings that are being held: kept beside the record, and never on a phone."""

from typing import Any

import msgspec

from backend.domain.draft import Draft
from backend.store import tables


async def find(meeting: str) -> Draft | None:
    """The draft of the meeting of that id."""
    row = tables.Draft
    found = await row.select().where(row.id == meeting).first()
    if found is None:
        return None
    fields = msgspec.json.decode(found["body"], type=dict[str, str])
    return Draft(meeting=meeting, fields=fields, saved_by=found["saved_by"], saved_at=found["saved_at"])


async def keep(draft: Draft, *, citizen: str) -> None:
    """Keep the draft in place of the one before it."""
    row = tables.Draft
    body = msgspec.json.encode(draft.fields).decode()
    values: dict[str, Any] = {"body": body, "saved_by": draft.saved_by, "saved_at": draft.saved_at}
    if await row.exists().where(row.id == draft.meeting):
        await row.update(**values).where(row.id == draft.meeting)
    else:
        await row.insert(row(id=draft.meeting, citizen=citizen, **values))


async def remove(meeting: str) -> None:
    """The meeting is over: its draft is of no use any more."""
    await tables.Draft.delete().where(tables.Draft.id == meeting)
