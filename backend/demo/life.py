"""One invented citizen's record: meetings held, the next booked, jobs and homework handed out, a joblog kept."""

from dataclasses import dataclass
from random import Random

from msgspec import Struct

from backend.demo import words
from backend.demo.aims import aims
from backend.demo.joblog import Joblog
from backend.domain.assignment import Assignment
from backend.domain.contact_rule import load_rules
from backend.domain.course import Course, Hands, begin
from backend.domain.cv import Cv
from backend.domain.dates import days_between, plus, weekday
from backend.domain.goal import Goal
from backend.domain.ids import RANDOM_BYTES, new_id
from backend.domain.job import Job
from backend.domain.joblog import Entry
from backend.domain.meeting import MINUTE, Meeting
from backend.domain.people import Person
from backend.domain.programme import Programme, Step
from backend.domain.time import instant, local_date
from backend.domain.track import Action, Followed, Track

Row = Course | Meeting | Job | Assignment | Entry | Followed | Goal | Cv
WEEKS_BETWEEN = 4
BEGINNING = "2026-01-01"


class Plan(Struct, frozen=True, kw_only=True):
    """What is decided of a life beforehand: meetings held, days to the next (None = not booked), its clock, jobs.

    `quiet`: days since the last of the `own_entries`.
    """

    held: int
    next_in: int | None
    at: str
    jobs: int
    applied: int
    own_entries: int
    quiet: int = 7


