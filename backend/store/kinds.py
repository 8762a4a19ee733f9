"""The kinds of row that a record holds: what each is called on the wire, its table, its struct."""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec import Struct, structs
from piccolo.table import Table

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
from backend.store import tables

StructT = TypeVar("StructT", bound=Struct)


class Kind(NamedTuple):
    """One kind of row. `columns` are those that a phone gets, in their order on the wire; the others stay here."""

    name: str
    table: type[Table]
    struct: type[Struct]
    server_only: tuple[str, ...] = ()

    @property
    def stored_columns(self) -> tuple[str, ...]:
        """All the table's columns."""
        return (*self.columns, "citizen", *self.server_only)

    @property
    def columns(self) -> tuple[str, ...]:
        """The struct's fields."""
        return self.struct.__struct_fields__

    @property
    def whole_numbers(self) -> frozenset[str]:
        """Those of them that are."""
        return frozenset(field.name for field in structs.fields(self.struct) if field.type is int)


KINDS = (
    Kind(
        "course",
        tables.Course,
        Course,
        server_only=("caseworker_id", "organisation_id", "akasse_caseworker_id", "akasse_id"),
    ),
    Kind("meeting", tables.Meeting, Meeting),
    Kind("job", tables.Job, Job),
    Kind("assignment", tables.Assignment, Assignment),
    Kind("joblog", tables.Joblog, Entry),
    Kind("attachment", tables.Attachment, Attachment),
    Kind("agreement", tables.Agreement, Agreement),
    Kind("wish", tables.Wish, Wish),
    Kind("decision", tables.Decision, Decision),
    Kind("placement", tables.Placement, Placement),
    Kind("track", tables.Track, Followed),
    Kind("requirement", tables.Requirement, Requirement),
    Kind("goal", tables.Goal, Goal),
    Kind("cv", tables.Cv, Cv),
)

BY_STRUCT = {kind.struct: kind for kind in KINDS}

# Kept in the data base as JSON text, a list everywhere else.
LISTS = frozenset({"prepare", "line", "gone_through", "left_out", "facts", "actions", "steps", "channels"})


def stored(row: Struct) -> dict[str, Any]:
    """A row's values as its table takes them."""
    values = structs.asdict(row)
    for name in LISTS & values.keys():
        values[name] = msgspec.json.encode(values[name]).decode()
    return values


def loaded(kind: Kind, found: Mapping[str, object], struct: type[StructT]) -> StructT:
    """A row of a table as its struct."""
    values = {name: found[name] for name in kind.columns}
    for name in LISTS & values.keys():
        values[name] = msgspec.json.decode(str(values[name]))
    return msgspec.convert(values, type=struct)
