"""Anne's year of being reminded: what happens goes through the real commands, the real worker and a fake clock.

Workers are killed and sleep, push services fail, phones are lost; a witness judges everything Anne is told by a tally
that nobody's code but this keeps.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.clock import fresh_id
from backend.commands import assignments, joblog, jobs, preferences
from backend.commands.assignments import Give
from backend.commands.jobs import HandOut
from backend.commands.preferences import Choose
from backend.commands.subscriptions import subscribe
from backend.commands.write import Ground, writing
from backend.domain.assignment import Homework
from backend.domain.delivery import Outcome, Way
from backend.domain.job import Offer
from backend.domain.meeting import DAY, MINUTE, Time
from backend.domain.people import Person
from backend.domain.reminder import FOR_CITIZENS, Kind
from backend.domain.subscription import Subscription
from backend.domain.time import instant, local_date
from backend.notify.push import Push
from backend.notify.vapid import Keyring, Signer, new_key
from backend.notify.way import Answer, Notice
from backend.store.reminder_queue import Claimed
from backend.worker.outgoing import Ways
from backend.worker.planning import Planning
from backend.worker.reminders import LEASE, Reminders
from backend.worker.turn import Turn
from tests.support.push_service import Receiver
from tests.support.reminded_witness import Witness
from tests.support.year import Year

HOUR = 60 * MINUTE
PHONE = Receiver("https://push.example", "anne").subscription
KEYS = Keyring(Signer(new_key(), subject="mailto:drift@konkret.example"))


class Killed(BaseException):
    """The worker's process is gone."""


class Mood(Push):
    """A push service that is well or not; what it takes, Anne's phone shows at once."""

    def __init__(self, year: "RemindedYear") -> None:
        super().__init__(KEYS)
        self.year = year
        self.down_until = 0
        self.retry_after = 0
        self.lost = False

    async def send(self, address: Subscription, notice: Notice, *, now: int) -> Answer:  # noqa: ARG002
        """One attempt."""
        outcome: Outcome = "gone" if self.lost else "later" if now < self.down_until else "taken"
        if outcome == "taken":
            self.year.witness.hears(notice, at=now)
        return Answer(outcome=outcome, host="push.example", retry_after=self.retry_after if outcome == "later" else 0)


class Mortal(Reminders):
    """A worker that can be killed between sending and noting it."""

    doomed = False

    async def _turns(self, claimed: Sequence[Claimed]) -> list[Turn]:
        """What cannot be made sense of is a fault of ours, and ends the test."""
        return await self._looked_at(claimed)

    async def _note(self, turns: Sequence[Turn]) -> None:
        """Not if it is to die now."""
        if self.doomed and any(turn.made for turn in turns):
            raise Killed
        await super()._note(turns)


async def _nobody(_people: Collection[str]) -> Mapping[str, Mapping[Way, str]]:
    return {}


