"""A year of bookings, moves, choices, killed workers and failing push services, and of what Anne is told in it.

Never late, never for something gone, never twice, never in quiet hours, never none.
"""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from backend.domain.delivery import Delivery
from backend.domain.preference import Preferences
from backend.domain.programmes import load_all
from backend.domain.reminder import Kind, Reminder
from backend.domain.reminding import meetings as of_meetings
from backend.domain.reminding import placed
from backend.domain.reminding import plan as planning
from backend.store import reminder_queue, reminders
from backend.store.engine import Database
from backend.store.reminder_queue import Claimed
from backend.worker import checking
from backend.worker import reminders as delivering
from backend.worker.checking import Checked
from tests.support.databases import Databases, opened
from tests.support.reminded_witness import Wrong
from tests.support.reminded_year import HOUR, RemindedYear

SHELF = load_all().programmes
GAPS = (0, 1, 3, 9, 14, 26, 60, 130, 260)
HOURS = ("06:30", "07:00", "08:30", "09:00", "10:00", "13:00", "15:30", "19:00", "22:00")
QUIET = (("21:00", "08:00"), ("22:00", "09:00"), ("20:00", "06:00"), ("08:00", "08:00"), ("23:30", "10:30"))
OFF: tuple[tuple[Kind, ...], ...] = (
    (),
    ("meeting-week",),
    ("meeting-booked", "meeting-moved"),
    ("meeting-soon", "joblog-quiet"),
    ("meeting-booked", "meeting-week", "meeting-tomorrow"),
)
ACTS = {
    "book": 4,
    "move": 4,
    "cancel": 2,
    "miss": 1,
    "hold": 3,
    "apply": 3,
    "homework": 2,
    "job": 2,
    "done": 1,
    "choose": 2,
    "kill": 3,
    "sleep": 2,
    "fail": 2,
    "lose": 1,
}
STEPS_A_YEAR = 90
Step = tuple[str, int, int, int]
STEPS = st.tuples(
    st.sampled_from([act for act, weight in ACTS.items() for _ in range(weight)]),
    st.sampled_from(GAPS),
    st.integers(0, 25),
    st.integers(0, 44),
)


Fault = Callable[[pytest.MonkeyPatch], None]


def _ignores_quiet_hours(planting: pytest.MonkeyPatch) -> None:
    def moment(due: int, *_: object, **__: object) -> int:
        return due

    def is_quiet(*_: object) -> bool:
        return False

    planting.setattr(placed, "moment", moment)
    planting.setattr(placed, "is_quiet", is_quiet)


def _forgets_what_it_sent(planting: pytest.MonkeyPatch) -> None:
    async def settle(*_: object) -> None:
        pass

    async def deliveries(*_: object) -> dict[str, list[Delivery]]:
        return {}

    planting.setattr(reminder_queue, "settle", settle)
    planting.setattr(reminder_queue, "deliveries", deliveries)


def _believes_what_was_once_planned(planting: pytest.MonkeyPatch) -> None:
    known: dict[str, Reminder] = {}
    note = reminders.Difference.note

    def noted(self: reminders.Difference, *args: Any, **kwargs: Any) -> None:
        note(self, *args, **kwargs)
        self.gone.clear()

    def plan(*args: Any, **kwargs: Any) -> tuple[Reminder, ...]:
        known.update({each.id: each for each in planning.plan(*args, **kwargs)})
        return tuple(known.values())

    planting.setattr(reminders.Difference, "note", noted)
    planting.setattr(checking, "plan", plan)


def _sends_what_is_over(planting: pytest.MonkeyPatch) -> None:
    async def checked(db: Database, claimed: Sequence[Claimed], *, now: int) -> dict[str, Checked]:
        return await checking.checked(db, claimed, now=now - 30 * HOUR)

    planting.setattr(delivering, "checked", checked)


def _knows_of_no_short_notice(planting: pytest.MonkeyPatch) -> None:
    def at_once(*_: object) -> list[Reminder]:
        return []

    planting.setattr(of_meetings, "_said_at_once", at_once)


