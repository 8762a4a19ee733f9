"""What the citizen will be sent of a meeting, word for word, before it is sent."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from backend.domain.agreement import Promise
from backend.domain.assignment import Homework
from backend.domain.booking import JOINT, Booking, other_authority
from backend.domain.job import Offer
from backend.domain.meeting import where_of
from backend.domain.time import local, local_date
from backend.views.agreements import party_name
from backend.views.booking import stops_of
from backend.views.holding import Sheet
from backend.views.left_out import LeftOut, left_out
from backend.views.shell import Shell


class Given(Struct, frozen=True, kw_only=True):
    """One thing to do. `more` is the employer of a job or who promised it ("" = the citizen), `by` a date or ""."""

    what: str
    more: str
    by: str


class Following(Struct, frozen=True, kw_only=True):
    """The meeting that is booked with it; `starts` is local "YYYY-MM-DDTHH:MM", `together_with` "" for only one."""

    title: str
    starts: str
    where: str
    together_with: str


class SendingPage(Struct, frozen=True, kw_only=True):
    """The page. `saved_at` names the draft it shows; `early` when the meeting was to be on another day: its date."""

    shell: Shell
    citizen: str
    name: str
    id: str
    saved_at: str
    early: str
    summary: str
    jobs: tuple[Given, ...]
    homework: tuple[Given, ...]
    agreements: tuple[Given, ...]
    following: Following | None
    left_out: tuple[LeftOut, ...]


class Agreed(Struct, frozen=True, kw_only=True):
    """What came of the meeting, as the form has it; `whys` by reference."""

    summary: str
    offers: Sequence[Offer]
    homework: Sequence[Homework]
    promises: Sequence[Promise]
    booking: Booking | None
    whys: Mapping[str, str]


def sending_page(shell: Shell, sheet: Sheet, agreed: Agreed, *, now: int) -> SendingPage:
    """The page at the instant `now`."""
    course = sheet.record.course
    early = local_date(sheet.meeting.starts_at) if sheet.meeting.starts_at > now else ""
    return SendingPage(
        shell=shell,
        citizen=sheet.person.id,
        name=sheet.person.first_name,
        id=sheet.meeting.id,
        saved_at=str(sheet.draft.saved_at if sheet.draft else 0),
        early="" if early == local_date(now) else early,
        summary=agreed.summary,
        jobs=tuple(Given(what=each.title, more=each.employer, by=each.apply_by) for each in agreed.offers),
        homework=tuple(Given(what=each.title, more="", by=each.due) for each in agreed.homework),
        agreements=tuple(
            Given(what=each.what, more=party_name(each.who, course), by=each.by) for each in agreed.promises
        ),
        following=_following(sheet, agreed.booking, now=now) if agreed.booking else None,
        left_out=left_out(sheet.agenda, agreed.whys),
    )


def _following(sheet: Sheet, booking: Booking, *, now: int) -> Following:
    course = sheet.record.course
    stop = next((each for each in stops_of(sheet.record, sheet.programme, now=now) if each.ref == booking.step), None)
    is_joint = stop and (stop.joint == "always" or booking.together == JOINT)
    time = booking.time
    return Following(
        title=stop.title if stop else "",
        starts=local(time.starts_at),
        where=where_of(time.mode, time.place),
        together_with=other_authority(stop, course) if stop and course and is_joint else "",
    )
