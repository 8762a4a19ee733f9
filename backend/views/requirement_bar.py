"""The running period of the requirement in one line: for the start page, the joblog and lists of citizens."""

from msgspec import Struct

from backend.domain.attachment import with_application
from backend.domain.period import Kind
from backend.domain.record import Record
from backend.domain.requirement import Count, count

NOW: dict[Kind, str] = {"week": "denne uge", "month": "denne måned"}


class Bar(Struct, frozen=True, kw_only=True):
    """The running period in one line: `filled` of `needed` is drawn, `missing` until `by` (a date) is said."""

    label: str
    first: str
    by: str
    done: int
    needed: int
    missing: int
    filled: int


def count_of(record: Record, *, today: str) -> Count:
    """How the record fills in what was agreed."""
    attached = with_application(record.attachments)
    return count(record.requirements, record.entries, today=today, attached=attached)


def bar_of(counted: Count) -> Bar | None:
    """The running period; None when nothing is in force."""
    running = counted.running
    if running is None:
        return None
    period = running.period
    return Bar(
        label=NOW[period.kind],
        first=period.first,
        by=period.last,
        done=running.done,
        needed=period.needed,
        missing=running.missing,
        filled=min(running.done, period.needed),
    )
