"""How a course stands by its contact rule: meetings in the a-kasse are counted apart where it asks for some."""

from collections.abc import Sequence

from backend.domain.contact_rule import ContactRule
from backend.domain.course import Course
from backend.domain.dates import plus_months
from backend.domain.meeting import Meeting
from backend.domain.programme import Holder, Programme
from backend.domain.timeline import Standing, counted
from backend.domain.window import Span


def contact_standings(
    rule: ContactRule, course: Course, programme: Programme, *, meetings: Sequence[Meeting], today: str
) -> list[Standing]:
    """Every count that the rule asks for, as it stands on the date `today`.

    The a-kasse's share is left out where the programme has no meeting of its own in the a-kasse: nobody can tell here
    whether those were held.
    """

    def share(da: str, within: Sequence[Meeting], *, least: int, months: int) -> Standing:
        span = Span(course.started_on, plus_months(course.started_on, months))
        what = f"Mindst {least} samtaler{da} på {months} måneder"
        return counted(rule.id, what, span=span, least=least, meetings=within, today=today)

    if not rule.with_akasse:
        return [share("", meetings, least=rule.least, months=rule.months)]
    by: dict[Holder, list[Meeting]] = {"a-kasse": [], "jobcentre": []}
    for meeting in meetings:
        by[holder_of(meeting, course, programme)].append(meeting)
    ours = share(" med kommunen", by["jobcentre"], least=rule.least - rule.with_akasse, months=rule.months)
    if not has_akasse_meetings(programme):
        return [ours]
    return [share(" i a-kassen", by["a-kasse"], least=rule.with_akasse, months=rule.akasse_months), ours]


def has_akasse_meetings(programme: Programme) -> bool:
    """Whether the a-kasse holds any meeting of the programme."""
    return any(step.held_by == "a-kasse" for step in programme.meetings)


def holder_of(meeting: Meeting, course: Course, programme: Programme) -> Holder:
    """Which authority holds a meeting: as the programme says; for one of another programme, by whose hands it was held.

    A joint meeting counts for the one that holds it.
    """
    step = programme.step(meeting.step)
    if step is not None:
        return step.held_by
    return "jobcentre" if meeting.held_by == course.caseworker else "a-kasse"
