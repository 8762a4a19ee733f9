"""The line of a course as it is drawn: the meetings that were, the next one, those to come."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from backend.domain.agreement import Agreement, Party
from backend.domain.course import Course
from backend.domain.dates import days_between, plus
from backend.domain.meeting import Meeting, next_of
from backend.domain.record import Record
from backend.domain.time import local, local_date
from backend.domain.timeline import Stop
from backend.views.agreements import party_name
from backend.views.meetings import MeetingCard, meeting_card

State = Literal["held", "missed", "cancelled", "unsettled", "next", "booked", "coming"]


class Agreed(Struct, frozen=True, kw_only=True):
    """What was agreed at a meeting; `who` is "" for the citizen's own, `by` a date or ""."""

    who: str
    what: str
    by: str
    done: bool


class StopCard(Struct, frozen=True, kw_only=True):
    """One stop. `starts` is local "YYYY-MM-DDTHH:MM", "" when nothing is booked: then `about` is a date in its window.

    Of the next one: `meeting` is there when it is booked, `prepare` is what to bring, `after` what comes of it. Of one
    that was held: `agreed`, and how many jobs and how much homework were given that day. `why` is why a meeting was
    cancelled or moved, and `who` of a cancelled one who said so; `maybe`: that the other authority takes part is not
    decided.
    """

    id: str
    state: State
    title: str
    plain: str
    starts: str
    about: str
    who: str
    together: str
    maybe: bool
    why: str
    summary: str
    prepare: tuple[str, ...] = ()
    after: str = ""
    meeting: MeetingCard | None = None
    agreed: tuple[Agreed, ...] = ()
    jobs: int = 0
    homework: int = 0


def stop_cards(record: Record, *, now: int) -> tuple[StopCard, ...]:
    """Every meeting there was or is to be, in the order of time."""
    following = next_of(record.meetings, now=now)
    given = _Given(record)
    meetings = sorted(record.meetings, key=lambda each: (each.starts_at, each.id))
    taken = {meeting.step for meeting in meetings if meeting.state in {"held", "booked"}}
    left = [stop for stop in (record.course.line if record.course else ()) if stop.ref not in taken]
    first = left[0] if left and following is None else None
    return (
        *(given.card(each, _state(each, following, now=now)) for each in meetings),
        *(_coming(each, record.course, today=local_date(now), is_next=each is first) for each in left),
    )


class _Given:
    """What the meetings of one record have given; the jobs and the homework of each day are counted once."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.jobs = _by_day(job.handed_out_at for job in record.jobs if job.state != "withdrawn")
        self.homework = _by_day(each.given_at for each in record.assignments)

    def card(self, meeting: Meeting, state: State) -> StopCard:
        day = local_date(meeting.starts_at)
        is_next, was_held = state == "next", state == "held"
        return StopCard(
            id=meeting.id,
            state=state,
            title=meeting.title,
            plain=meeting.plain,
            starts=local(meeting.starts_at),
            about="",
            who=meeting.closed_by if state == "cancelled" else meeting.held_by,
            together=meeting.together_with,
            maybe=False,
            why=meeting.why,
            summary=meeting.summary,
            prepare=meeting.prepare if is_next else (),
            after=meeting.after if is_next else "",
            meeting=meeting_card(meeting, self.record.wishes) if is_next else None,
            agreed=self._agreed(meeting) if was_held else (),
            jobs=self.jobs[day] if was_held else 0,
            homework=self.homework[day] if was_held else 0,
        )

    def _agreed(self, meeting: Meeting) -> tuple[Agreed, ...]:
        made = [each for each in self.record.agreements if each.meeting == meeting.id]
        made.sort(key=lambda each: (each.made_at, each.id))
        return tuple(_line(each, self.record.course) for each in made)


def _by_day(instants: Iterable[int]) -> Counter[str]:
    return Counter(local_date(instant) for instant in instants)


def _state(meeting: Meeting, following: Meeting | None, *, now: int) -> State:
    if meeting.state != "booked":
        return meeting.state
    if meeting is following:
        return "next"
    return "booked" if meeting.starts_at > now else "unsettled"


def _line(agreement: Agreement, course: Course | None) -> Agreed:
    return Agreed(
        who=party_name(agreement.who, course), what=agreement.what, by=agreement.by, done=agreement.done_at > 0
    )


def _coming(stop: Stop, course: Course | None, *, today: str, is_next: bool) -> StopCard:
    other: Party = "jobcentre" if stop.held_by == "a-kasse" else "a-kasse"
    # Who has no a-kasse meets none.
    together = _label(other, course) if stop.joint != "never" else ""
    return StopCard(
        id=stop.ref,
        state="next" if is_next else "coming",
        title=stop.title,
        plain=stop.plain,
        starts="",
        about=_about(stop, today=today),
        who=_authority(stop.held_by, course),
        together=together,
        maybe=together != "" and stop.joint == "possibly",
        why="",
        summary="",
        prepare=stop.prepare if is_next else (),
        after=stop.after if is_next else "",
    )


def _about(stop: Stop, *, today: str) -> str:
    """The middle of what is left of its window, "" when nothing is."""
    first = max(stop.opens_on, today)
    return plus(first, days_between(first, stop.closes_on) // 2) if stop.closes_on >= today else ""


def _authority(party: Party, course: Course | None) -> str:
    return _label(party, course) or ("Jobcentret" if party == "jobcentre" else "A-kassen")


def _label(party: Party, course: Course | None) -> str:
    if course is None:
        return ""
    return course.organisation if party == "jobcentre" else course.akasse
