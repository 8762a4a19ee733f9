"""«Frister»: what the programme and the law ask for by when, and how it stands, for the caseworker."""

from collections.abc import Iterable

from msgspec import Struct

from backend.domain.booking import open_meeting
from backend.domain.contact_count import contact_standings, has_akasse_meetings
from backend.domain.contact_rule import ContactRule, load_rules
from backend.domain.course import rolled
from backend.domain.date_words import date_long
from backend.domain.programme import Programme
from backend.domain.record import Record
from backend.domain.timeline import Standing, standings


class Deadline(Struct, frozen=True, kw_only=True):
    """One deadline. `days` is how many it is overdue (0 = not), `why` the rule and `source` where it stands.

    `book` is the meeting of the line that would meet it, "" when it is booked or no single one would.
    """

    what: str
    due_on: str
    days: int
    held: int
    least: int
    why: str
    source: str
    book: str


class Deadlines(Struct, frozen=True, kw_only=True):
    """Overdue ones first, then the next to come and those of `later`, then those that are met."""

    overdue: tuple[Deadline, ...]
    due: tuple[Deadline, ...]
    later: tuple[Deadline, ...]
    met: tuple[Deadline, ...]


NO_DEADLINES = Deadlines(overdue=(), due=(), later=(), met=())
NEXT = 3


def deadlines_of(record: Record, programme: Programme, *, today: str) -> Deadlines:
    """How every deadline of the course stands on the date `today`."""
    if record.course is None:
        return NO_DEADLINES
    course = rolled(record.course, programme, today=today)
    found = standings(programme, course.line, record.meetings, started_on=course.started_on, today=today)
    own = [(each, _of_programme(each, record, programme)) for each in found]
    law = [
        (each, _of_law(each, rule, programme))
        for rule in load_rules()
        if rule.id == course.contact_rule
        for each in contact_standings(rule, course, programme, meetings=record.meetings, today=today)
    ]
    every = sorted([*own, *law], key=lambda pair: pair[0].due_on)
    return Deadlines(
        overdue=_in("overdue", every),
        due=_in("due", every)[:NEXT],
        later=_in("due", every)[NEXT:],
        met=_in("met", every),
    )


def _in(state: str, every: Iterable[tuple[Standing, Deadline]]) -> tuple[Deadline, ...]:
    return tuple(deadline for standing, deadline in every if standing.state == state)


def _of_programme(standing: Standing, record: Record, programme: Programme) -> Deadline:
    step = programme.step(standing.ref)
    is_open = open_meeting(standing.ref, record.meetings) is not None
    return _deadline(
        standing,
        why="Det er det tidsrum, programmet sætter til samtalen." if step else standing.da,
        source=f"Forløb {programme.ref}, udgave {date_long(programme.version, year=True)}, punkt {standing.ref}",
        book=standing.ref if step and not is_open else "",
    )


def _of_law(standing: Standing, rule: ContactRule, programme: Programme) -> Deadline:
    not_here = rule.with_akasse and not has_akasse_meetings(programme)
    why = f"{rule.da}. A-kassens egne samtaler står ikke i forløbet og tælles ikke her." if not_here else rule.da
    state = "kontrolleret" if rule.sure else "ikke bekræftet i kilden; skrevet ind"
    holds_from, checked_on = (date_long(day, year=True) for day in (rule.holds_from, rule.checked_on))
    source = f"{rule.source}. Gælder fra {holds_from}, {state} {checked_on}"
    return _deadline(standing, why=why, source=source, book="")


def _deadline(standing: Standing, *, why: str, source: str, book: str) -> Deadline:
    return Deadline(
        what=standing.da,
        due_on=standing.due_on,
        days=-standing.days if standing.state == "overdue" else 0,
        held=standing.held,
        least=standing.least,
        why=why,
        source=source,
        book=book if standing.state != "met" else "",
    )
