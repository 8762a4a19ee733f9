"""A concrete job handed out at a meeting, to be applied for before the next."""

from typing import Literal

from msgspec import Struct

from backend.domain.dates import LAST, is_date
from backend.domain.errors import Invalid, Withdrawn
from backend.domain.text import NOTE, TITLE, Problems, clean, web_address, written

State = Literal["open", "not-relevant", "withdrawn"]


class Job(Struct, frozen=True, kw_only=True):
    """One job. `deadline` and `apply_by` are dates or ""; applied for when a joblog entry names it.

    `reason` is the citizen's, when not relevant; `withdrawn_by` and `withdrawn_at` (instant, 0 = not) a caseworker's.
    """

    id: str
    version: int
    title: str
    employer: str
    place: str
    link: str
    deadline: str
    apply_by: str
    why: str
    handed_out_by: str
    handed_out_at: int
    state: State
    reason: str
    withdrawn_by: str
    withdrawn_at: int
    received_at: int


class Offer(Struct, frozen=True, kw_only=True):
    """What a caseworker fills in to hand out a job; `deadline` and `apply_by` are dates or ""."""

    title: str
    employer: str
    place: str
    link: str
    deadline: str
    apply_by: str
    why: str


def check(offer: Offer, *, today: str) -> Offer:
    """The offer, tidied. Raises Invalid with a sentence for each field at fault."""
    problems = Problems()
    tidy = Offer(
        title=problems.of("title", written(offer.title, most=TITLE, required="Skriv jobbets titel.")),
        employer=problems.of("employer", written(offer.employer, most=TITLE, required="Skriv arbejdsgiverens navn.")),
        place=problems.of("place", written(offer.place, most=TITLE)),
        link=problems.of("link", web_address(offer.link)),
        deadline=clean(offer.deadline),
        apply_by=clean(offer.apply_by),
        why=problems.of("why", written(offer.why, most=NOTE)),
    )
    for name, date in (("deadline", tidy.deadline), ("apply_by", tidy.apply_by)):
        if date and not is_date(date):
            problems.add(name, "Skriv en dato, for eksempel 2026-12-01.")
        elif date and date < today:
            problems.add(name, "Datoen er passeret.")
    if problems:
        raise Invalid(problems.fields)
    return tidy


def check_reason(reason: str) -> str:
    """Why a job is not relevant, tidied. Raises Invalid: the caseworker is owed a reason."""
    problems = Problems()
    tidy = problems.of("reason", written(reason, most=1000, required="Skriv kort, hvorfor jobbet ikke er relevant."))
    if problems:
        raise Invalid(problems.fields)
    return tidy


def counts(job: Job, *, today: str) -> bool:
    """Whether the job is one of those to be applied for now: it stands, and its time has not run out."""
    return job.state == "open" and (not job.apply_by or job.apply_by >= today)


def urgency(job: Job) -> tuple[str, str, int, str]:
    """Sorts jobs by what is due first; those without a date come last."""
    return (job.apply_by or LAST, job.deadline or LAST, job.handed_out_at, job.id)


def must_stand(job: Job) -> None:
    """Raises Withdrawn when a caseworker has taken the job back: nothing more can be done with it."""
    if job.state == "withdrawn":
        raise Withdrawn(f"Jobbet er trukket tilbage af {job.withdrawn_by}.")
