"""The form of a meeting that was held, read: what a caseworker filled in becomes one command."""

from collections.abc import Callable, Mapping

from backend.commands.agreements import Make
from backend.commands.assignments import Give
from backend.commands.holding import Hold
from backend.commands.jobs import HandOut
from backend.commands.meetings import Book
from backend.domain.agenda import Agenda, Minutes
from backend.domain.agreement import Promise
from backend.domain.assignment import Homework
from backend.domain.job import Offer
from backend.domain.meeting import Meeting, next_of
from backend.domain.time import local_date
from backend.views import minutes
from backend.views.holding import Sheet
from backend.web.forms import booking_of


class Reading:
    """Reads one form. `fresh_id` names what the meeting leaves behind, `now` is an instant."""

    def __init__(self, sheet: Sheet, fields: Mapping[str, str], *, fresh_id: Callable[[], str], now: int) -> None:
        self._meeting: Meeting = sheet.meeting
        self._agenda: Agenda = sheet.agenda
        self._fields = fields
        self._fresh_id = fresh_id
        booked = next_of(sheet.others.meetings, now=now)
        self._following = {} if booked else self._booking()
        self._before = self._next_day(booked)

    def hold(self) -> Hold:
        """The command."""
        return Hold(
            meeting=self._meeting.id,
            minutes=Minutes(
                summary=self._fields.get(minutes.SUMMARY, ""),
                gone_through=minutes.ticked(self._agenda, self._fields),
                whys=minutes.whys(self._fields),
            ),
            jobs=self._jobs(),
            homework=self._homework(),
            agreements=self._agreements(),
            following=self._following,
        )

    def _booking(self) -> dict[str, Book]:
        if not minutes.is_written(minutes.FOLLOWING, self._fields):
            return {}
        booking = booking_of(self._part(minutes.FOLLOWING))
        return {minutes.FOLLOWING: Book(id=self._fresh_id(), booking=booking)}

    def _next_day(self, booked: Meeting | None) -> str:
        """The day by which what is agreed is done, unless another is said."""
        starts_at = booked.starts_at if booked else 0
        for book in self._following.values():
            starts_at = book.booking.time.starts_at
        return local_date(starts_at) if starts_at else ""

    def _jobs(self) -> dict[str, HandOut]:
        found: dict[str, HandOut] = {}
        for place in minutes.written(minutes.JOBS, self._fields):
            typed = self._part(place)
            offer = Offer(
                **{name: typed.get(name, "") for name in Offer.__struct_fields__} | self._by(typed, "apply_by")
            )
            found[place] = HandOut(id=self._fresh_id(), offer=offer)
        return found

    def _homework(self) -> dict[str, Give]:
        ticked = {
            minutes.HOMEWORK + fact.ref: Homework(title=fact.da, detail="", due=self._before)
            for fact in self._agenda.homework
            if self._fields.get(minutes.HOMEWORK + fact.ref)
        }
        own: dict[str, Homework] = {}
        for place in minutes.written(minutes.OWN, self._fields):
            typed = self._part(place)
            own[place] = Homework(
                **{name: typed.get(name, "") for name in Homework.__struct_fields__} | self._by(typed, "due")
            )
        return {place: Give(id=self._fresh_id(), homework=each) for place, each in (ticked | own).items()}

    def _agreements(self) -> dict[str, Make]:
        ticked = {
            minutes.EXAMPLE + fact.ref: Promise(who="citizen", what=fact.da, by=self._before)
            for fact in self._agenda.examples
            if self._fields.get(minutes.EXAMPLE + fact.ref)
        }
        own: dict[str, Promise] = {}
        for place in minutes.written(minutes.PROMISES, self._fields):
            typed = self._part(place)
            own[place] = Promise(
                **{name: typed.get(name, "") for name in Promise.__struct_fields__} | self._by(typed, "by")
            )
        return {
            place: Make(id=self._fresh_id(), meeting=self._meeting.id, promise=each)
            for place, each in (ticked | own).items()
        }

    def _by(self, typed: Mapping[str, str], name: str) -> dict[str, str]:
        return {name: typed.get(name, "") or self._before}

    def _part(self, place: str) -> dict[str, str]:
        head = f"{place}-"
        return {name.removeprefix(head): text for name, text in self._fields.items() if name.startswith(head)}
