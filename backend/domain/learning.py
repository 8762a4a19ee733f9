"""What a joblog teaches: how many applications, how far they came, by which way, how fast they were answered.

Counts and days alone, of applications of the last year; nothing here judges a person or an application.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from backend.domain.dates import days_between, monday_of, plus
from backend.domain.joblog import CHANNELS, Channel, Entry, recency
from backend.domain.requirement import Count
from backend.domain.step import Status

YEAR = 365  # days
WEEKS = 9
# Days until the first answer: up to and including each of these, and more than the last.
WITHIN = (7, 14, 30)
ANSWERS: frozenset[Status] = frozenset({"interview", "offer", "hired", "rejected"})
# What shows that an application came at least that far.
REACHED: tuple[frozenset[Status], ...] = (
    frozenset({"interview", "offer", "hired"}),
    frozenset({"offer", "hired"}),
    frozenset({"hired"}),
)
LATEST = 5


class Stretch(Struct, frozen=True, kw_only=True):
    """A week, or a month where the requirement is by the month: its first and last day; `needed` 0 = nothing agreed."""

    first: str
    last: str
    done: int
    needed: int


class Way(Struct, frozen=True, kw_only=True):
    """Applications by one way, and how many of them came at least to an interview."""

    channel: Channel
    sent: int
    interviews: int


class Answers(Struct, frozen=True, kw_only=True):
    """`counts`: answered within each of WITHIN days, later, waited for still; `median` days, -1 without an answer."""

    counts: tuple[int, ...]
    median: int


class Rejections(Struct, frozen=True, kw_only=True):
    """How many there are, how many without an interview, to posted jobs; the ids of the latest, newest first."""

    all: int
    without_interview: int
    posted: int
    latest: tuple[str, ...]


class Lesson(Struct, frozen=True, kw_only=True):
    """`funnel`: sent, then how many came at least to an interview, an offer, the job."""

    stretches: tuple[Stretch, ...]
    funnel: tuple[int, ...]
    ways: tuple[Way, ...]
    answers: Answers
    rejections: Rejections


def lesson(entries: Iterable[Entry], count: Count, *, today: str) -> Lesson:
    """What the entries teach on the date `today`; `count` is how they fill in the requirement."""
    since = plus(today, -YEAR)
    sent = [entry for entry in entries if since <= entry.applied_on <= today]
    return Lesson(
        stretches=_agreed(count) or _weeks(sent, today=today),
        funnel=(len(sent), *(sum(_has(entry, reached) for entry in sent) for reached in REACHED)),
        ways=_ways(sent),
        answers=_answers(sent),
        rejections=_rejections(sent),
    )


def _has(entry: Entry, statuses: frozenset[Status]) -> bool:
    return any(step.status in statuses for step in entry.steps)


def _agreed(count: Count) -> tuple[Stretch, ...]:
    """The periods of the requirement, oldest first."""
    standings = (*count.earlier[::-1], *([count.running] if count.running else []))
    return tuple(
        Stretch(first=each.period.first, last=each.period.last, done=each.done, needed=each.period.needed)
        for each in standings
    )


def _weeks(sent: Sequence[Entry], *, today: str) -> tuple[Stretch, ...]:
    monday = monday_of(today)
    firsts = [plus(monday, -7 * back) for back in reversed(range(WEEKS))]
    return tuple(
        Stretch(
            first=first,
            last=plus(first, 6),
            done=sum(first <= entry.applied_on <= plus(first, 6) for entry in sent),
            needed=0,
        )
        for first in firsts
    )


def _ways(sent: Sequence[Entry]) -> tuple[Way, ...]:
    """The ways that were used, those with most interviews first."""
    of: dict[Channel, list[Entry]] = {
        channel: [entry for entry in sent if entry.channel == channel] for channel in CHANNELS
    }
    ways = [
        Way(channel=channel, sent=len(found), interviews=sum(_has(entry, REACHED[0]) for entry in found))
        for channel, found in of.items()
        if found
    ]
    return tuple(sorted(ways, key=lambda way: (-way.interviews, -way.sent)))


def _answers(sent: Sequence[Entry]) -> Answers:
    days = sorted(wait for entry in sent if (wait := _wait(entry)) is not None)
    bounds = (-1, *WITHIN)
    within = [sum(low < wait <= high for wait in days) for low, high in zip(bounds, WITHIN, strict=False)]
    waiting = sum(_wait(entry) is None and entry.status != "withdrawn" for entry in sent)
    counts = (*within, sum(wait > WITHIN[-1] for wait in days), waiting)
    return Answers(counts=counts, median=days[(len(days) - 1) // 2] if days else -1)


def _wait(entry: Entry) -> int | None:
    """Days from the application to the first answer, or to the interview it led to."""
    days = [step.on for step in entry.steps if step.status in ANSWERS]
    return max(days_between(entry.applied_on, min(days)), 0) if days else None


def _rejections(sent: Sequence[Entry]) -> Rejections:
    rejected = sorted((entry for entry in sent if entry.status == "rejected"), key=recency, reverse=True)
    return Rejections(
        all=len(rejected),
        without_interview=sum(not _has(entry, REACHED[0]) for entry in rejected),
        posted=sum(entry.channel == "posted" for entry in rejected),
        latest=tuple(entry.id for entry in rejected[:LATEST]),
    )
