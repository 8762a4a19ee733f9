"""The caseworker's pages: «Mine borgere» and one citizen."""

from msgspec import Struct

from backend.views.assignments import AssignmentCard
from backend.views.form import Field
from backend.views.joblog import Week
from backend.views.jobs import JobCard, JobProgress
from backend.views.meetings import MeetingCard
from backend.views.shell import Shell


class CitizenLine(Struct, frozen=True, kw_only=True):
    """One row of the list. `next_meeting` is local "YYYY-MM-DDTHH:MM" or ""; `last_entry` a date or ""."""

    id: str
    name: str
    course: str
    next_meeting: str
    jobs_done: int
    jobs_total: int
    this_week: int
    last_entry: str


class CitizensPage(Struct, frozen=True, kw_only=True):
    """«Mine borgere»."""

    shell: Shell
    citizens: tuple[CitizenLine, ...]


class CitizenPage(Struct, frozen=True, kw_only=True):
    """One citizen, drawn with the citizen's own parts, and the three forms of the caseworker.

    `fresh` is the id that whatever is made by one of the forms will get, so that a form sent twice makes one.
    `open_form` is the form that stands open because something in it was wrong: "job", "assignment", "meeting" or "".
    """

    shell: Shell
    id: str
    name: str
    course: str
    meeting: MeetingCard | None
    progress: JobProgress
    jobs: tuple[JobCard, ...]
    assignments: tuple[AssignmentCard, ...]
    weeks: tuple[Week, ...]
    this_week: int
    job_form: tuple[Field, ...]
    assignment_form: tuple[Field, ...]
    meeting_form: tuple[Field, ...]
    fresh: str
    open_form: str
