"""The entries of a joblog as the page about the requirement lists them: those that count, and why the others do not."""

from collections.abc import Iterable, Mapping
from heapq import nlargest

from msgspec import Struct

from backend.domain.counted import Verdict
from backend.domain.joblog import Entry, recency
from backend.views.application import CHANNEL_LABELS

MOST = 20
MOST_OUTSIDE = 5

WHY: dict[Verdict, str] = {
    "counts": "",
    "outside": "",
    "planned": "Kun planlagt. Den tæller, når jobbet er søgt.",
    "withdrawn": "Trukket tilbage, før den var sendt.",
    "unsent": "Der står ikke, at jobbet er søgt.",
    "future": "Datoen er ikke kommet endnu.",
    "duplicate": "Står her to gange: samme job, arbejdsgiver, sted, link, måde og dag. Én ansøgning tæller én gang.",
    "channel": "Ikke søgt på en af de måder, der er aftalt.",
}


class EntryLine(Struct, frozen=True, kw_only=True):
    """One entry. `applied_on` is a date or "", `why` says that it does not count ("" = it does, or it is outside)."""

    id: str
    title: str
    employer: str
    applied_on: str
    channel_label: str
    why: str
    on_jobnet: bool


class Lines(Struct, frozen=True, kw_only=True):
    """Newest first. Of the `others` that do not count at most twenty, of those `outside` the period five, with how many
    there are of each. What was never sent and is archived is left out. `on_jobnet` of those counted are there.
    """

    counted: tuple[EntryLine, ...]
    others: tuple[EntryLine, ...]
    others_total: int
    outside: tuple[EntryLine, ...]
    outside_total: int
    on_jobnet: int


def lines(entries: Iterable[Entry], verdicts: Mapping[str, Verdict]) -> Lines:
    """The entries by their verdicts; without verdicts there are none."""
    found: dict[str, list[Entry]] = {"counts": [], "outside": [], "others": []}
    for entry in entries if verdicts else ():
        verdict = verdicts[entry.id]
        if entry.applied_on or not entry.archived_at:
            found[verdict if verdict in found else "others"].append(entry)

    def newest(which: str, most: int) -> tuple[EntryLine, ...]:
        return tuple(_line(entry, verdicts[entry.id]) for entry in nlargest(most, found[which], key=recency))

    return Lines(
        counted=newest("counts", len(found["counts"])),
        others=newest("others", MOST),
        others_total=len(found["others"]),
        outside=newest("outside", MOST_OUTSIDE),
        outside_total=len(found["outside"]),
        on_jobnet=sum(bool(entry.on_jobnet) for entry in found["counts"]),
    )


def _line(entry: Entry, verdict: Verdict) -> EntryLine:
    return EntryLine(
        id=entry.id,
        title=entry.title,
        employer=entry.employer,
        applied_on=entry.applied_on,
        channel_label=CHANNEL_LABELS[entry.channel],
        why=WHY[verdict],
        on_jobnet=bool(entry.on_jobnet),
    )
