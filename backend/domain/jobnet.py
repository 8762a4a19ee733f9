"""Copying a joblog to Jobnet by hand, one application at a time: which comes next, and how far one is."""

from collections.abc import Iterable

from msgspec import Struct

from backend.domain.joblog import Entry, recency


class Copying(Struct, frozen=True, kw_only=True):
    """`entry` is the next to copy, None at the end; `number` of `total` counts what was copied on the same day too.

    `skipped` were passed over and are still to be copied.
    """

    entry: Entry | None
    number: int
    total: int
    skipped: int


def copying(entries: Iterable[Entry], *, after: str, today: str) -> Copying:
    """The newest one that is not on Jobnet, or the one after that of the id `after`. What is archived is left alone."""
    known = list(entries)
    line = sorted((each for each in known if each.id == after or _waits(each)), key=recency, reverse=True)
    at = next((at for at, each in enumerate(line) if each.id == after), -1)
    waiting, left = sum(map(_waits, line)), line[at + 1 :]
    done = sum(each.on_jobnet == today for each in known)
    skipped = waiting - len(left)
    return Copying(entry=left[0] if left else None, number=done + skipped + 1, total=done + waiting, skipped=skipped)


def _waits(entry: Entry) -> bool:
    return bool(entry.applied_on) and not entry.on_jobnet and not entry.archived_at
