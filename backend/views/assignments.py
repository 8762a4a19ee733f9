"""Homework as it is drawn."""

from msgspec import Struct

from backend.views.form import Field
from backend.views.shell import Shell
from backend.views.status import Status


class AssignmentCard(Struct, frozen=True, kw_only=True):
    """One assignment. `due` is a date or ""; `note_field` the form field for the note to the caseworker."""

    id: str
    version: int
    title: str
    detail: str
    due: str
    done: bool
    note: str
    note_field: Field
    given_by: str
    status: Status


class AssignmentProgress(Struct, frozen=True, kw_only=True):
    """How many of how many are done, and the title of the next open one ("" = none)."""

    done: int
    total: int
    next_title: str


class AssignmentsPage(Struct, frozen=True, kw_only=True):
    """The page «Opgaver»."""

    shell: Shell
    progress: AssignmentProgress
    open: tuple[AssignmentCard, ...]
    finished: tuple[AssignmentCard, ...]
