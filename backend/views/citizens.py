"""The caseworker's pages: «Mine borgere» and one citizen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from backend.domain.course import Overview, held_of
from backend.domain.delivery import Told
from backend.domain.evidence import evidence
from backend.domain.joblog import in_week_of
from backend.domain.people import Person
from backend.domain.programme import Programme
from backend.domain.record import Record
from backend.domain.requirement import Count
from backend.domain.search import EVERYTHING
from backend.domain.time import local, local_date
from backend.views.agreed import holding_from
from backend.views.assignments import AssignmentCard, assignment_cards, homework_form
from backend.views.booking import Open, booking_form, missing_joint, open_meetings
from backend.views.course_links import CourseLink, caseworker_links
from backend.views.deadlines import Deadlines, deadlines_of
from backend.views.form import BLANK, Field, Filled
from backend.views.joblog import FIRST, At, Listed, listed
from backend.views.jobs import JobCard, JobProgress, job_cards, job_progress, offer_form
from backend.views.requirement_bar import Bar, bar_of
from backend.views.shell import Shell
from backend.views.wishes import AskedWish, asked_wishes

OpenForm = Literal["job", "assignment", "meeting", "move", "cancel", "wish", ""]


class CitizenLine(Struct, frozen=True, kw_only=True):
    """One row of the list. `next_meeting` is local "YYYY-MM-DDTHH:MM" or ""; `last_search` a date or "".

    `asks_to_move`: another day is asked for, and not answered. `bar` is how the requirement is filled in, None when the
    running period asks for nothing: then `asked` is what is agreed, "" when nothing holds.
    """

    id: str
    name: str
    course: str
    next_meeting: str
    asks_to_move: bool
    jobs_done: int
    jobs_total: int
    bar: Bar | None
    asked: str
    this_week: int
    last_search: str


class CitizensPage(Struct, frozen=True, kw_only=True):
    """«Mine borgere»."""

    shell: Shell
    citizens: tuple[CitizenLine, ...]


class CitizenPage(Struct, frozen=True, kw_only=True):
    """One citizen, drawn with the citizen's own parts, and the forms of the caseworker.

    `fresh` is the id that whatever is made by one of the forms will get, so that a form sent twice makes one.
    `wishes` wait for an answer, `answered` have one. `open_form` is the form that stands open because it was sent or
    asked for, or "", `is_wrong` when something was wrong in it. `wanted`: a meeting was chosen to be booked.
    `missing_joint` says that the other authority is at none of the meetings that it has to be at, or "".
    """

    shell: Shell
    id: str
    name: str
    course: str
    meetings: tuple[Open, ...]
    missing_joint: str
    deadlines: Deadlines
    wishes: tuple[AskedWish, ...]
    answered: tuple[AskedWish, ...]
    progress: JobProgress
    jobs: tuple[JobCard, ...]
    assignments: tuple[AssignmentCard, ...]
    log: Listed
    this_week: int
    facts: tuple[str, ...]
    links: tuple[CourseLink, ...]
    job_form: tuple[Field, ...]
    assignment_form: tuple[Field, ...]
    meeting_form: tuple[Field, ...]
    fresh: str
    open_form: OpenForm
    is_wrong: bool
    wanted: bool


def citizens_page(shell: Shell, standings: Iterable[Overview], counts: Mapping[str, Count]) -> CitizensPage:
    """The list, in the order it is given; `counts` is {citizen: how their requirement is filled in}."""
    lines = (_line(standing, counts.get(standing.citizen)) for standing in standings)
    return CitizensPage(shell=shell, citizens=tuple(lines))


def citizen_page(  # noqa: PLR0913 -- a page of three forms takes what each of them needs
    shell: Shell,
    person: Person,
    record: Record,
    *,
    programme: Programme,
    now: int,
    fresh: str,
    told: Sequence[Told] = (),
    open_form: OpenForm = "",
    about: str = "",
    wanted: str = "",
    day: str = "",
    log_at: At = FIRST,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> CitizenPage:
    """One citizen at the instant `now`; `typed` and `problems` are those of `open_form`, about the row `about`.

    `wanted` is the meeting of the line that is to be booked, "" = the next; `log_at` where the joblog is opened.
    `told` is what the citizen was told of meetings, `day` the date that the meeting `about` is to be moved to.
    """
    today = local_date(now)
    filled = Filled(typed, problems)
    job_form = offer_form(filled if open_form == "job" else BLANK, record, now=now)
    assignment_form = homework_form(filled if open_form == "assignment" else BLANK, record, now=now)
    meeting_form = booking_form(filled if open_form == "meeting" else BLANK, record, programme, now=now, wanted=wanted)
    meetings = open_meetings(
        record, programme, now=now, told=told, about=about, opened=open_form, day=day, filled=filled
    )
    wishes = asked_wishes(record, about=about, filled=filled)
    arranging = tuple(form for meeting in meetings for form in (meeting.moving, meeting.cancelling))
    answering = tuple(wish.form for wish in wishes)
    return CitizenPage(
        shell=filled.shell(shell, job_form, assignment_form, meeting_form, *arranging, *answering),
        id=person.id,
        name=person.name,
        course=_course(record),
        meetings=meetings,
        missing_joint=missing_joint(record, programme),
        deadlines=deadlines_of(record, programme, today=today),
        wishes=tuple(wish for wish in wishes if not wish.card.answer),
        answered=tuple(wish for wish in wishes if wish.card.answer),
        progress=job_progress(record, today=today),
        jobs=tuple(card for cards in job_cards(record) for card in cards),
        assignments=assignment_cards(record),
        log=listed(record, EVERYTHING, log_at, today=today),
        this_week=in_week_of(today, record.entries),
        facts=evidence(record, today=today),
        links=caseworker_links(record, citizen=person.id, today=today),
        job_form=job_form,
        assignment_form=assignment_form,
        meeting_form=meeting_form,
        fresh=fresh,
        open_form=open_form,
        is_wrong=bool(problems),
        wanted=bool(wanted),
    )


def _line(standing: Overview, counted: Count | None) -> CitizenLine:
    bar = bar_of(counted) if counted else None
    holds = counted.holds if counted else None
    return CitizenLine(
        id=standing.citizen,
        name=standing.name,
        course=f"{standing.programme} · {standing.meetings_held} af {standing.meetings_planned}",
        next_meeting=local(standing.next_meeting) if standing.next_meeting else "",
        asks_to_move=standing.moves_asked > 0,
        jobs_done=standing.jobs_done,
        jobs_total=standing.jobs_total,
        bar=bar if bar and bar.needed else None,
        asked=holding_from(holds) if holds and bar and not bar.needed else "",
        this_week=standing.this_week,
        last_search=standing.last_search,
    )


def _course(record: Record) -> str:
    if record.course is None:
        return ""
    held = held_of(record.course, record.meetings)
    return f"Forløb {record.course.programme} · {held} af {record.course.meetings_planned} samtaler er holdt"
