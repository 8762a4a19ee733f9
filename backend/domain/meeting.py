"""A meeting between a citizen and those who follow the course."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from backend.domain.errors import Invalid, Moved, NotOpen, TooEarly
from backend.domain.text import NOTE, Problems, web_address, written

Mode = Literal["in-person", "phone", "video"]
State = Literal["booked", "held", "cancelled", "missed"]

MODES = {"in-person": "Fremmøde", "phone": "Telefonmøde", "video": "Videomøde"}
CLOSED = {"held": "holdt", "cancelled": "aflyst", "missed": "noteret som en udeblivelse"}
DAY = 24 * 60 * 60 * 1000
MINUTE = 60 * 1000


class LeftOut(Struct, frozen=True, kw_only=True):
    """A mandatory point that a meeting ended without, and why."""

    ref: str
    why: str


class Meeting(Struct, frozen=True, kw_only=True):
    """One meeting. `starts_at` is an instant, `step` the programme's meeting id ("A.2").

    `title` is the official name, `plain` says in plain words what it is about, `prepare` lists what
    the citizen is asked to do before, `after` what comes of it; they are copied from the programme when the meeting is
    booked. `together_with` is the other authority, when both attend ("" = only one). `ready_at` is when the citizen
    was prepared (instant, 0 = not yet), `comes_at` when it was heard that they come at the time it stands at (0 = not).

    Once it is held, `summary` is what both may read, `gone_through` the references that were ticked, and `left_out`
    the mandatory ones that were not. `why` says why it was cancelled or moved; `moved_from` is the earliest time at
    which a citizen who heard of no move would still come (instant, 0 = never moved). `closed_by` said, at `closed_at`
    (instant, 0 = not), that it was cancelled or missed.
    """

    id: str
    version: int
    step: str
    title: str
    plain: str
    prepare: tuple[str, ...]
    after: str
    together_with: str
    starts_at: int
    minutes: int
    mode: Mode
    place: str
    link: str
    held_by: str
    state: State
    booked_at: int
    ready_at: int
    comes_at: int
    summary: str
    gone_through: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    why: str
    moved_from: int
    closed_by: str
    closed_at: int
    received_at: int


class Time(Struct, frozen=True, kw_only=True):
    """When and where a caseworker wants a meeting; `starts_at` is an instant (0 = none), `minutes` a length."""

    starts_at: int
    minutes: int
    mode: str
    place: str
    link: str


def check(time: Time, *, now: int) -> Time:
    """The time and place, tidied. Raises Invalid with a sentence for each field at fault."""
    problems = Problems()
    place = problems.of("place", written(time.place, most=200))
    link = problems.of("link", web_address(time.link))
    if not time.starts_at:
        problems.add("starts_at", "Vælg dag og klokkeslæt.")
    elif not now < time.starts_at < now + 366 * DAY:
        problems.add("starts_at", "Vælg et tidspunkt, der ligger efter nu og inden for et år.")
    if not 10 <= time.minutes <= 240:
        problems.add("minutes", "Et møde varer mellem 10 og 240 minutter.")
    if time.mode not in MODES:
        problems.add("mode", "Vælg, om mødet er fremmøde, telefon eller video.")
    if time.mode == "in-person" and not place:
        problems.add("place", "Skriv, hvor mødet holdes.")
    if problems:
        raise Invalid(problems.fields)
    return Time(starts_at=time.starts_at, minutes=time.minutes, mode=time.mode, place=place, link=link)


def check_why(why: str, *, required: str) -> str:
    """Why a meeting is moved or cancelled, tidied. Raises Invalid: the citizen is owed a reason (`required` asks)."""
    problems = Problems()
    tidy = problems.of("why", written(why, most=NOTE, required=required))
    if problems:
        raise Invalid(problems.fields)
    return tidy


def moved_from(meeting: Meeting, *, now: int) -> int:
    """The earliest time, still ahead, at which a citizen who hears of no move would come; else when it was to be."""
    ahead = [each for each in (meeting.moved_from, meeting.starts_at) if each > now]
    return min(ahead, default=meeting.starts_at)


def must_be_open(meeting: Meeting) -> None:
    """Raises NotOpen when the meeting was held, cancelled or missed: what was said of it then stands."""
    if meeting.state != "booked":
        raise NotOpen(f"Mødet er {CLOSED[meeting.state]}.")


def must_stand(meeting: Meeting, *, booked_at: int) -> None:
    """Raises Moved when the meeting stands otherwise than it did since the instant `booked_at`."""
    if meeting.booked_at != booked_at:
        raise Moved("Mødet er flyttet. Se den nye tid, og svar igen.")


def must_have_begun(meeting: Meeting, *, now: int) -> None:
    """Raises TooEarly."""
    if now < meeting.starts_at:
        raise TooEarly("Mødet er ikke begyndt endnu.")


def next_of(meetings: Iterable[Meeting], *, now: int) -> Meeting | None:
    """The meeting to get ready for: the earliest booked one that is not over at `now`."""
    ahead = [meeting for meeting in meetings if is_ahead(meeting, now=now)]
    return min(ahead, key=lambda m: (m.starts_at, m.id), default=None)


def is_ahead(meeting: Meeting, *, now: int) -> bool:
    """Whether it is booked and not over."""
    return meeting.state == "booked" and meeting.starts_at + meeting.minutes * MINUTE > now


def where_of(mode: str, place: str) -> str:
    """Place or way in words."""
    way = MODES[mode]
    if mode == "in-person":
        return place or way
    return f"{way}, {place}" if place else way
