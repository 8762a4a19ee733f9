"""The start page: the next meeting, jobs to apply for, homework, this week's joblog."""

from msgspec import Struct

from backend.views.assignments import AssignmentCard, AssignmentProgress
from backend.views.jobs import JobProgress
from backend.views.meetings import MeetingCard
from backend.views.shell import Shell


class HomePage(Struct, frozen=True, kw_only=True):
    """`meeting` is None when nothing is booked; `assignments` the open ones, at most three."""

    shell: Shell
    meeting: MeetingCard | None
    jobs: JobProgress
    homework: AssignmentProgress
    assignments: tuple[AssignmentCard, ...]
    this_week: int
    course_title: str
    caseworker: str
