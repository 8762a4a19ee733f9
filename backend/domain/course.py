"""A course: one citizen's run through a programme."""

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