def _takes_nobody_at_their_word(planting: pytest.MonkeyPatch) -> None:
    def wants(*_: object) -> bool:
        return True

    planting.setattr(Preferences, "wants", wants)


FAULTS: dict[str, Fault] = {
    "in quiet hours": _ignores_quiet_hours,
    "twice": _forgets_what_it_sent,
    "of something gone": _believes_what_was_once_planned,
    "late": _sends_what_is_over,
    "none": _knows_of_no_short_notice,
    "switched off": _takes_nobody_at_their_word,
}


@pytest.fixture(scope="module")
def loop() -> Generator[asyncio.Runner]:
    """All years are lived in one loop."""
    with asyncio.Runner() as runner:
        yield runner


def test_in_a_year_she_is_told_all_and_only_what_is_so(databases: Databases, loop: asyncio.Runner) -> None:
    tell(databases, loop, examples=8)


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_planted_fault_is_caught(
    databases: Databases, loop: asyncio.Runner, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    FAULTS[fault](monkeypatch)
    with pytest.raises(Wrong, match=fault):
        loop.run(lived_until(databases, fault))


async def lived_until(databases: Databases, fault: str) -> None:
    """Years of any kind, one after the other. Raises Wrong when that is wrong in one of them."""
    for seed in range(20):
        try:
            await lived(databases, drawn(seed))
        except Wrong as wrong:
            if fault in str(wrong):
                raise


def drawn(seed: int) -> list[Step]:
    """A year's steps by chance, the same for the same seed."""
    random = Random(seed)  # noqa: S311 -- guards nothing
    acts = [act for act, weight in ACTS.items() for _ in range(weight)]
    return [
        (random.choice(acts), random.choice(GAPS), random.randint(0, 25), random.randint(0, 44))
        for _ in range(STEPS_A_YEAR)
    ]


@pytest.mark.soak
def test_in_many_years_too(databases: Databases, loop: asyncio.Runner) -> None:
    tell(databases, loop, examples=400)


def tell(databases: Databases, loop: asyncio.Runner, *, examples: int) -> None:
    """Live so many years and ask the witness. One that fails is told as it is: to look for the shortest takes long."""

    @settings(max_examples=examples, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(script=st.lists(STEPS, min_size=STEPS_A_YEAR, max_size=STEPS_A_YEAR))
    def live(script: list[Step]) -> None:
        loop.run(lived(databases, script))

    live()


async def lived(databases: Databases, script: list[Step]) -> RemindedYear:
    """The year. Raises Wrong."""
    async with opened(databases.fresh("sqlite")) as db:
        year = RemindedYear(db, SHELF["A"])
        await live_through(year, script)
    return year


async def live_through(year: RemindedYear, script: list[Step]) -> None:
    """Take the steps."""
    await year.begin()
    await year.book(days=3)
    for act, gap, days, pick in script:
        await year.until(year.clock.now + gap * HOUR + pick * 60_000)
        year.hour = HOURS[pick % len(HOURS)]
        await take(year, act, days, pick)
    await year.until(year.clock.now + 30 * 24 * HOUR)


async def take(year: RemindedYear, act: str, days: int, pick: int) -> None:
    """One step: something happens, or something goes wrong."""
    happens: dict[str, Callable[[], Awaitable[None]]] = {
        "book": lambda: year.book(days=days),
        "move": lambda: year.move(days=days),
        "cancel": year.cancel,
        "miss": year.miss,
        "hold": lambda: year.hold(jobs=pick % 4, early=False, days=0),
        "apply": year.applies,
        "homework": lambda: year.gets_homework(days=days),
        "job": lambda: year.gets_job(days=days),
        "done": year.does_it_all,
        "choose": lambda: year.chooses(off=OFF[days % len(OFF)], quiet=QUIET[pick % len(QUIET)]),
        "lose": lambda: year.loses_phone(hours=1 + pick),
    }
    if act in happens:
        await happens[act]()
    elif act == "kill":
        year.worker.doomed = True
    elif act == "sleep":
        year.worker_sleeps(hours=1 + pick % 40)
    else:
        year.push_fails(hours=1 + pick % 40, retry_after=days * 60_000)