@dataclass
class RemindedYear(Year):
    """The course of `Year` with a worker, a phone, and trouble."""

    hour: str = "13:00"
    homework: int = 0
    awake_at: int = 0
    witness: Witness = field(init=False)

    async def begin(self) -> None:
        """The first day, with a phone in the pocket."""
        await super().begin()
        self.witness = Witness(states=self.states, starts=self.starts)
        self.push = Mood(self)
        ground = Ground(db=self.db, clock=self.clock, fresh_id=fresh_id)
        self.worker = Mortal(ground, Ways(push=self.push), addresses=_nobody)
        self.planning = Planning(ground)
        self.ground = ground
        await self.finds_phone()

    async def until(self, to: int) -> None:
        """Live on until that instant: the worker looks whenever something is due and it is awake."""
        for meeting, start in sorted(self.starts.items(), key=lambda each: each[1]):
            if self.clock.now < start <= to:
                await self._until(start)
                self.witness.judges(meeting)
        await self._until(to)

    async def _until(self, to: int) -> None:
        await self._works()
        while (at := await self._next_look()) is not None:
            at = max(at, self.clock.now, self.awake_at)
            if at >= to:
                break
            self.clock.now = at
            await self._works()
        self.clock.now = max(self.clock.now, to)

    async def _works(self) -> None:
        if self.clock.now < self.awake_at:
            return
        try:
            while await self.planning.plan_stale() or await self.worker.deliver_due():
                pass
        except Killed:
            self.worker.doomed = False
            self.witness.forgives(self.clock.now)
            self.witness.silent(self.clock.now, self.clock.now + LEASE)

    async def _next_look(self) -> int | None:
        rows = await self.db.run(
            "SELECT min(CASE WHEN due_at > leased_until THEN due_at ELSE leased_until END) AS at FROM reminder "
            "WHERE state IN ('planned', 'told')"
        )
        return rows[0]["at"]

    def _time(self, days: int) -> Time:
        """In so many days, at an hour of the script's; never in the past."""
        at = instant(f"{local_date(self.clock.now + days * DAY)}T{self.hour}")
        while at <= self.clock.now:
            at += DAY
        return Time(starts_at=at, minutes=45, mode="phone", place="", link="")

    async def book(self, *, days: int) -> None:
        """A meeting more."""
        before = set(self.starts)
        await super().book(days=days)
        for meeting in set(self.starts) - before:
            self.witness.changes(meeting, at=self.clock.now)

    async def move(self, *, days: int) -> None:
        """The next meeting to another time."""
        for meeting in self.open()[:1]:
            if self.starts[meeting] > self.clock.now:
                self.witness.changes(meeting, at=self.clock.now, stood=self.starts[meeting])
                await super().move(days=days)

    async def cancel(self) -> None:
        """The next meeting is called off."""
        for meeting in self.open()[:1]:
            self.witness.changes(meeting, at=self.clock.now)
            await super().cancel()

    async def miss(self) -> None:
        """The next meeting comes, and Anne does not."""
        await self._to_the_meeting()
        await super().miss()

    async def hold(self, *, jobs: int, early: bool, days: int) -> None:
        """The next meeting is held on its day."""
        await self._to_the_meeting()
        for meeting in self.open()[:1]:
            self.witness.given_at_meetings.add(max(self.clock.now, self.starts[meeting]))
            await super().hold(jobs=jobs, early=early, days=days)

    async def _to_the_meeting(self) -> None:
        for meeting in self.open()[:1]:
            if self.starts[meeting] > self.clock.now:
                await self.until(self.starts[meeting])

    async def applies(self) -> None:
        """Anne writes an application of today."""
        today = local_date(self.clock.now)
        add = joblog.Add(
            id=fresh_id(), title="Kok", employer="Kroen", place="", link="", applied_on=today, channel="posted", note=""
        )
        await self._acts(self.anne, joblog.add, add)
        self.witness.applications.add(today)

    async def gets_homework(self, *, days: int) -> None:
        """Due in so many days."""
        self.homework += 1
        due = local_date(self.clock.now + days * DAY)
        give = Give(id=fresh_id(), homework=Homework(title=f"Opgave {self.homework}", detail="", due=due))
        await self._acts(self.karen, assignments.give, give)
        self.witness.homework[give.id] = (self.clock.now, due)

    async def gets_job(self, *, days: int) -> None:
        """With a deadline in so many days."""
        deadline = local_date(self.clock.now + days * DAY)
        offer = Offer(title="Kok", employer="Kroen", place="", link="", deadline=deadline, apply_by="", why="")
        given = HandOut(id=fresh_id(), offer=offer)
        await self._acts(self.karen, jobs.hand_out, given)
        self.witness.jobs[given.id] = (self.clock.now, deadline)

    async def does_it_all(self) -> None:
        """Homework done, jobs declined."""
        for homework in self.witness.homework:
            await self._acts(self.anne, assignments.complete, assignments.Complete(assignment=homework, done=True))
        for job in self.witness.jobs:
            await self._acts(self.anne, jobs.decline, jobs.Decline(job=job, reason="Ikke noget for mig"))
        self.witness.homework.clear()
        self.witness.jobs.clear()

    async def chooses(self, *, off: Collection[Kind], quiet: tuple[str, str]) -> None:
        """Anne ticks what she wants."""
        on = [kind for kind in FOR_CITIZENS if kind not in off]
        args = Choose(on=on, quiet_from=quiet[0], quiet_to=quiet[1], details=False)
        await preferences.choose(self.ground, args, actor=self.anne)
        self.witness.chosen(off=frozenset(off), quiet=quiet, at=self.clock.now)

    async def finds_phone(self) -> None:
        """Her browser subscribes."""
        self.push.lost = False
        await subscribe(self.ground, PHONE, actor=self.anne, hosts=("push.example",))

    async def loses_phone(self, *, hours: int) -> None:
        """For so long nothing reaches her."""
        self.push.lost = True
        self.witness.silent(self.clock.now, self.clock.now + hours * HOUR)
        await self.until(self.clock.now + hours * HOUR)
        await self.finds_phone()

    def push_fails(self, *, hours: int, retry_after: int) -> None:
        """The push service says «later» for so long."""
        self.push.down_until = self.clock.now + hours * HOUR
        self.push.retry_after = retry_after
        self.witness.silent(self.clock.now, self.push.down_until)

    def worker_sleeps(self, *, hours: int) -> None:
        """No worker runs for so long."""
        self.awake_at = self.clock.now + hours * HOUR
        self.witness.silent(self.clock.now, self.awake_at)

    async def _acts(self, who: Person, command: Callable[..., Awaitable[object]], args: Any) -> None:
        async with writing(self.ground, actor=who, citizen=self.anne.id, command="year") as write:
            await command(write, args)
