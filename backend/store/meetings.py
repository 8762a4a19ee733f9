"""Meetings outside their record's lock: what the worker needs to check a reminder once more."""

from backend.domain.meeting import Meeting
from backend.store import tables
from backend.store.kinds import BY_STRUCT, loaded


async def find(meeting: str) -> Meeting | None:
    """The meeting of that id as it stands now."""
    row = await tables.Meeting.select().where(tables.Meeting.id == meeting).first()
    return loaded(BY_STRUCT[Meeting], row, Meeting) if row else None
