"""What one transaction has written, as a phone is told of it: its own change comes back without being read again."""

from msgspec import Struct, structs

from backend.store.kinds import Kind
from sync.server.columns import in_columns
from sync.server.messages import Columns, Tombstone


class Written(Struct, frozen=True, kw_only=True):
    """A row as it stands now, its values in the order of `Kind.columns`."""

    kind: Kind
    version: int
    values: tuple[object, ...]


class News:
    """The rows and tombstones written since version `since`, by id: of each what came last."""

    def __init__(
        self,
        since: int,
        *,
        rows: dict[str, Written] | None = None,
        gone: dict[str, tuple[str, Tombstone]] | None = None,
    ) -> None:
        self.since = since
        self._rows = rows or {}
        self._gone = gone or {}

    def put(self, kind: Kind, row: Struct, *, row_id: str, version: int) -> None:
        """A row that was written with that version."""
        self._rows[row_id] = Written(kind=kind, version=version, values=structs.astuple(row))

    def remove(self, kind: Kind, row_id: str, *, version: int) -> None:
        """A row that was deleted with that version."""
        self._rows.pop(row_id, None)
        self._gone[row_id] = (kind.name, Tombstone(id=row_id, version=version))

    def copy(self) -> "News":
        """The same, which stays as it is."""
        return News(self.since, rows=dict(self._rows), gone=dict(self._gone))

    def rows(self, *, after: int, upto: int) -> dict[str, Columns]:
        """By kind, those with after < version <= upto."""
        found: dict[Kind, list[tuple[object, ...]]] = {}
        for row in self._rows.values():
            if after < row.version <= upto:
                found.setdefault(row.kind, []).append(row.values)
        return {kind.name: in_columns(kind.columns, rows) for kind, rows in found.items()}

    def deleted(self, *, settled: int, upto: int) -> dict[str, list[Tombstone]]:
        """By kind, the tombstones with settled < version <= upto."""
        found: dict[str, list[Tombstone]] = {}
        for kind, tombstone in self._gone.values():
            if settled < tombstone.version <= upto:
                found.setdefault(kind, []).append(tombstone)
        return found
