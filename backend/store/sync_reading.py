"""One record as the sync engine reads it, each statement a view of its own."""

from collections.abc import Sequence

import msgspec

from backend.domain.errors import NoRecord
from backend.store.engine import Database
from backend.store.kinds import KINDS, Kind
from backend.store.rows import changes_between, versions_after
from backend.store.standing import DEVICE, head_of
from sync.server.columns import in_steps
from sync.server.messages import Changes, Columns, Tombstone
from sync.server.store import Head

_HEAD = f"""
    SELECT deployment.epoch, record.version, record.checksum, record.forgotten, {DEVICE}
    FROM record CROSS JOIN deployment LEFT JOIN device ON device.id = {{}}
    WHERE record.id = {{}}"""  # noqa: S608 -- our own text

_COLUMNS = msgspec.json.Decoder(list[msgspec.Raw])
_NUMBERS = msgspec.json.Decoder(list[int])
_WHOLE_NUMBERS = {kind.name: kind.whole_numbers for kind in KINDS}
_BURIED = msgspec.json.Decoder(list[tuple[str, str, int]])


class SyncReading:
    """One record, each statement a view of its own. What came before the instant `safe_before` is in a backup."""

    rows_have_own_versions = True

    def __init__(self, db: Database, citizen: str, *, safe_before: int) -> None:
        self.db = db
        self.citizen = citizen
        self.safe_before = safe_before

    async def head(self, device: str) -> Head:
        """The record and this device in one query. Raises NoRecord when there is none."""
        rows = await self.db.run(_HEAD, self.safe_before, device, self.citizen)
        if not rows:
            raise NoRecord
        return head_of(rows[0])

    async def versions(self, *, after: int, limit: int) -> Sequence[int]:
        """Versions of the live rows after `after`, ascending, at most `limit`."""
        found = await self.db.run(versions_after(self.db.dialect), self.citizen, after, limit)
        return sorted(msgspec.json.decode(found[0]["versions"] or "[]", type=list[int]))

    async def changes(self, *, after: int, settled: int, upto: int) -> Changes:
        """Live rows with after < version <= upto, and tombstones with settled < version <= upto, in one statement."""
        answer = await self.db.run(changes_between(self.db.dialect), after, settled, upto, self.citizen)
        if not answer:
            raise NoRecord
        found = answer[0]
        deleted: dict[str, list[Tombstone]] = {}
        for kind, row, version in _BURIED.decode(found["deleted"] or "[]"):
            deleted.setdefault(kind, []).append(Tombstone(id=row, version=version))
        rows = {kind.name: _read(kind, found[kind.name]) for kind in KINDS if found[kind.name]}
        return Changes(
            version=found["version"],
            checksum=found["checksum"],
            pruned=found["forgotten"],
            rows=rows,
            deleted=deleted,
        )


def _read(kind: Kind, columns: str) -> Columns:
    """Numbers as such; of the rest the JSON that the data base has written goes to the phone as it is."""
    numbers = _WHOLE_NUMBERS[kind.name]
    read = zip(kind.columns, _COLUMNS.decode(columns), strict=True)
    return in_steps(kind.columns, [_NUMBERS.decode(column) if name in numbers else column for name, column in read])
