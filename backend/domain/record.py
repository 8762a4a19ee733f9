"""A citizen's whole record, as pages are drawn from it."""

from msgspec import Struct, structs

from backend.domain.agreement import Agreement
from backend.domain.assignment import Assignment
from backend.domain.attachment import Attachment
from backend.domain.course import Course
from backend.domain.cv import Cv
from backend.domain.decision import Decision
from backend.domain.goal import Goal
from backend.domain.job import Job
from backend.domain.joblog import Entry
from backend.domain.meeting import Meeting
from backend.domain.placement import Placement
from backend.domain.requirement import Requirement
from backend.domain.track import Followed
from backend.domain.wish import Wish


class Record(Struct, frozen=True, kw_only=True):
    """All rows of one record, in no particular order; `course` and `cv` are None before there is one."""

    course: Course | None
    meetings: tuple[Meeting, ...]
    jobs: tuple[Job, ...]
    assignments: tuple[Assignment, ...]
    entries: tuple[Entry, ...]
    attachments: tuple[Attachment, ...]
    agreements: tuple[Agreement, ...]
    wishes: tuple[Wish, ...]
    decisions: tuple[Decision, ...]
    placements: tuple[Placement, ...]
    tracks: tuple[Followed, ...]
    requirements: tuple[Requirement, ...]
    goals: tuple[Goal, ...]
    cv: Cv | None


def shared(record: Record) -> Record:
    """The record as anybody else than the citizen may see it: without private notes."""
    return structs.replace(record, entries=tuple(structs.replace(entry, private_note="") for entry in record.entries))
