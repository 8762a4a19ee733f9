"""Homework as it is drawn, and the form that gives some."""

from collections.abc import Mapping

from msgspec import Struct

from backend.domain.assignment import Assignment, counts, urgency
from backend.domain.meeting import next_of
from backend.domain.record import Record
from backend.domain.time import local_date
from backend.views.agreements import AgreementCard, agreement_cards
from backend.views.form import BLANK, Field, Filled
from backend.views.shell import Shell
from backend.views.status import Status, received


class AssignmentCard(Struct, frozen=True, kw_only=True):
    """One assignment. `due` is a date or ""; `note_field` the form field for the note to the caseworker, and `was` what
    stood in it when it was first drawn.
    """

    id: str
    version: int
    title: str
    detail: str
    due: str
    done: bool
    note: str
    was: str
    note_field: Field
    status: Status


class AssignmentProgress(Struct, frozen=True, kw_only=True):
    """How many of how many are done."""

    done: int
    total: int


class AssignmentsPage(Struct, frozen=True, kw_only=True):
    """The page «Opgaver»: homework still to do and finished, and what was agreed."""

    shell: Shell
    progress: AssignmentProgress
    open: tuple[AssignmentCard, ...]
    finished: tuple[AssignmentCard, ...]
    agreements: tuple[AgreementCard, ...]


def assignments_page(
    shell: Shell,
    record: Record,
    *,
    now: int,
    assignment: str = "",
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> AssignmentsPage:
    """All homework; `typed` and `problems` are those of the note to the assignment of that id."""
    filled = Filled(typed, problems)
    cards = assignment_cards(record, assignment=assignment, filled=filled)
    return AssignmentsPage(
        shell=filled.shell(shell, *((card.note_field,) for card in cards if card.id == assignment)),
        progress=assignment_progress(record, today=local_date(now)),
        open=tuple(card for card in cards if not card.done),
        finished=tuple(card for card in cards if card.done),
        agreements=agreement_cards(record),
    )


def assignment_cards(record: Record, *, assignment: str = "", filled: Filled = BLANK) -> tuple[AssignmentCard, ...]:
    """Open ones by what is due first, then finished ones, newest first; `filled` is the note of one `assignment`."""
    left = sorted((each for each in record.assignments if not each.done_at), key=urgency)
    finished = sorted((each for each in record.assignments if each.done_at), key=lambda each: (each.done_at, each.id))
    return tuple(_card(each, filled if each.id == assignment else BLANK) for each in (*left, *reversed(finished)))


def assignment_progress(record: Record, *, today: str) -> AssignmentProgress:
    """How far the citizen is on the date `today` with the homework that counts then."""
    counted = [each for each in record.assignments if counts(each, today=today)]
    return AssignmentProgress(done=sum(each.done_at > 0 for each in counted), total=len(counted))


def homework_form(filled: Filled, record: Record, *, now: int) -> tuple[Field, ...]:
    """Gives homework; at first it is to be done before the next meeting."""
    meeting = next_of(record.meetings, now=now)
    before = local_date(meeting.starts_at) if meeting else ""
    return (
        filled.field("title", "Opgave", required=True),
        filled.field("detail", "Beskrivelse", kind="textarea"),
        filled.field("due", "Senest", kind="date", value=before),
    )


def note_field(filled: Filled, note: str) -> Field:
    """Writes to the caseworker about an assignment."""
    return filled.field("note", "Besked til din sagsbehandler", kind="textarea", value=note)


def _card(assignment: Assignment, filled: Filled) -> AssignmentCard:
    return AssignmentCard(
        id=assignment.id,
        version=filled.version(assignment.version),
        title=assignment.title,
        detail=assignment.detail,
        due=assignment.due,
        done=assignment.done_at > 0,
        note=assignment.note,
        was=filled.was("note", assignment.note),
        note_field=note_field(filled, assignment.note),
        status=received(assignment.received_at),
    )
