"""What happened since the last meeting: facts for whoever holds the next one."""

from msgspec import Struct

from backend.domain.agenda import agenda
from backend.domain.assignment import Assignment
from backend.domain.goal import Letter, standing
from backend.domain.joblog import in_week_of
from backend.domain.meeting import Meeting
from backend.domain.programme import Programme
from backend.domain.record import Record
from backend.domain.tally import tallies
from backend.domain.time import local_date
from backend.views.cv import CvCard, cv_card
from backend.views.left_out import LeftOut, left_out


class Done(Struct, frozen=True, kw_only=True):
    """Something that was agreed, and whether it is done."""

    title: str
    done: bool


class Aimed(Struct, frozen=True, kw_only=True):
    """A goal that stands, and how many applications went towards it, wherever it stood."""

    letter: Letter
    occupation: str
    applications: int


class Since(Struct, frozen=True, kw_only=True):
    """Counts since the date `day` ("" = since the course began). `prepare` is what the citizen was asked to do.

    `left_out`: what that last meeting ended without.
    """

    day: str
    jobs_done: int
    jobs_total: int
    set_aside: int
    entries: int
    this_week: int
    goals: tuple[Aimed, ...]
    cv: CvCard
    homework: tuple[Done, ...]
    agreements: tuple[Done, ...]
    prepare: tuple[str, ...]
    ready: bool
    left_out: tuple[LeftOut, ...]


def since_last(record: Record, meeting: Meeting, *, programme: Programme, today: str) -> Since:
    """How it went since the last meeting that was held before this one."""
    before = _last(record, meeting)
    last = before.starts_at if before else 0
    day = local_date(last) if last else ""
    sent = [entry for entry in record.entries if entry.applied_on and entry.applied_on >= day]
    counted = tallies(record.goals, sent)
    jobs = [job for job in record.jobs if job.handed_out_at >= last and job.state != "withdrawn"]
    answered = {entry.job for entry in record.entries if entry.job}
    promises = [each for each in record.agreements if each.made_at >= last]
    return Since(
        day=day,
        jobs_done=sum(job.id in answered for job in jobs),
        jobs_total=len(jobs),
        set_aside=sum(job.state == "not-relevant" and job.id not in answered for job in jobs),
        entries=len(sent),
        this_week=in_week_of(today, record.entries),
        goals=tuple(
            Aimed(letter=letter, occupation=goal.occupation, applications=counted[goal.id].applications)
            for letter, goal in standing(record.goals).items()
        ),
        cv=cv_card(record.cv),
        homework=tuple(_done(each) for each in record.assignments if each.given_at >= last or not each.done_at),
        agreements=tuple(Done(title=each.what, done=each.done_at > 0) for each in promises),
        prepare=meeting.prepare,
        ready=meeting.ready_at > 0,
        left_out=_left_out(before, programme) if before else (),
    )


def last_held(record: Record, meeting: Meeting) -> str:
    """The date of the last meeting held before this one, "" when it is the first."""
    last = _last(record, meeting)
    return local_date(last.starts_at) if last else ""


def _last(record: Record, meeting: Meeting) -> Meeting | None:
    held = (each for each in record.meetings if each.state == "held" and each.id != meeting.id)
    return max(held, key=lambda each: each.starts_at, default=None)


def _left_out(meeting: Meeting, programme: Programme) -> tuple[LeftOut, ...]:
    whys = {each.ref: each.why for each in meeting.left_out}
    return left_out(agenda(programme, meeting.step, group=""), whys)


def _done(assignment: Assignment) -> Done:
    return Done(title=assignment.title, done=assignment.done_at > 0)
