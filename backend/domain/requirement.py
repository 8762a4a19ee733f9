"""The requirement («krav til jobsøgning»): how much was agreed and from which day, and how the joblog fills it in.

Nothing here judges a person: it counts, and says of each entry that does not count why.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from itertools import islice, takewhile

from msgspec import Struct

from backend.domain.counted import Accepts, Verdict, between, judged
from backend.domain.dates import LAST, plus
from backend.domain.joblog import Channel, Entry
from backend.domain.period import Kind, Period, Stretch, part_of, periods, whole

EARLIER = 8
FOUR_WEEKS = 28


class Requirement(Struct, frozen=True, kw_only=True):
    """What holds from the date `since` until the next one begins; nothing that is set later erases it.

    `number` applications a `period`, 0 = nothing is asked for from that day. `channels`: the ways that count, none
    named = all of them. `uploads`: applications to be uploaded each calendar month. What `fields` (occupations),
    `geography` and `note` say is agreed between people and measured by nobody. `set_at` is an instant.
    """

    id: str
    version: int
    since: str
    number: int
    period: Kind
    channels: tuple[Channel, ...]
    fields: str
    geography: str
    uploads: int
    note: str
    set_by: str
    set_at: int


class Standing(Struct, frozen=True, kw_only=True):
    """How one period is filled in; `missing` is what is needed and not done."""

    period: Period
    done: int
    missing: int


class Uploads(Struct, frozen=True, kw_only=True):
    """Applications to be uploaded in the calendar month from `first` to `last`; only what counts is counted."""

    first: str
    last: str
    needed: int
    done: int
    missing: int


class Count(Struct, frozen=True, kw_only=True):
    """Where the search stands on a day. `holds` is what is in force then, `running` its period; None = nothing is.

    `verdicts` is {entry id: whether it counts there}, empty without a period; `earlier` the last eight periods, newest
    first. `four_weeks` and `month` are applications by any way in the last 28 days and in this calendar month.
    """

    holds: Requirement | None
    running: Standing | None
    verdicts: dict[str, Verdict]
    uploads: Uploads | None
    earlier: tuple[Standing, ...]
    four_weeks: int
    month: int


def in_turn(requirements: Iterable[Requirement]) -> list[Requirement]:
    """Those that come to hold, oldest first: of several that begin on the same day the one that was set last."""
    by_day = {each.since: each for each in sorted(requirements, key=lambda each: (each.since, each.set_at, each.id))}
    return list(by_day.values())


def held_on(held: Iterable[Requirement], day: str) -> Requirement | None:
    """The one of `in_turn` that holds on the date `day`; None before the first and where nothing is asked for."""
    begun = [each for each in held if each.since <= day]
    return begun[-1] if begun and begun[-1].number else None


def count(
    requirements: Iterable[Requirement],
    entries: Iterable[Entry],
    *,
    today: str,
    attached: Collection[str] = frozenset(),
) -> Count:
    """How the requirements are filled in on the date `today`; `attached`: ids of entries with their application."""
    held = in_turn(requirements)
    holds = held_on(held, today)
    found = list(islice(periods(_asked(held), today=today), EARLIER + 1))
    month, four_weeks = whole("month", today), plus(today, 1 - FOUR_WEEKS)
    since = min(month[0], four_weeks, *(period.first for period in found[-1:]))
    log = judged(entries, since=since, today=today, accepts=_accepting(held), attached=attached)
    sent = log.days("counts", "channel")
    counted = log.days("counts")
    uploaded = sorted(entry.applied_on for entry, verdict in log.recent if verdict == "counts" and entry.id in attached)
    standings = tuple(_standing(period, counted) for period in found)
    running = standings[0] if found and found[0].last >= today else None
    return Count(
        holds=holds,
        running=running,
        verdicts=log.within(running.period.first, running.period.last) if running else {},
        uploads=_uploads(held, month, done=between(uploaded, *month)) if holds else None,
        earlier=standings[1:] if running else standings[:EARLIER],
        four_weeks=between(sent, four_weeks, today),
        month=between(sent, *month),
    )


def filled_in(
    requirements: Iterable[Requirement], entries: Iterable[Entry], *, since: str, until: str
) -> tuple[Standing, ...]:
    """How each period that has a day between two dates is filled in, itself whole, newest first."""
    held = in_turn(requirements)
    found = list(takewhile(lambda period: period.last >= since, periods(_asked(held), today=until)))
    if not found:
        return ()
    last = max(until, found[0].last)
    log = judged(entries, since=found[-1].first, today=last, accepts=_accepting(held), attached=frozenset())
    counted = log.days("counts")
    return tuple(_standing(period, counted) for period in found)


def _asked(held: list[Requirement]) -> list[Stretch]:
    return [Stretch(first=each.since, last=last, kind=each.period, number=each.number) for each, last in _lasting(held)]


def _lasting(held: list[Requirement]) -> Iterator[tuple[Requirement, str]]:
    """Each with the last day that it holds."""
    return zip(held, [*(plus(each.since, -1) for each in held[1:]), LAST], strict=False)


def _accepting(held: list[Requirement]) -> Accepts:
    """By the ways agreed on the day of the application; before anything was agreed, all of them do."""
    sinces = [each.since for each in held]

    def accepts(day: str, channel: Channel) -> bool:
        at = bisect_right(sinces, day)
        return not at or not held[at - 1].channels or channel in held[at - 1].channels

    return accepts


def _standing(period: Period, counted: list[str]) -> Standing:
    done = between(counted, period.first, period.last)
    return Standing(period=period, done=done, missing=max(period.needed - done, 0))


def _uploads(held: list[Requirement], month: tuple[str, str], *, done: int) -> Uploads | None:
    """None in a month that asks for none."""
    first, last = month
    asked = [Stretch(first=each.since, last=end, kind="month", number=each.uploads) for each, end in _lasting(held)]
    needed = part_of(asked, first=first, last=last, days=int(last[8:]))
    if not needed:
        return None
    return Uploads(first=first, last=last, needed=needed, done=done, missing=max(needed - done, 0))
