"""Which rows a phone lacks, in pages that end between two versions so that a cursor is exact."""

import msgspec

from sync.server.messages import Changes, Request
from sync.server.store import Head, Reading, Retry


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """Which versions a phone lacks: rows after `after`, tombstones after `settled`; both from the start on a reset."""

    after: int
    settled: int
    reset: bool


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What brings a phone to version `upto`; `snapshot` as in `Answer`."""

    upto: int
    changes: Changes
    reset: bool
    snapshot: int


def lacking(request: Request, head: Head) -> Span:
    """What the phone that sent `request` lacks.

    Between the pages of a snapshot the cursor may be older than the oldest tombstone: what the phone cannot have
    missed is every deletion up to the version where its snapshot began, hence `settled`.
    """
    settled = max(request.cursor, request.snapshot)
    if request.epoch != head.epoch or request.cursor == 0 or not head.pruned <= settled <= head.version:
        return Span(after=0, settled=head.version, reset=True)
    return Span(after=request.cursor, settled=settled, reset=False)


def has_everything(request: Request, head: Head) -> bool:
    """Whether a phone has what stood there at `head`, and needs nothing read."""
    return lacking(request, head) == Span(after=head.version, settled=head.version, reset=False)


def unchanged(head: Head) -> Page:
    """The page of a phone that has everything."""
    return Page(upto=head.version, changes=_none(head), reset=False, snapshot=0)


async def pull(reading: Reading, span: Span, *, head: Head, limit: int) -> Page:
    """The next page of at most `limit` rows (more only when one version alone has more).

    What was changed since `head` was read comes with another page. Raises Retry when deletions were forgotten since.
    """
    if span.after == head.version:
        return msgspec.structs.replace(unchanged(head), reset=span.reset)
    upto = await _boundary(reading, after=span.after, head=head, limit=limit)
    changes = await reading.changes(after=span.after, settled=span.settled, upto=upto)
    if changes.pruned > span.settled:
        raise Retry
    return Page(upto=upto, changes=changes, reset=span.reset, snapshot=span.settled if upto < span.settled else 0)


def _none(head: Head) -> Changes:
    return Changes(version=head.version, checksum=head.checksum, pruned=head.pruned, rows={}, deleted={})


async def _boundary(reading: Reading, *, after: int, head: Head, limit: int) -> int:
    if reading.rows_have_own_versions and head.version - after <= limit:
        return head.version
    versions = await reading.versions(after=after, limit=limit + 1)
    if len(versions) <= limit:
        return head.version
    cut = versions[-1]
    return max((version for version in versions if version < cut), default=cut)