@dataclass
class Life:
    """Tells one life; `rows` is the record it leaves, oldest first."""

    citizen: Person
    caseworker: Person
    programme: Programme
    plan: Plan
    now: int
    random: Random
    rows: list[Row]

    def tell(self, *, organisation: str, akasse: str, track: Track | None) -> None:
        """Fill `rows`; `track` is what they follow, if any."""
        today = local_date(self.now)
        turns = turns_of(self.programme)
        # Whoever has no next meeting is past the day on which it should have been.
        ahead = -self.random.randrange(3, 25) if self.plan.next_in is None else self.plan.next_in
        started_on = min(plus(today, ahead - turns[self.plan.held]), plus(today, -3))
        held_on = [on_weekday(plus(started_on, turn), back=True) for turn in turns[: self.plan.held]]
        self._course(started_on, organisation=organisation, akasse=akasse)
        following = "" if self.plan.next_in is None else on_weekday(plus(today, self.plan.next_in))
        for number, day in enumerate(held_on):
            until = held_on[number + 1] if number + 1 < len(held_on) else following
            meeting = self._meeting(self.programme.meetings[number], day, state="held")
            self._after(meeting, until=until, latest=number + 1 == len(held_on))
        if following and self.plan.held < len(self.programme.meetings):
            self._meeting(self.programme.meetings[self.plan.held], following, state="booked")
        self.rows.extend(self._log.own(self.plan.own_entries, quiet=self.plan.quiet))
        if held_on:
            self.rows.extend(aims(self.random, since=held_on[0], today=today))
        if track and held_on:
            self._track(track, since=held_on[0])

    def _after(self, meeting: Meeting, *, until: str, latest: bool) -> None:
        step = self.programme.step(meeting.step)
        least = step.jobs.count if step and step.jobs else 3
        count = self.plan.jobs if latest else least
        applied = self.plan.applied if latest else count - self.random.choice((0, 0, 1))
        for number, offer in enumerate(self.random.sample(words.JOBS, count)):
            job = self._job(offer, meeting=meeting, until=until, aside=number >= applied and not latest)
            if number < applied:
                self.rows.append(self._log.answering(job, day=self._day_after(meeting)))
        tasks = (step.homework if step else ()) or self.programme.agreements
        for fact in self.random.sample(tasks, min(2, len(tasks))):
            self._homework(fact.da, meeting=meeting, until=until, done=not latest)

    def _course(self, started_on: str, *, organisation: str, akasse: str) -> None:
        self.rows.append(
            begin(
                self.programme,
                citizen=self.citizen.id,
                born_on=self.citizen.born_on,
                started_on=started_on,
                rules=load_rules(),
                hands=Hands(caseworker=self.caseworker.name, organisation=organisation, akasse=akasse),
            )
        )

    def _meeting(self, step: Step, day: str, *, state: str) -> Meeting:
        starts_at = instant(f"{day}T{self.plan.at}")
        meeting = Meeting(
            id=self._id(min(starts_at, self.now)),
            version=0,
            step=step.ref,
            title=step.da,
            plain=step.plain,
            prepare=step.prepare,
            after=step.after,
            together_with=words.AKASSE if step.joint == "always" else "",
            starts_at=starts_at,
            minutes=45,
            mode="in-person",
            place=f"{words.JOBCENTRE}, {self.random.choice(words.ROOMS)}",
            link="",
            held_by=self.caseworker.name,
            state="held" if state == "held" else "booked",
            booked_at=min(starts_at, self.now) - 14 * 24 * 60 * MINUTE,
            ready_at=0,
            comes_at=0,
            summary="",
            gone_through=(),
            left_out=(),
            why="",
            moved_from=0,
            closed_by="",
            closed_at=0,
            received_at=0,
        )
        self.rows.append(meeting)
        return meeting

    def _job(self, offer: tuple[str, str, str, str], *, meeting: Meeting, until: str, aside: bool) -> Job:
        title, employer, place, why = offer
        handed_out_at = meeting.starts_at + 30 * MINUTE
        job = Job(
            id=self._id(handed_out_at),
            version=0,
            title=title,
            employer=employer,
            place=place,
            link=f"https://job.havneby.example/{self.random.randrange(10_000, 99_999)}",
            deadline=plus(until, self.random.randrange(-3, 1)) if until else "",
            apply_by=until,
            why=why,
            handed_out_by=self.caseworker.name,
            handed_out_at=handed_out_at,
            state="not-relevant" if aside else "open",
            reason=self.random.choice(words.REASONS) if aside else "",
            withdrawn_by="",
            withdrawn_at=0,
            received_at=handed_out_at + 24 * 60 * MINUTE if aside else 0,
        )
        self.rows.append(job)
        return job

    def _homework(self, title: str, *, meeting: Meeting, until: str, done: bool) -> None:
        given_at = meeting.starts_at + 35 * MINUTE
        self.rows.append(
            Assignment(
                id=self._id(given_at),
                version=0,
                title=title,
                detail="",
                due=until,
                done_at=given_at + 9 * 24 * 60 * MINUTE if done else 0,
                note="",
                given_by=self.caseworker.name,
                given_at=given_at,
                received_at=given_at + 9 * 24 * 60 * MINUTE if done else 0,
            )
        )

    def _track(self, track: Track, *, since: str) -> None:
        done = self.random.randrange(len(track.actions))
        self.rows.append(
            Followed(
                id=self._id(instant(f"{since}T{self.plan.at}")),
                version=0,
                track=track.ref,
                title=track.da,
                plain=track.plain,
                since=since,
                until="",
                chosen_by=self.caseworker.name,
                reason=self.random.choice(words.TRACK_REASONS),
                actions=tuple(
                    Action(
                        ref=action.ref,
                        da=action.da,
                        done_on=since if number < done else "",
                        done_by=self.caseworker.name if number < done else "",
                    )
                    for number, action in enumerate(track.actions)
                ),
            )
        )

    def _day_after(self, meeting: Meeting) -> str:
        day = plus(local_date(meeting.starts_at), self.random.randrange(1, 14))
        return min(day, plus(local_date(self.now), -1))

    @property
    def _log(self) -> Joblog:
        return Joblog(random=self.random, today=local_date(self.now))

    def _id(self, at: int) -> str:
        return new_id(at, self.random.randbytes(RANDOM_BYTES))


def turns_of(programme: Programme) -> list[int]:
    """How many days into a course each meeting is held: late in its window, else every four weeks."""
    turns: list[int] = []
    for number, step in enumerate(programme.meetings):
        turn = 7 + 7 * WEEKS_BETWEEN * number
        if step.window:
            span = step.window.span(BEGINNING)
            turn = (days_between(BEGINNING, span.first) + 2 * days_between(BEGINNING, span.last)) // 3
        turns.append(max(turn, turns[-1] + 14) if turns else turn)
    return turns


def on_weekday(day: str, *, back: bool = False) -> str:
    """The date itself, or the nearest weekday after it (before it, with `back`) when it lies in a weekend."""
    while weekday(day) > 4:
        day = plus(day, -1 if back else 1)
    return day
