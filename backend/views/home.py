"""The start page: the next meeting, jobs to apply for, homework, this week's joblog."""

from msgspec import Struct

from backend.domain.joblog import in_week_of
from backend.domain.meeting import next_of
from backend.domain.record import Record
from backend.domain.time import local_date
from backend.views.agreements import AgreementCard, agreement_cards
from backend.views.assignments import AssignmentCard, AssignmentProgress, assignment_cards, assignment_progress
from backend.views.course_title import course_title
from backend.views.jobs import JobProgress, job_progress
from backend.views.meetings import MeetingCard, meeting_card
from backend.views.placements import PlacementCard, near_placement
from backend.views.requirement_bar import Bar, bar_of, count_of
from backend.views.shell import Shell

MOST_ASSIGNMENTS = 3


class HomePage(Struct, frozen=True, kw_only=True):
    """`meeting` is None when nothing is booked; `assignments` at most three open ones; `agreements` all of them.

    `bar` is how the requirement is filled in, None when nothing is in force. `placement` is the one that runs or
    begins within two weeks, else None.
    """

    shell: Shell
    meeting: MeetingCard | None
    jobs: JobProgress
    homework: AssignmentProgress
    assignments: tuple[AssignmentCard, ...]
    agreements: tuple[AgreementCard, ...]
    this_week: int
    bar: Bar | None
    course_title: str
    caseworker: str
    placement: PlacementCard | None


def home_page(shell: Shell, record: Record, *, now: int) -> HomePage:
    """The start page at the instant `now`."""
    today = local_date(now)
    meeting = next_of(record.meetings, now=now)
    left = [card for card in assignment_cards(record) if not card.done]
    return HomePage(
        shell=shell,
        meeting=meeting_card(meeting, record.wishes) if meeting else None,
        jobs=job_progress(record, today=today),
        homework=assignment_progress(record, today=today),
        assignments=tuple(left[:MOST_ASSIGNMENTS]),
        agreements=tuple(card for card in agreement_cards(record) if not card.done),
        this_week=in_week_of(today, record.entries),
        bar=bar_of(count_of(record, today=today)),
        course_title=course_title(record),
        caseworker=record.course.caseworker if record.course else "",
        placement=near_placement(record, today=today),
    )
