"""Meetings outside their record's lock: what the worker needs to check a reminder once more."""

import msgspec

from backend.domain.meeting import Meeting
from backend.store import tables


async def find(meeting: str) -> Meeting | None:
    """The meeting of that id as it stands now."""
    row = await tables.Meeting.select().where(tables.Meeting.id == meeting).first()
    if row is None:
        return None
    return msgspec.convert(row | {"prepare": msgspec.json.decode(row["prepare"])}, Meeting)
