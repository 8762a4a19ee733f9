"""Attachments beside their record: whose one is, what its file is known by, and which files stand without a row."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from msgspec import structs

from backend.domain.attachment import Attachment
from backend.domain.ids import is_id
from backend.store import tables
from backend.store.audit import Change
from backend.store.engine import Database
from backend.store.kinds import BY_STRUCT, loaded
from backend.store.record import locked

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
    return _found(row) if row else None


async def not_known(*, after: str, most: int) -> list[Found]:
    """Those without a digest, in the order of their ids from the one after `after`, so many at most."""
    table = tables.Attachment
    rows = await table.select().where((table.digest == "") & (table.id > after)).order_by(table.id).limit(most)
    return [_found(row) for row in rows]


async def know(db: Database, found: Found, digest: str, *, change: Change) -> None:
    """Write down what a file is known by: phones are told. Raises NoRecord.

    One that was taken out meanwhile, or is known by now, is left at that.
    """
    async with locked(db, found.citizen) as record:
        before = await record.find(Attachment, found.attachment.id)
        if before is not None and not before.digest:
            await record.put(structs.replace(before, digest=digest), before=before, change=change)


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


def _found(row: dict[str, Any]) -> Found:
    return Found(row["citizen"], loaded(BY_STRUCT[Attachment], row, Attachment))
