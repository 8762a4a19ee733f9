"""What happened since the last meeting: facts for whoever holds the next one."""

from msgspec import Struct

from backend.domain.assignment import Assignment
from backend.domain.goal import Letter, standing
from backend.domain.joblog import in_week_of
from backend.domain.meeting import Meeting
from backend.domain.record import Record
from backend.domain.tally import tallies
from backend.domain.time import local_date
from backend.views.cv import CvCard, cv_card


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
    """Counts since the date `day` ("" = since the course began). `prepare` is what the citizen was asked to do."""

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


def since_last(record: Record, meeting: Meeting, *, today: str) -> Since:
    """How it went since the last meeting that was held before this one."""
    last = _last(record, meeting)
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
    )


def last_held(record: Record, meeting: Meeting) -> str:
    """The date of the last meeting held before this one, "" when it is the first."""
    last = _last(record, meeting)
    return local_date(last) if last else ""


def _last(record: Record, meeting: Meeting) -> int:
    held = (each.starts_at for each in record.meetings if each.state == "held" and each.id != meeting.id)
    return max(held, default=0)


def _done(assignment: Assignment) -> Done:
    return Done(title=assignment.title, done=assignment.done_at > 0)
