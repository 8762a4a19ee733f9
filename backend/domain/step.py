"""The steps of an application, from a wish to apply until it is settled: which may follow which, and on what day."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from backend.domain.dates import is_date, plus
from backend.domain.errors import Invalid, NotNext
from backend.domain.text import clean

Status = Literal["planned", "applied", "interview", "offer", "hired", "rejected", "no_answer", "withdrawn"]

LABELS: dict[Status, str] = {
    "planned": "Vil søge",
    "applied": "Søgt",
    "interview": "Samtale",
    "offer": "Tilbud",
    "hired": "Fik jobbet",
    "rejected": "Afslag",
    "no_answer": "Intet svar",
    "withdrawn": "Trukket tilbage",
}
"""What each is called on the screen."""

NEXT: dict[Status, tuple[Status, ...]] = {
    "planned": ("applied",),
    "applied": ("interview", "offer", "hired", "rejected", "no_answer", "withdrawn"),
    "interview": ("interview", "offer", "hired", "rejected", "no_answer", "withdrawn"),
    "offer": ("hired", "rejected", "withdrawn"),
    # An answer may come late, and a no be taken back.
    "no_answer": ("interview", "offer", "hired", "rejected", "withdrawn"),
    "rejected": ("interview", "offer", "hired"),
    "hired": (),
    "withdrawn": (),
}
"""What may follow what."""

WRONG_DATE = "Skriv en dato, for eksempel 2026-11-23."


class Step(Struct, frozen=True, kw_only=True):
    """One step, and the date it happened; an interview may lie ahead."""

    status: Status
    on: str
    note: str = ""


def follow(steps: tuple[Step, ...], status: str, on: str, *, today: str) -> tuple[Step, ...]:
    """`steps` and one more on the date `on`; what stands already is not written twice.

    Raises Invalid (no such step, a date at fault) and NotNext.
    """
    to = next(filter(status.__eq__, LABELS), None)
    if to is None:
        raise Invalid({"status": "Vælg, hvad der er sket."})
    last = steps[-1]
    step = Step(status=to, on=clean(on))
    if last.status == to and (to != "interview" or last.on == step.on):
        return steps
    if to not in NEXT[last.status]:
        raise NotNext(f"Ansøgningen står som «{LABELS[last.status]}».")
    if sentence := _date_at_fault(step, today=today, applied_on=applied_on(steps)):
        raise Invalid({"on": sentence})
    return (*steps, step)


def take_back(steps: tuple[Step, ...], status: str, on: str) -> tuple[Step, ...]:
    """`steps` without the last, if it is that one and not the only one; a repeat changes nothing."""
    last = steps[-1]
    return steps[:-1] if len(steps) > 1 and (last.status, last.on) == (status, on) else steps


def applied_on(steps: Sequence[Step]) -> str:
    """The date it was applied for; "" when it was not yet."""
    return next((step.on for step in steps if step.status == "applied"), "")


def answered_on(steps: Sequence[Step]) -> str:
    """The earliest date of what came after the application; "" when nothing did."""
    return min((step.on for step in steps if step.status not in {"planned", "applied"}), default="")


def application_date_at_fault(on: str, *, today: str, answered: str = "") -> str:
    """The sentence for the day of an application that cannot be; `answered` is the date of the first answer, or ""."""
    if not is_date(on):
        return WRONG_DATE
    if on > today:
        return "Datoen ligger i fremtiden. Skriv den dag, du søgte."
    if on < plus(today, -730):
        return "Datoen ligger mere end to år tilbage."
    return "Datoen ligger efter svaret på ansøgningen." if answered and on > answered else ""


def _date_at_fault(step: Step, *, today: str, applied_on: str) -> str:
    if step.status == "applied":
        return application_date_at_fault(step.on, today=today)
    if not is_date(step.on):
        return WRONG_DATE
    if step.status == "interview" and step.on > plus(today, 365):
        return "Datoen ligger mere end et år fremme."
    if step.status != "interview" and step.on > today:
        return "Datoen ligger i fremtiden. Skriv den dag, det skete."
    return "Datoen ligger før den dag, du søgte." if step.on < applied_on else ""
