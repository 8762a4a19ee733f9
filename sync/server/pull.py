"""Which rows a phone lacks, in pages that end between two versions so that a cursor is exact."""

from collections.abc import Mapping, Sequence

import msgspec

from sync.server.messages import Request, Table, Tombstone
from sync.server.store import Head, Reading


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Rows and tombstones that bring a phone to version `upto`; `snapshot` as in `Answer`."""

    upto: int
    rows: Mapping[str, Table]
    deleted: Mapping[str, Sequence[Tombstone]]
    reset: bool
    snapshot: int


async def pull(reading: Reading, request: Request, *, head: Head, limit: int) -> Page:
    """The next page of at most `limit` rows (more only when one version alone has more).

    Between the pages of a snapshot the cursor may be older than the oldest tombstone: what the phone cannot have
    missed is every deletion up to the version where its snapshot began, hence `settled`.
    """
    settled = max(request.cursor, request.snapshot)
    reset = request.epoch != head.epoch or request.cursor == 0 or not head.pruned <= settled <= head.version
    after, settled = (0, head.version) if reset else (request.cursor, settled)
    upto = await _boundary(reading, after=after, head=head, limit=limit)
    return Page(
        upto=upto,
        rows=await reading.rows(after=after, upto=upto) if upto > after else {},
        deleted=await reading.deleted(after=settled, upto=upto) if upto > settled else {},
        reset=reset,
        snapshot=settled if upto < settled else 0,
    )


async def _boundary(reading: Reading, *, after: int, head: Head, limit: int) -> int:
    if after == head.version:
        return after
    versions = await reading.versions(after=after, limit=limit + 1)
    if len(versions) <= limit:
        return head.version
    cut = versions[-1]
    return max((version for version in versions if version < cut), default=cut)
