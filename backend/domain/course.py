"""A course: one citizen's run through a programme, and where it stands."""

from msgspec import Struct


class Course(Struct, frozen=True, kw_only=True):
    """One citizen's course. `id` is the citizen's own id: a record holds one course.

    `started_on` is a date; `caseworker` is the name of who holds the course, `organisation` and
    `akasse` the labels of the two authorities ("" without an a-kasse).
    """

    id: str
    version: int
    programme: str
    programme_title: str
    started_on: str
    meetings_planned: int
    caseworker: str
    organisation: str
    akasse: str


class Standing(Struct, frozen=True, kw_only=True):
    """Where one citizen's course stands, for a caseworker's list.

    `next_meeting` is an instant, 0 = none booked; jobs are those to be applied for today or later;
    `last_entry` is a date or "".
    """

    citizen: str
    name: str
    programme: str
    meetings_held: int
    meetings_planned: int
    next_meeting: int
    jobs_done: int
    jobs_total: int
    this_week: int
    last_entry: str
