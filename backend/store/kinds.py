"""The kinds of row that a record holds: what each is called on the wire, its table, its struct."""

from typing import NamedTuple, cast

from msgspec import Struct
from piccolo.columns import Varchar
from piccolo.table import Table

from backend.domain.assignment import Assignment
from backend.domain.course import Course
from backend.domain.job import Job
from backend.domain.joblog import Entry
from backend.domain.meeting import Meeting
from backend.store import tables


class Kind(NamedTuple):
    """One kind of row. `columns` are those that a phone gets, in their order on the wire."""

    name: str
    table: type[Table]
    struct: type[Struct]

    @property
    def key(self) -> Varchar:
        """The table's primary key."""
        return cast(Varchar, vars(self.table)["id"])

    @property
    def columns(self) -> tuple[str, ...]:
        """The struct's fields."""
        return self.struct.__struct_fields__


KINDS = (
    Kind("course", tables.Course, Course),
    Kind("meeting", tables.Meeting, Meeting),
    Kind("job", tables.Job, Job),
    Kind("assignment", tables.Assignment, Assignment),
    Kind("joblog", tables.Joblog, Entry),
)

BY_STRUCT = {kind.struct: kind for kind in KINDS}

# Kept in the data base as JSON text, a list everywhere else.
LISTS = frozenset({"prepare"})
