"""Meetings as a caseworker arranges them: the form that books one, those that are booked with theirs, the windows."""

from collections.abc import Sequence

from msgspec import Struct

from backend.domain.booking import JOINT, is_outside, next_stop, open_meeting
from backend.domain.course import rolled
from backend.domain.date_words import date_long, date_short
from backend.domain.dates import is_date
from backend.domain.delivery import Told
from backend.domain.joint import lacks_joint_meeting, missing_joint_meeting, missing_without
from backend.domain.meeting import MODES, Meeting
from backend.domain.programme import Programme
from backend.domain.record import Record
from backend.domain.time import local, local_date
from backend.domain.timeline import Stop, proposed
from backend.domain.unusual import ANYWAY
from backend.domain.wish import Wish
from backend.views.deliveries import reminded_of
from backend.views.form import BLANK, Field, Filled
from backend.views.meetings import MeetingCard, meeting_card

USUAL_MINUTES = "45"
USUAL_CLOCK = "10:00"
TOGETHER = {"": "Kun os", JOINT: "Sammen med den anden myndighed"}
OTHER_TIME = "Et andet tidspunkt"


class Open(Struct, frozen=True, kw_only=True):
    """A booked meeting: `window` is when the programme wants it, "" unless it lies outside; `begun` by the clock.

    `reminded` says whether a reminder of it arrived, "" as long as none was due. `needed` says which rule its
    cancelling would break, "" when none.
    `moving` and `cancelling` are its two forms, `opened` the one that stands open: "move", "cancel" or "".
    """

    card: MeetingCard
    window: str
    begun: bool
    reminded: str
    needed: str
    moving: tuple[Field, ...]
    cancelling: tuple[Field, ...]
    opened: str


def open_meetings(
    record: Record,
    programme: Programme,
    *,
    now: int,
    told: Sequence[Told] = (),
    about: str = "",
    opened: str = "",
    day: str = "",
    filled: Filled = BLANK,
) -> tuple[Open, ...]:
    """Every booked meeting, the earliest first; `filled` is the form `opened` of the meeting `about`.

    `day` is the date that it is to be moved to, "" = none is wished for. `told` is what the citizen was told of
    meetings.
    """
    by_ref = {stop.ref: stop for stop in stops_of(record, programme, now=now)}
    booked = sorted((each for each in record.meetings if each.state == "booked"), key=lambda each: each.starts_at)
    return tuple(
        _open(
            each,
            by_ref.get(each.step),
            wishes=record.wishes,
            reminded=reminded_of(each.id, told, now=now),
            needed=missing_without(programme, record.meetings, meeting=each),
            now=now,
            opened=opened if each.id == about else "",
            day=day if each.id == about else "",
            filled=filled,
        )
        for each in booked
    )


def missing_joint(record: Record, programme: Programme) -> str:
    """What is to be done where the other authority is at none of the meetings it has to be at; "" when nothing is."""
    rule = missing_joint_meeting(programme, record.meetings)
    return f"{rule}, men er ikke med til nogen af dem. Book en af dem, hvor den er med." if rule else ""


def _open(  # noqa: PLR0913 -- a card with two forms takes what each of them needs
    meeting: Meeting,
    stop: Stop | None,
    *,
    wishes: Sequence[Wish],
    reminded: str,
    needed: str,
    now: int,
    opened: str,
    day: str,
    filled: Filled,
) -> Open:
    outside = stop is not None and is_outside(stop, meeting.starts_at)
    cancelling = filled if opened == "cancel" else BLANK
    return Open(
        card=meeting_card(meeting, wishes),
        window=window_of(stop) if stop and outside else "",
        begun=meeting.starts_at <= now,
        reminded=reminded,
        needed=needed,
        moving=moving_form(filled if opened == "move" else BLANK, meeting, day=day),
        cancelling=(cancelling.field("why", "Hvorfor aflyses mødet?", hint="Borgeren læser det.", required=True),),
        opened=opened,
    )


def stops_of(record: Record, programme: Programme, *, now: int) -> tuple[Stop, ...]:
    """The course's line, as far as it reaches today; empty without a course."""
    return rolled(record.course, programme, today=local_date(now)).line if record.course else ()


