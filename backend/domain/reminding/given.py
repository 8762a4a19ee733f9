"""Reminders of what was given and agreed: jobs and homework, when they come, and all of it before its time runs out."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from msgspec import structs

from backend.domain.dates import plus
from backend.domain.meeting import DAY
from backend.domain.reminder import Kind, Reminder
from backend.domain.reminding.placed import MORNING, placed
from backend.domain.reminding.state import NEWS_LASTS, Asked, GivenHomework, GivenJob
from backend.domain.time import instant, local_date


class _Dated(NamedTuple):
    """Something to be ready for on a date, and the page where it stands."""

    title: str
    due: str
    given_at: int
    path: str


GivenT = TypeVar("GivenT", GivenJob, _Dated)

DAYS_BEFORE_DEADLINE = 2
DAYS_BEFORE_MEETING = 3
JUST_GIVEN = DAY // 2
"""What was given less than this before needs no reminder besides."""


def of_given(asked: Asked) -> Iterable[Reminder]:
    """Everything about the citizen's jobs, homework, own agreements and placements."""
    jobs = [each for each in asked.state.jobs if each.state == "open"]
    yield from _news(jobs, asked.state.assignments, asked)
    for deadline, ending in _by_day(jobs, lambda job: job.deadline):
        due_at = _morning(deadline, -DAYS_BEFORE_DEADLINE)
        old = [each for each in ending if each.handed_out_at < due_at - JUST_GIVEN]
        detail = f"Frist den {_short(deadline)}: {_named(old)}"
        yield from _due(asked, "job-deadline", deadline, due_at=due_at, detail=detail, path=_path(old)) if old else ()
    for due, ending in _by_day(_dated(asked), lambda each: each.due):
        due_at = _morning(due, -1)
        old = [each for each in ending if each.given_at < due_at - JUST_GIVEN]
        detail = ", ".join(each.title for each in old)
        path = "/opgaver" if any(each.path == "/opgaver" for each in old) else "/praktik"
        yield from _due(asked, "homework-due", due, due_at=due_at, detail=detail, path=path) if old else ()
    yield from _before_meeting(jobs, asked)


def _dated(asked: Asked) -> Iterable[_Dated]:
    """Homework, what the citizen has promised, and when a placement is followed up."""
    for given in asked.state.assignments:
        yield _Dated(given.title, given.due, given.given_at, "/opgaver")
    for promised in asked.state.agreements:
        if promised.who == "citizen":
            yield _Dated(promised.what, promised.by, promised.made_at, "/opgaver")
    for placement in asked.state.placements:
        yield _Dated(f"Opfølgning: {placement.place}", placement.follow_up_on, placement.planned_at, "/praktik")


def _news(jobs: Iterable[GivenJob], homework: Iterable[GivenHomework], asked: Asked) -> Iterable[Reminder]:
    """One for everything that was given at the same time, for as long as any of it is still to do."""
    at: dict[int, tuple[list[GivenJob], list[GivenHomework]]] = {}
    for job in jobs:
        at.setdefault(job.handed_out_at, ([], []))[0].append(job)
    for each in homework:
        at.setdefault(each.given_at, ([], []))[1].append(each)
    for given_at, (new_jobs, new_homework) in at.items():
        if not asked.is_news(given_at):
            continue
        told = [_named(new_jobs)] if new_jobs else []
        reminder = _of(asked, "given", key=str(given_at), due_at=given_at, pointless_at=given_at + NEWS_LASTS)
        made = structs.replace(
            reminder,
            path=_path(new_jobs) if new_jobs else "/opgaver",
            detail=", ".join([*told, *(each.title for each in new_homework)]),
        )
        yield from placed(made, asked, known=given_at)


def _before_meeting(jobs: list[GivenJob], asked: Asked) -> Iterable[Reminder]:
    """Jobs that were to be applied for by the next meeting and are still open shortly before it."""
    for meeting in asked.ahead()[:1]:
        due_at = _morning(local_date(meeting.starts_at), -DAYS_BEFORE_MEETING)
        day = local_date(max(due_at, asked.now))
        left = [
            each
            for each in jobs
            if (not each.apply_by or each.apply_by >= day) and each.handed_out_at < due_at - JUST_GIVEN
        ]
        if left and meeting.booked_at < due_at:
            reminder = Reminder(
                id=f"{meeting.id}/jobs-open/{meeting.starts_at}",
                person=asked.state.citizen,
                citizen=asked.state.citizen,
                kind="jobs-open",
                about=meeting.id,
                due_at=due_at,
                pointless_at=meeting.starts_at,
                at=meeting.starts_at,
                path=_path(left),
                detail=_named(left),
            )
            yield from placed(reminder, asked, known=meeting.booked_at)


def _due(asked: Asked, kind: Kind, day: str, *, due_at: int, detail: str, path: str) -> list[Reminder]:
    """Before the date `day`, at whose end it is pointless."""
    over = instant(f"{plus(day, 1)}T00:00")
    reminder = _of(asked, kind, key=day, due_at=due_at, pointless_at=over)
    told = structs.replace(reminder, about=day, at=instant(f"{day}T12:00"), detail=detail, path=path)
    return placed(told, asked, known=due_at - JUST_GIVEN)


def _of(asked: Asked, kind: Kind, *, key: str, due_at: int, pointless_at: int) -> Reminder:
    citizen = asked.state.citizen
    return Reminder(
        id=f"{citizen}/{kind}/{key}",
        person=citizen,
        citizen=citizen,
        kind=kind,
        about="",
        due_at=due_at,
        pointless_at=pointless_at,
    )


def _by_day(given: Iterable[GivenT], day_of: Callable[[GivenT], str]) -> Iterable[tuple[str, list[GivenT]]]:
    days: dict[str, list[GivenT]] = {}
    for each in given:
        if day := day_of(each):
            days.setdefault(day, []).append(each)
    return days.items()


def _morning(day: str, days: int) -> int:
    return instant(f"{plus(day, days)}T{MORNING}")


def _named(jobs: Iterable[GivenJob]) -> str:
    return ", ".join(f"{each.title} hos {each.employer}" for each in jobs)


def _path(jobs: list[GivenJob]) -> str:
    return f"/job/{jobs[0].id}" if len(jobs) == 1 else "/job"


def _short(day: str) -> str:
    return f"{int(day[8:])}/{int(day[5:7])}"
