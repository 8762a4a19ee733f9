"""A year of each programme, in any order of booking, moving, missing and holding: nothing is miscounted or lost."""

import asyncio
import datetime as dt
from calendar import monthrange
from collections.abc import Generator

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from backend.domain.course import rolled
from backend.domain.programme import Programme
from backend.domain.programmes import load_all
from backend.domain.reminding.plan import plan
from backend.domain.reminding.state import Part
from backend.domain.timeline import standings
from backend.store import reminder_state
from backend.store.engine import Database
from tests.support.databases import Databases, opened
from tests.support.year import BEGUN, Year, states_of

WEEK = 7 * 24 * 60 * 60 * 1000
SHELF = load_all().programmes
ACTS = ["book", "book", "move", "cancel", "miss", "hold", "hold", "hold", "rest"]
WEEKS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(1, 40), st.integers(0, 6), st.booleans()), min_size=20, max_size=52
)
# The programmes' deadlines for a whole course, written out by hand: months passed at the start and the end, how many.
WHOLE = {"C": {"C.0.2": [(0, 3, 2)], "C.0.3": [(3, 15, 4), (15, 27, 4), (27, 39, 4)]}}


@pytest.fixture(scope="module")
def loop() -> Generator[asyncio.Runner]:
    """All years are lived in one loop."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.mark.parametrize("letter", sorted(SHELF))
def test_in_a_year_no_deadline_is_miscounted_and_nothing_agreed_is_lost(
    databases: Databases, loop: asyncio.Runner, letter: str
) -> None:
    named = databases.fresh("sqlite")

    # A year that fails is told as it is: to look for the shortest would take longer than a test may.
    @settings(max_examples=12, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(weeks=WEEKS)
    def live(weeks: list[tuple[str, int, int, bool]]) -> None:
        async def lived() -> None:
            async with opened(named) as db:
                await _live(db, SHELF[letter], weeks)

        loop.run(lived())

    live()


async def _live(db: Database, programme: Programme, weeks: list[tuple[str, int, int, bool]]) -> None:
    year = Year(db, programme)
    await year.begin()
    await year.book(days=3)
    for act, days, jobs, flag in weeks:
        match act:
            case "book":
                await year.book(days=days)
            case "move":
                await year.move(days=days)
            case "cancel":
                await year.cancel()
            case "miss":
                await year.miss()
            case "hold":
                await year.hold(jobs=jobs, early=flag, days=days if jobs % 2 else 0)
            case _:
                pass
        year.clock.now += WEEK
    await _nothing_is_lost(year)
    await _no_deadline_is_miscounted(year)
    await _reminders_are_those_of_what_is_booked(year)


async def _nothing_is_lost(year: Year) -> None:
    record = await year.record()
    assert states_of(record.meetings) == year.states
    assert {each.id: each.starts_at for each in record.meetings} == year.starts
    assert {(job.title, job.apply_by) for job in record.jobs if job.state == "open"} == year.jobs
    assert len(record.jobs) == len(year.jobs)
    assert sorted(each.what for each in record.agreements) == sorted(year.agreed)
    assert sorted(each.title for each in record.assignments) == sorted(f"Opgave {each}" for each in year.agreed)
    booked = [each.step for each in record.meetings if each.state == "booked"]
    assert len(booked) == len(set(booked))


async def _no_deadline_is_miscounted(year: Year) -> None:
    record = await year.record()
    assert record.course
    course = rolled(record.course, year.programme, today=year.today)
    found = standings(year.programme, course.line, record.meetings, started_on=BEGUN, today=year.today)
    held = {step for _, step in year.held_on}
    for stop in course.line:
        for each in found:
            if each.ref == stop.ref:
                overdue = (dt.date.fromisoformat(year.today) - dt.date.fromisoformat(stop.closes_on)).days
                assert each.state == ("met" if stop.ref in held else "overdue" if overdue > 0 else "due")
                assert each.days == -overdue
    for ref, spans in WHOLE.get(year.programme.ref, {}).items():
        told = [each for each in found if each.ref == ref]
        for number, (each, (first, last, least)) in enumerate(zip(told, spans, strict=False)):
            # The day on which one window ends is not the next one's too.
            opens = _months_on(first) + dt.timedelta(days=min(number, 1))
            within = [day for day, _ in year.held_on if str(opens) <= day <= str(_months_on(last))]
            assert (each.held, each.least, each.due_on) == (len(within), least, str(_months_on(last)))
            assert (each.state == "met") == (len(within) >= least)


async def _reminders_are_those_of_what_is_booked(year: Year) -> None:
    parts = frozenset[Part]({"meetings"})
    now = year.clock.now
    [read] = await reminder_state.read(year.db, [year.anne.id], now=now, parts=parts)
    wanted = {each.id for each in plan(read.state, read.preferences, now=now, parts=parts) if each.due_at > now}
    # Nobody sends any here: what has become pointless waits for a worker to say so.
    found = await year.db.run(
        "SELECT id, about, kind FROM reminder WHERE citizen = {} AND state = 'planned' AND pointless_at > {}",
        year.anne.id,
        now,
    )
    assert {row["id"] for row in found} >= wanted
    standing = ("meeting-week", "meeting-tomorrow", "meeting-soon")
    assert {row["about"] for row in found if row["kind"] in standing} <= {*year.open()}


def _months_on(months: int) -> dt.date:
    begun = dt.date.fromisoformat(BEGUN)
    years, month = divmod(begun.month - 1 + months, 12)
    year = begun.year + years
    return begun.replace(year=year, month=month + 1, day=min(begun.day, monthrange(year, month + 1)[1]))