def booking_form(
    filled: Filled, record: Record, programme: Programme, *, now: int, wanted: str = ""
) -> tuple[Field, ...]:
    """Books the meeting `wanted`; at first the earliest of the line that is neither held nor booked, else none."""
    stops = stops_of(record, programme, now=now)
    free = [stop for stop in stops if not open_meeting(stop.ref, record.meetings)]
    found = next_stop(stops, record.meetings)
    following = found.ref if found else ""
    chosen = filled.typed.get("step") or wanted or following
    stop = next((each for each in free if each.ref == chosen), None)
    latest = max(record.meetings, key=lambda each: each.starts_at, default=None)
    return (
        filled.field(
            "step",
            "Samtale",
            kind="select",
            value=stop.ref if stop else following,
            required=True,
            choices=_choices(record, free, is_over=found is None),
        ),
        *_when(filled, stop, latest, now=now),
        filled.field(
            "together",
            "Hvem er med?",
            kind="select",
            value=JOINT if _is_joint(stop, record, programme) else "",
            choices=TOGETHER,
            required=True,
        ),
        *_how(filled, latest),
    )


def moving_form(filled: Filled, meeting: Meeting, *, day: str = "") -> tuple[Field, ...]:
    """Gives a meeting another time or place; at first those it has, on the date `day` when it is one."""
    starts = local(meeting.starts_at)
    starts_at = day + starts[10:] if is_date(day) else starts
    return (
        filled.field("starts_at", "Ny dag og klokkeslæt", kind="datetime-local", value=starts_at, required=True),
        *_anyway(filled),
        *_how(filled, meeting),
        filled.field("why", "Hvorfor flyttes mødet?", hint="Borgeren læser det.", required=True),
    )


def window_of(stop: Stop) -> str:
    """When the programme wants the meeting, in words; "" where it names no window."""
    return f"{date_short(stop.opens_on)} til {date_short(stop.closes_on)}" if stop.closes_on else ""


def _when(filled: Filled, stop: Stop | None, latest: Meeting | None, *, now: int) -> tuple[Field, ...]:
    met = local_date(latest.starts_at) if latest else ""
    days = proposed(stop, today=local_date(now), latest=met) if stop else ()
    window = window_of(stop) if stop else ""
    return (
        filled.field(
            "day",
            "Forslag til dag",
            kind="radio",
            hint=f"Programmet siger {window}" if window else "",
            choices={day: date_long(day) for day in days} | {"": OTHER_TIME},
            required=True,
        ),
        filled.field(
            "clock",
            "Klokkeslæt",
            kind="time",
            value=local(latest.starts_at)[11:] if latest else USUAL_CLOCK,
            required=True,
        ),
        filled.field("starts_at", OTHER_TIME, kind="datetime-local"),
        *_anyway(filled),
    )


def _anyway(filled: Filled) -> tuple[Field, ...]:
    """Asks whether a time is meant, where something was remarked about it; a yes says what."""
    said = filled.problems.get(ANYWAY) or filled.typed.get(ANYWAY)
    if not said:
        return ()
    choices = {"": "Nej, jeg retter tidspunktet", said: "Ja, mødet skal ligge der"}
    return (filled.field(ANYWAY, "Er det med vilje?", kind="select", choices=choices, required=True),)


def _how(filled: Filled, latest: Meeting | None) -> tuple[Field, ...]:
    """Where people met last is where they meet."""
    minutes = str(latest.minutes) if latest else USUAL_MINUTES
    mode = latest.mode if latest else "in-person"
    place = latest.place if latest else ""
    return (
        filled.field("minutes", "Varighed i minutter", kind="number", value=minutes, required=True),
        filled.field("mode", "Mødeform", kind="select", value=mode, required=True, choices=MODES),
        filled.field("place", "Sted", value=place, hint="Adresse og lokale. Skal udfyldes ved fremmøde."),
        filled.field("link", "Link til videomødet", kind="url", value=latest.link if latest else ""),
    )


def _choices(record: Record, free: Sequence[Stop], *, is_over: bool) -> dict[str, str]:
    """Those held come last. When none is left but them, none is chosen until somebody does."""
    held = {each.step for each in record.meetings if each.state == "held"}
    ahead = {each.ref: _label(each) for each in free if each.ref not in held}
    again = {each.ref: f"{_label(each)} (holdt)" for each in free if each.ref in held}
    return ({"": "Vælg"} if is_over else {}) | ahead | again


def _label(stop: Stop) -> str:
    # Without a number of ours: «4. samtale» is not the fourth in every programme, nor is what stands between.
    window = window_of(stop)
    return f"{stop.title}, {window}" if window else stop.title


def _is_joint(stop: Stop | None, record: Record, programme: Programme) -> bool:
    if stop is None:
        return False
    return stop.joint == "always" or bool(lacks_joint_meeting(programme, record.meetings, step=stop.ref))
