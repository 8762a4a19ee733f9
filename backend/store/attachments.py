"""Attachments beside their record: whose one is, and which files stand without a row."""

from collections.abc import Sequence
from typing import NamedTuple

from backend.domain.attachment import Attachment
from backend.domain.ids import is_id
from backend.store import tables
from backend.store.kinds import BY_STRUCT, loaded

AT_ONCE = 500


class Found(NamedTuple):
    """An attachment and the citizen whose record it stands in."""

    citizen: str
    attachment: Attachment


async def find(attachment: str) -> Found | None:
    """The attachment of that id in any record; who may see it is for others to say."""
    if not is_id(attachment):
        return None
    row = await tables.Attachment.select().where(tables.Attachment.id == attachment).first()
    return Found(row["citizen"], loaded(BY_STRUCT[Attachment], row, Attachment)) if row else None


async def removed(citizen: str) -> list[str]:
    """Ids of what was taken out of that record, for as long as that is remembered."""
    buried = tables.Tombstone
    rows = await buried.select(buried.id).where((buried.citizen == citizen) & (buried.kind == "attachment"))
    return [row["id"] for row in rows]


async def without_row(names: Sequence[str]) -> list[str]:
    """Those of these names that are no attachment's id."""
    known: set[str] = set()
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        rows = await tables.Attachment.select(tables.Attachment.id).where(tables.Attachment.id.is_in(list(some)))
        known |= {row["id"] for row in rows}
    return [name for name in names if name not in known]
