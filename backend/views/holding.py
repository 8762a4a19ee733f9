"""A meeting that is being held: what happened since the last one, what to go through, what is agreed."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, structs

from backend.domain.agenda import WHY, Agenda, agenda
from backend.domain.cv import in_order_since
from backend.domain.dates import plus
from backend.domain.draft import Draft
from backend.domain.meeting import Meeting, next_of
from backend.domain.people import Person
from backend.domain.programme import Fact, Programme
from backend.domain.record import Record
from backend.domain.time import local, local_date
from backend.views import minutes
from backend.views.agreements import promise_form
from backend.views.assignments import homework_form
from backend.views.booking import booking_form
from backend.views.form import Field, Filled, placed
from backend.views.jobs import offer_form
from backend.views.meetings import MeetingCard, meeting_card
from backend.views.shell import Shell
from backend.views.since import Since, last_held, since_last

FREE_ROWS = 1


class Tick(Struct, frozen=True, kw_only=True):
    """One thing to tick. `why` asks for a reason once it is known to be missing."""

    name: str
    ref: str
    label: str
    checked: bool
    why: Field | None = None


class HoldingPage(Struct, frozen=True, kw_only=True):
    """The page. `draft_at` is local "YYYY-MM-DDTHH:MM" or ""; `wrong` every field at fault, for the summary on top.

    `jobs`, `own` and `promises` are parts with their fields; `few` asks why there are fewer jobs than `least_jobs`.
    `booked` is the meeting after this one when there is one already; else `following` books it.
    """

    shell: Shell
    citizen: str
    name: str
    card: MeetingCard
    draft_at: str
    draft_by: str
    since: Since
    mandatory: tuple[Tick, ...]
    points: tuple[Tick, ...]
    every: bool
    summary: Field
    jobs: tuple[tuple[Field, ...], ...]
    least_jobs: int
    few: Field | None
    homework: tuple[Tick, ...]
    own: tuple[tuple[Field, ...], ...]
    examples: tuple[Tick, ...]
    promises: tuple[tuple[Field, ...], ...]
    booked: MeetingCard | None
    following: tuple[Field, ...]
    wrong: tuple[Field, ...]


class Sheet(Struct, frozen=True, kw_only=True):
    """What a meeting is held on: whose it is, the record, the programme, and the draft so far."""

    person: Person
    record: Record
    programme: Programme
    meeting: Meeting
    draft: Draft | None
    draft_by: str

    @property
    def agenda(self) -> Agenda:
        """The programme's list for this meeting and this citizen."""
        group = self.record.course.age_group if self.record.course else ""
        return agenda(self.programme, self.meeting.step, group=group)

    @property
    def others(self) -> Record:
        """The record without this meeting: what is agreed is for the next one."""
        left = tuple(each for each in self.record.meetings if each.id != self.meeting.id)
        return structs.replace(self.record, meetings=left)

    def begun(self) -> dict[str, str]:
        """The form as it is first drawn: what the citizen has done since last time is ticked."""
        if self.draft:
            return self.draft.fields
        held_on = last_held(self.record, self.meeting)
        signs = {
            "ready": self.meeting.ready_at > 0,
            # What was in order when they last met is to be looked at again.
            "cv": in_order_since(self.record.cv, plus(held_on, 1) if held_on else ""),
        }
        return {minutes.TICK + fact.ref: "1" for fact in self.agenda.mandatory if signs.get(fact.shown_by)}


def holding_page(
    shell: Shell,
    sheet: Sheet,
    *,
    now: int,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> HoldingPage:
    """The page at the instant `now`; `typed` and `problems` when it was sent and something is wrong."""
    filled = Filled(sheet.begun() if typed is None else typed, problems)
    its = sheet.agenda
    booked = next_of(sheet.others.meetings, now=now)
    page = HoldingPage(
        shell=shell,
        citizen=sheet.person.id,
        name=sheet.person.name,
        card=meeting_card(sheet.meeting, sheet.record.wishes),
        draft_at=local(sheet.draft.saved_at) if sheet.draft else "",
        draft_by=sheet.draft_by,
        since=since_last(sheet.record, sheet.meeting, programme=sheet.programme, today=local_date(now)),
        mandatory=_ticks(its.mandatory, minutes.TICK, filled, mandatory=True),
        points=_ticks(its.points, minutes.TICK, filled),
        every=bool(filled.typed.get(minutes.EVERY)),
        summary=filled.field(minutes.SUMMARY, "Note", kind="textarea", hint=f"{sheet.person.first_name} læser den."),
        jobs=_jobs(sheet, filled, now=now),
        least_jobs=its.least_jobs,
        few=_why(its.jobs, "Hvorfor færre job?", filled) if its.jobs else None,
        homework=_ticks(its.homework, minutes.HOMEWORK, filled),
        own=_own(sheet, filled, now=now),
        examples=_ticks(its.examples, minutes.EXAMPLE, filled),
        promises=_promises(sheet, filled, now=now),
        booked=meeting_card(booked, sheet.record.wishes) if booked else None,
        following=() if booked else _following(sheet, filled, now=now),
        wrong=(),
    )
    wrong = tuple(_fields(page))
    return structs.replace(page, shell=filled.shell(shell, wrong), wrong=tuple(each for each in wrong if each.error))


def _ticks(facts: Sequence[Fact], head: str, filled: Filled, *, mandatory: bool = False) -> tuple[Tick, ...]:
    return tuple(
        Tick(
            name=head + fact.ref,
            ref=fact.ref,
            label=fact.da,
            checked=bool(filled.typed.get(head + fact.ref)),
            why=_why(fact.ref, "Hvorfor ikke?", filled) if mandatory else None,
        )
        for fact in facts
    )


def _why(ref: str, label: str, filled: Filled) -> Field | None:
    name = WHY + ref
    asked = filled.problems.get(name) or filled.typed.get(name)
    return filled.field(name, label, required=True) if asked else None


def _jobs(sheet: Sheet, filled: Filled, *, now: int) -> tuple[tuple[Field, ...], ...]:
    rows = minutes.places(minutes.JOBS, filled.typed, least=max(sheet.agenda.least_jobs, FREE_ROWS))
    return tuple(placed(offer_form(filled.part(row), sheet.others, now=now), row) for row in rows)


def _own(sheet: Sheet, filled: Filled, *, now: int) -> tuple[tuple[Field, ...], ...]:
    rows = minutes.places(minutes.OWN, filled.typed, least=FREE_ROWS)
    return tuple(placed(homework_form(filled.part(row), sheet.others, now=now), row) for row in rows)


def _promises(sheet: Sheet, filled: Filled, *, now: int) -> tuple[tuple[Field, ...], ...]:
    rows = minutes.places(minutes.PROMISES, filled.typed, least=FREE_ROWS)
    following = next_of(sheet.others.meetings, now=now)
    by = local_date(following.starts_at) if following else ""
    name = sheet.person.first_name
    return tuple(placed(promise_form(filled.part(row), name=name, by=by), row) for row in rows)


def _following(sheet: Sheet, filled: Filled, *, now: int) -> tuple[Field, ...]:
    # The meeting at hand is not one that can be booked again.
    form = booking_form(filled.part(minutes.FOLLOWING), sheet.record, sheet.programme, now=now)
    return placed(form, minutes.FOLLOWING)


def _fields(page: HoldingPage) -> list[Field]:
    """Every field in the order it is drawn."""
    whys = [tick.why for tick in page.mandatory if tick.why]
    rows = [field for row in (*page.jobs, *page.own, *page.promises) for field in row]
    return [*whys, page.summary, *([page.few] if page.few else []), *rows, *page.following]
