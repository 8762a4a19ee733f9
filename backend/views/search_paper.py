"""«Jobsøgning i perioden» as a paper: what a citizen hands to an a-kasse, and nothing that is the citizen's own."""

from collections.abc import Iterable

from msgspec import Struct

from backend.domain.date_words import date_short, week_of
from backend.domain.joblog import Entry, recency
from backend.domain.record import Record
from backend.domain.requirement import Standing, filled_in
from backend.domain.step import LABELS
from backend.paper.parts import Facts, Paper, Part, Section, Table, Text
from backend.views.application import CHANNEL_LABELS

ON_JOBNET = "Ansøgningerne skal også stå i jobloggen på Jobnet. Konkret sender dem ikke dertil."
WHOSE = (
    "Listen er skrevet af borgeren selv, og ingen har kontrolleret den. «På Jobnet» er den dag, borgeren siger at have "
    "skrevet ansøgningen ind dér. Noter er ikke med."
)
COUNTED = (
    "En ansøgning tæller én gang, den dag den er sendt, hvis den er søgt på en af de måder, der er aftalt. Hver "
    "periode er talt i sin helhed, også hvor den begynder før eller slutter efter listen. Tallene er ikke en afgørelse."
)


class Dates(Struct, frozen=True, kw_only=True):
    """A stretch of days, both included."""

    since: str
    until: str


def search_paper(record: Record, dates: Dates, *, name: str, today: str) -> Paper:
    """The paper about the citizen of that name, as it is on the date `today`."""
    sent = sorted((each for each in record.entries if dates.since <= each.applied_on <= dates.until), key=recency)
    # Of weeks that have not begun there is nothing to tell, and somebody may have typed the year 9999.
    standings = filled_in(record.requirements, record.entries, since=dates.since, until=min(dates.until, today))
    period = f"{date_short(dates.since, year=True)} til {date_short(dates.until, year=True)}"
    about = Facts((("Navn", name), ("Periode", period), ("Ansøgninger", str(len(sent)))))
    agreed = (Section("Krav til jobsøgning", _agreed(standings)),) if standings else ()
    return Paper(
        title="Jobsøgning i perioden",
        lead=(about, Text(ON_JOBNET), Text(WHOSE, small=True)),
        sections=(*agreed, Section("Ansøgninger", _sent(sent))),
        foot=f"{name} · Jobsøgning {period}",
        made_on=today,
    )


def _agreed(standings: Iterable[Standing]) -> tuple[Part, ...]:
    rows = tuple((_period(each), str(each.period.needed), str(each.done)) for each in standings)
    return Table(("Periode", "Aftalt", "Søgt"), (6, 2, 2), rows), Text(COUNTED, small=True)


def _period(standing: Standing) -> str:
    first, last = standing.period.first, standing.period.last
    days = f"{date_short(first)} til {date_short(last, year=True)}"
    return f"Uge {week_of(first)}, {days}" if standing.period.kind == "week" else days[:1].upper() + days[1:]


def _sent(entries: Iterable[Entry]) -> tuple[Part, ...]:
    rows = tuple(
        (
            date_short(entry.applied_on, year=True),
            entry.title,
            ", ".join(filter(None, (entry.employer, entry.place))),
            CHANNEL_LABELS[entry.channel],
            LABELS[entry.status],
            date_short(entry.on_jobnet, year=True) if entry.on_jobnet else "Nej",
        )
        for entry in entries
    )
    if not rows:
        return (Text("Der er ikke skrevet ansøgninger ind i perioden."),)
    heads = ("Søgt den", "Stilling", "Arbejdsgiver", "Hvordan", "Status", "På Jobnet")
    return (Table(heads, (4, 5, 6, 4, 3, 4), rows),)
