"""Which entries of a joblog are applications that count, and why the others are not.

What counts stands in the register of facts («what counts» in domain/README.md): an application that was sent, on the
day it was sent, whatever became of it. An entry stands for one application, so one written in twice counts once: the
same position, employer, place, link, way and day. Answers to two handed-out jobs are two, however alike they look.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Literal, NamedTuple

from backend.domain.joblog import Channel, Entry

Verdict = Literal["counts", "planned", "withdrawn", "unsent", "future", "outside", "duplicate", "channel"]
"""Whether an entry counts, or why not.

planned: not applied for yet; withdrawn: given up before it was sent; unsent: something else happened, but nothing says
that it was applied for; future: its day has not come; outside: its day is another period's; duplicate: it is written in
twice; channel: not one of the ways that were agreed on that day.
"""

Accepts = Callable[[str, Channel], bool]
"""Whether an application of that date and by that way is one of those agreed."""


class Log(NamedTuple):
    """Entries judged, each in itself. `verdicts` has those that need no period; `recent` is sorted out by its days."""

    verdicts: dict[str, Verdict]
    recent: list[tuple[Entry, Verdict]]

    def days(self, *verdicts: Verdict) -> list[str]:
        """The days of the recent ones with one of these verdicts, ascending."""
        return sorted(entry.applied_on for entry, verdict in self.recent if verdict in verdicts)

    def within(self, first: str, last: str) -> dict[str, Verdict]:
        """Every entry's verdict for the period between two dates."""
        found = self.verdicts.copy()
        for entry, verdict in self.recent:
            inside = verdict == "future" or first <= entry.applied_on <= last
            found[entry.id] = verdict if inside else "outside"
        return found


def judged(entries: Iterable[Entry], *, since: str, today: str, accepts: Accepts, attached: Collection[str]) -> Log:
    """The joblog sorted out on the date `today`; what was applied for before `since` is not looked into."""
    verdicts: dict[str, Verdict] = {}
    recent: list[Entry] = []
    for entry in entries:
        if entry.applied_on >= since:
            recent.append(entry)
        else:
            verdicts[entry.id] = "outside" if entry.applied_on else _not_sent(entry)
    doubles = _doubles(recent, attached)

    def verdict(entry: Entry) -> Verdict:
        if entry.applied_on > today:
            return "future"
        if entry.id in doubles:
            return "duplicate"
        return "counts" if accepts(entry.applied_on, entry.channel) else "channel"

    return Log(verdicts, [(entry, verdict(entry)) for entry in recent])


def between(days: Sequence[str], first: str, last: str) -> int:
    """How many of the ascending days lie between two dates, both included."""
    return bisect_right(days, last) - bisect_left(days, first)


def _not_sent(entry: Entry) -> Verdict:
    if entry.status == "planned":
        return "planned"
    return "withdrawn" if entry.status == "withdrawn" else "unsent"


def _doubles(entries: Iterable[Entry], attached: Collection[str]) -> set[str]:
    """Ids of entries that repeat another: the answer to a given job stands, else an attached one, else the first."""
    kept: dict[tuple[str, ...], Entry] = {}
    doubles: set[str] = set()
    for entry in entries:
        key = (entry.applied_on, entry.title, entry.employer, entry.place, entry.link, entry.channel)
        other = kept.setdefault(key, entry)
        if other is entry or (entry.job and other.job):
            continue
        first, second = sorted(
            (entry, other), key=lambda each: (not each.job, each.id not in attached, each.made_at, each.id)
        )
        kept[key] = first
        doubles.add(second.id)
    return doubles
