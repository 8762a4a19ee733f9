"""Agreements as they are drawn, and the form that makes one."""

from msgspec import Struct

from backend.domain.agreement import Agreement, urgency
from backend.domain.course import Course
from backend.domain.record import Record
from backend.views.form import Field, Filled
from backend.views.status import Status, received


class AgreementCard(Struct, frozen=True, kw_only=True):
    """One agreement. `by` is a date or ""; `who` is "" for the citizen's own, else the name of who promised it."""

    id: str
    what: str
    who: str
    by: str
    done: bool
    status: Status


def agreement_cards(record: Record) -> tuple[AgreementCard, ...]:
    """Those still to do by what is due first, then those that are done, newest first."""
    left = sorted((each for each in record.agreements if not each.done_at), key=urgency)
    done = sorted((each for each in record.agreements if each.done_at), key=lambda each: (each.done_at, each.id))
    return tuple(_card(each, record.course) for each in (*left, *reversed(done)))


def party_name(who: str, course: Course | None) -> str:
    """Who promised it, as a person reads it; "" for the citizen."""
    if who == "citizen":
        return ""
    if who == "jobcentre":
        return (course.caseworker if course else "") or "Jobcentret"
    return (course.akasse if course else "") or "A-kassen"


def promise_form(filled: Filled, *, name: str, by: str) -> tuple[Field, ...]:
    """Agrees on something with the citizen of that name; at first it is to be done by the date `by`."""
    parties = {"citizen": name, "jobcentre": "Jobcentret", "a-kasse": "A-kassen"}
    return (
        filled.field("what", "Aftale", required=True),
        filled.field("who", "Hvem gør det?", kind="select", value="citizen", choices=parties, required=True),
        filled.field("by", "Hvornår?", kind="date", value=by),
    )


def _card(agreement: Agreement, course: Course | None) -> AgreementCard:
    return AgreementCard(
        id=agreement.id,
        what=agreement.what,
        who=party_name(agreement.who, course),
        by=agreement.by,
        done=agreement.done_at > 0,
        status=received(agreement.received_at),
    )
