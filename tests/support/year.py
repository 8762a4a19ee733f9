"""A course lived through: what a caseworker does goes through the real commands, and is counted beside them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from msgspec import structs

from backend.clock import fresh_id
from backend.commands import holding, meetings
from backend.commands.agreements import Make
from backend.commands.assignments import Give
from backend.commands.holding import Hold
from backend.commands.jobs import HandOut
from backend.commands.meetings import Book, Cancel, Miss, Move
from backend.commands.write import Ground, Write, writing
from backend.demo.settle import settle
from backend.demo.town import Household, Town
from backend.domain.agenda import Minutes, agenda
from backend.domain.agreement import Promise
from backend.domain.assignment import Homework
from backend.domain.booking import Booking, next_stop
from backend.domain.contact_rule import load_rules
from backend.domain.course import Course, Hands, begin
from backend.domain.errors import Invalid, JointMeetingNeeded
from backend.domain.job import Offer
from backend.domain.meeting import DAY, Meeting, Time
from backend.domain.organisation import Organisation
from backend.domain.people import Person
from backend.domain.programme import Programme
from backend.domain.record import Record
from backend.domain.time import instant, local_date
from backend.store import record as records
from backend.store.engine import Database
from tests.support.people import SetClock

BEGUN = "2026-11-25"


@dataclass
class Year:
    """One citizen's course on one data base, and a tally of what was done in it, kept by nobody's code but this."""

    db: Database
    programme: Programme
    clock: SetClock = field(default_factory=lambda: SetClock(instant(f"{BEGUN}T08:00")))
    states: dict[str, str] = field(default_factory=dict[str, str])
    steps: dict[str, str] = field(default_factory=dict[str, str])
    starts: dict[str, int] = field(default_factory=dict[str, int])
    held_on: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    joint: set[str] = field(default_factory=set[str])
    jobs: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    agreed: set[str] = field(default_factory=set[str])
    refused: int = 0
    remarked: int = 0

    async def begin(self) -> None:
        """The first day."""
        jobcentre = Organisation(id=fresh_id(), kind="jobcentre", name="Jobcenter Havneby")
        akasse = Organisation(id=fresh_id(), kind="a-kasse", name="A-kassen")
        self.karen = Person(id=fresh_id(), name="Karen Lund", role="caseworker", organisation=jobcentre.id)
        sofie = Person(id=fresh_id(), name="Sofie Bang", role="caseworker", organisation=akasse.id)
        self.anne = Person(id=fresh_id(), name="Anne Holm", role="citizen", organisation=jobcentre.id)
        course = begin(
            self.programme,
            citizen=self.anne.id,
            born_on="",
            started_on=BEGUN,
            rules=load_rules(),
            hands=Hands(caseworker="Karen Lund", organisation=jobcentre.name, akasse=akasse.name),
        )
        household = Household(citizen=self.anne, caseworker=self.karen, akasse_caseworker=sofie, rows=(course,))
        town = Town(
            organisations=(jobcentre, akasse), caseworkers=(self.karen, sofie), households=(household,), files={}
        )
        async with self.db.transaction():
            await settle(town, now=self.clock.now)

    @property
    def today(self) -> str:
        """The Danish day it is."""
        return local_date(self.clock.now)

    async def record(self) -> Record:
        """As it stands."""
        return await records.read(self.db, self.anne.id)

    def open(self) -> list[str]:
        """Ids of booked meetings, the earliest first."""
        return sorted((each for each, state in self.states.items() if state == "booked"), key=self.starts.__getitem__)

    async def book(self, *, days: int) -> None:
        """The next meeting of the line, alone where that is allowed."""
        wanted = await self._next(days=days)
        if wanted is None:
            return
        await self._meant(lambda said: self._do("meeting.book", meetings.book, _anyway(wanted, said)))
        self._note(wanted)

    async def move(self, *, days: int) -> None:
        """The earliest meeting to another day."""
        for meeting in self.open()[:1]:
            move = Move(meeting=meeting, time=self._time(days), why="Karen er syg")
            time = move.time
            await self._meant(
                lambda said, move=move: self._do("meeting.move", meetings.move, structs.replace(move, anyway=said))
            )
            self.starts[meeting] = time.starts_at

    async def cancel(self) -> None:
        """The earliest meeting is called off."""
        for meeting in self.open()[:1]:
            await self._do("meeting.cancel", meetings.cancel, Cancel(meeting=meeting, why="Anne er syg"))
            self.states[meeting] = "cancelled"
            self.joint.discard(meeting)

    async def miss(self) -> None:
        """The day of the earliest meeting comes, and nobody."""
        for meeting in self.open()[:1]:
            self.clock.now = max(self.clock.now, self.starts[meeting] + 1)
            await self._do("meeting.miss", meetings.miss, Miss(meeting=meeting))
            self.states[meeting] = "missed"
            self.joint.discard(meeting)

    async def hold(self, *, jobs: int, early: bool, days: int) -> None:
        """The earliest meeting, on its day or before it, with so many jobs and, if `days`, the next one booked."""
        for meeting in self.open()[:1]:
            if not early:
                self.clock.now = max(self.clock.now, self.starts[meeting])
            following = await self._next(days=days) if days else None
            hold = self._hold(meeting, jobs=jobs, following=following)
            await self._meant(
                lambda said, hold=hold: self._do(
                    "meeting.hold",
                    holding.hold,
                    structs.replace(hold, following={at: _anyway(each, said) for at, each in hold.following.items()}),
                )
            )
            # The same once more, as after an answer that was lost.
            if jobs:
                await self._do("meeting.hold", holding.hold, hold)
            self.states[meeting] = "held"
            self.starts[meeting] = min(self.starts[meeting], self.clock.now)
            self.held_on.append((local_date(self.starts[meeting]), self.steps[meeting]))
            if following:
                self._note(following)

    def _hold(self, meeting: str, *, jobs: int, following: Book | None) -> Hold:
        its = agenda(self.programme, self.steps[meeting], group="")
        offers = [self._offer(f"{meeting}/{number}") for number in range(jobs)]
        self.jobs |= {(each.offer.title, each.offer.apply_by) for each in offers}
        self.agreed |= {meeting}
        homework = Homework(title=f"Opgave {meeting}", detail="", due="")
        promise = Promise(who="citizen", what=meeting, by="")
        whys = {fact.ref: "Nåede det ikke" for fact in its.mandatory} | {its.jobs: "Der var ikke flere"}
        return Hold(
            meeting=meeting,
            minutes=Minutes(summary="Det gik", gone_through=(), whys=whys),
            jobs={f"job-{number}": each for number, each in enumerate(offers)},
            homework={"own-0": Give(id=fresh_id(), homework=homework)},
            agreements={"promise-0": Make(id=fresh_id(), meeting=meeting, promise=promise)},
            following={"next": following} if following else {},
        )

    def _offer(self, title: str) -> HandOut:
        by = local_date(self.clock.now + 14 * DAY)
        offer = Offer(title=title, employer="Kroen", place="", link="", deadline="", apply_by=by, why="")
        return HandOut(id=fresh_id(), offer=offer)

    async def _next(self, *, days: int) -> Book | None:
        course = await self._course()
        stop = next_stop(course.line, (await self.record()).meetings)
        if stop is None:
            return None
        alone = Booking(step=stop.ref, together="", time=self._time(days))
        book = Book(id=fresh_id(), booking=alone)
        if stop.ref == "D.6" and "D.5" not in {self.steps[each] for each in self.joint}:
            # Alone, the last of the two would be the second without the a-kasse.
            try:
                await self._do("meeting.book", meetings.book, book)
            except JointMeetingNeeded:
                self.refused += 1
            else:
                raise AssertionError("D.6 was booked without the a-kasse, and so was D.5")
            book = Book(id=fresh_id(), booking=Booking(step=stop.ref, together="yes", time=alone.time))
        return book

    def _note(self, book: Book) -> None:
        self.states[book.id] = "booked"
        self.steps[book.id] = book.booking.step
        self.starts[book.id] = book.booking.time.starts_at
        if book.booking.together:
            self.joint.add(book.id)

    def _time(self, days: int) -> Time:
        day = local_date(self.clock.now + days * DAY)
        return Time(starts_at=instant(f"{day}T13:00"), minutes=45, mode="phone", place="", link="")

    async def _course(self) -> Course:
        course = (await self.record()).course
        assert course
        return course

    async def _meant(self, act: Callable[[str], Awaitable[object]]) -> None:
        """Karen reads what is remarked about a time, if anything, and goes on."""
        try:
            await act("")
        except Invalid as error:
            (said,) = error.fields.values()
            self.remarked += 1
            await act(said)

    async def _do(self, name: str, command: Callable[..., Awaitable[object]], args: Any) -> None:
        ground = Ground(db=self.db, clock=self.clock, fresh_id=fresh_id)
        act: Callable[[Write, Any], Awaitable[object]] = partial(command, programme=self.programme)
        async with writing(ground, actor=self.karen, citizen=self.anne.id, command=name) as write:
            await act(write, args)


def _anyway(book: Book, said: str) -> Book:
    return structs.replace(book, booking=structs.replace(book.booking, anyway=said))


def states_of(meetings_of: tuple[Meeting, ...]) -> dict[str, str]:
    """{id: state}."""
    return {each.id: each.state for each in meetings_of}
