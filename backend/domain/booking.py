"""Booking a meeting: which one of the course's line, when, and who is to be there."""

from collections.abc import Sequence

from msgspec import Struct, structs

from backend.domain import meeting as meetings
from backend.domain.course import Course
from backend.domain.errors import Invalid, JointMeetingNeeded
from backend.domain.joint import lacks_joint_meeting
from backend.domain.meeting import Meeting, Time
from backend.domain.programme import Programme
from backend.domain.time import local_date
from backend.domain.timeline import Stop
from backend.domain.unusual import must_be_meant, remark
from backend.domain.window import Span

JOINT = "yes"
OTHER_AUTHORITY = {"jobcentre": "A-kassen", "a-kasse": "Jobcentret"}


class Booking(Struct, frozen=True, kw_only=True):
    """What a caseworker fills in to book a meeting; `together` is "yes" when the other authority is to be there.

    `anyway` is what was remarked about the time and read, "" = nothing.
    """

    step: str
    together: str
    time: Time
    anyway: str = ""


def check(
    booking: Booking, *, course: Course, programme: Programme, meetings_of: Sequence[Meeting], now: int
) -> tuple[Stop, Booking]:
    """The stop and the booking, tidied. Raises Invalid for what is filled in wrongly.

    Raises JointMeetingNeeded where the other authority has to be there and is not, Unusual for a time that is seldom
    meant.
    """
    problems: dict[str, str] = {}
    time = booking.time
    try:
        time = meetings.check(time, now=now)
    except Invalid as error:
        problems |= error.fields
    stop = next((each for each in course.line if each.ref == booking.step), None)
    if stop is None:
        raise Invalid({"step": "Vælg, hvilken samtale det er."} | problems)
    if open_meeting(stop.ref, meetings_of):
        problems["step"] = "Den samtale er booket allerede. Flyt den i stedet."
    if booking.together == JOINT and stop.joint == "never":
        problems["together"] = "Programmet har kun én myndighed med ved den samtale."
    if problems:
        raise Invalid(problems)
    together = JOINT if stop.joint == "always" or booking.together == JOINT else ""
    lacks = "" if together else lacks_joint_meeting(programme, meetings_of, step=stop.ref)
    if lacks:
        raise JointMeetingNeeded({"together": lacks})
    must_be_meant(remark(time, step=stop.ref, line=course.line, meetings_of=meetings_of), anyway=booking.anyway)
    return stop, structs.replace(booking, together=together, time=time)


def open_meeting(step: str, meetings_of: Sequence[Meeting]) -> Meeting | None:
    """The meeting that is booked of that step, if any."""
    return next((each for each in meetings_of if each.step == step and each.state == "booked"), None)


def other_authority(stop: Stop, course: Course) -> str:
    """What the authority that does not hold the meeting is called."""
    named = course.akasse if stop.held_by == "jobcentre" else course.organisation
    return named or OTHER_AUTHORITY[stop.held_by]


def is_outside(stop: Stop, starts_at: int) -> bool:
    """Whether a meeting at that instant lies outside the stop's window."""
    return bool(stop.closes_on) and not Span(stop.opens_on, stop.closes_on).holds(local_date(starts_at))


def next_stop(stops: Sequence[Stop], meetings_of: Sequence[Meeting]) -> Stop | None:
    """The first of the line that is neither held nor booked; None when there is no such."""
    taken = {each.step for each in meetings_of if each.state in {"held", "booked"}}
    return next((stop for stop in stops if stop.ref not in taken), None)
