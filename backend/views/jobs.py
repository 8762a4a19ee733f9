"""Handed-out jobs as they are drawn: cards, the list page, one job with its forms, the form that hands one out."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from msgspec import Struct

from backend.domain.job import Job, counts, urgency
from backend.domain.joblog import Entry, recency
from backend.domain.meeting import next_of
from backend.domain.record import Record
from backend.domain.time import local_date
from backend.views.application import CHANNEL_LABELS, how_fields
from backend.views.form import Field, Filled
from backend.views.shell import Shell
from backend.views.status import Status, received

READ_BY = "Din sagsbehandler kan læse det."

State = Literal["open", "applied", "not-relevant", "withdrawn"]


class JobCard(Struct, frozen=True, kw_only=True):
    """One job. Dates are ISO or ""; `entry` is the joblog entry that answers it ("" = not applied for yet).

    `reason` is why it was set aside, in the citizen's words; `withdrawn_by` the caseworker who took it back.
    """

    id: str
    title: str
    employer: str
    place: str
    link: str
    deadline: str
    apply_by: str
    why: str
    state: State
    entry: str
    applied_on: str
    channel_label: str
    note: str
    reason: str
    withdrawn_by: str
    status: Status


class JobProgress(Struct, frozen=True, kw_only=True):
    """How many of how many are applied for; `dots` has one boolean for each job, those applied for first.

    `apply_by` is the nearest date of those left, `next_title` what to apply for first, overdue or not; "" = none.
    """

    done: int
    total: int
    dots: tuple[bool, ...]
    apply_by: str
    next_title: str


class JobsPage(Struct, frozen=True, kw_only=True):
    """The page «Job»: still to do, applied for, set aside (not relevant or withdrawn)."""

    shell: Shell
    progress: JobProgress
    open: tuple[JobCard, ...]
    applied: tuple[JobCard, ...]
    set_aside: tuple[JobCard, ...]


class JobPage(Struct, frozen=True, kw_only=True):
    """One job. `apply_form`: date, channel, note of the application; `decline_form`: the reason it is not relevant.

    A form that can change nothing any more has no fields.
    """

    shell: Shell
    job: JobCard
    apply_form: tuple[Field, ...]
    decline_form: tuple[Field, ...]


class JobCards(NamedTuple):
    """All jobs: open ones by what is due first, the others newest first."""

    open: tuple[JobCard, ...]
    applied: tuple[JobCard, ...]
    set_aside: tuple[JobCard, ...]


def jobs_page(shell: Shell, record: Record, *, now: int) -> JobsPage:
    """Everything that was handed out; `now` is an instant."""
    cards = job_cards(record)
    return JobsPage(
        shell=shell,
        progress=job_progress(record, today=local_date(now)),
        open=cards.open,
        applied=cards.applied,
        set_aside=cards.set_aside,
    )


def job_page(
    shell: Shell,
    record: Record,
    *,
    job: str,
    now: int,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> JobPage:
    """The job of that id, which the record must hold; `typed` and `problems` when a form is drawn again."""
    filled = Filled(typed, problems)
    found = next(each for each in record.jobs if each.id == job)
    card = _card(found, _answers(record).get(job))
    apply_form = how_fields(filled, applied_on=local_date(now), channel="posted", note="")
    decline_form = (
        filled.field("reason", "Hvorfor er jobbet ikke relevant?", kind="textarea", hint=READ_BY, required=True),
    )
    return JobPage(
        shell=filled.shell(shell, apply_form, decline_form),
        job=card,
        apply_form=apply_form if card.state in {"open", "not-relevant"} else (),
        decline_form=decline_form if card.state == "open" else (),
    )


def job_cards(record: Record) -> JobCards:
    """The record's jobs, each where it belongs."""
    entries = _answers(record)
    pairs = [(job, entries.get(job.id)) for job in sorted(record.jobs, key=urgency)]
    applied = [(entry, job) for job, entry in pairs if entry and job.state != "withdrawn"]
    applied.sort(key=lambda pair: recency(pair[0]), reverse=True)
    aside = [(job, entry) for job, entry in pairs if _state(job, entry) in {"not-relevant", "withdrawn"}]
    aside.sort(key=lambda pair: (pair[0].handed_out_at, pair[0].id), reverse=True)
    return JobCards(
        open=tuple(_card(job, entry) for job, entry in pairs if _state(job, entry) == "open"),
        applied=tuple(_card(job, entry) for entry, job in applied),
        set_aside=tuple(_card(job, entry) for job, entry in aside),
    )


def job_progress(record: Record, *, today: str) -> JobProgress:
    """How far the citizen is on the date `today` with the jobs that count then."""
    answered = _answers(record)
    counted = [job for job in record.jobs if counts(job, today=today)]
    done = sum(job.id in answered for job in counted)
    left = sorted((job for job in record.jobs if job.state == "open" and job.id not in answered), key=urgency)
    return JobProgress(
        done=done,
        total=len(counted),
        dots=tuple(n < done for n in range(len(counted))),
        apply_by=next((job.apply_by for job in left if job.apply_by >= today), ""),
        next_title=left[0].title if left else "",
    )


def offer_form(filled: Filled, record: Record, *, now: int) -> tuple[Field, ...]:
    """Hands a job out; at first it is to be applied for before the next meeting."""
    meeting = next_of(record.meetings, now=now)
    before = local_date(meeting.starts_at) if meeting else ""
    return (
        filled.field("title", "Stilling", required=True),
        filled.field("employer", "Arbejdsgiver", required=True),
        filled.field("place", "Sted"),
        filled.field("link", "Link til opslaget", kind="url"),
        filled.field("deadline", "Ansøgningsfrist", kind="date"),
        filled.field("apply_by", "Søges senest", kind="date", value=before),
        filled.field("why", "Hvorfor dette job?", kind="textarea", hint="Borgeren læser det på sin telefon."),
    )


def _answers(record: Record) -> dict[str, Entry]:
    return {entry.job: entry for entry in record.entries if entry.job}


def _state(job: Job, entry: Entry | None) -> State:
    if job.state == "withdrawn":
        return "withdrawn"
    return "applied" if entry else job.state


def _card(job: Job, entry: Entry | None) -> JobCard:
    return JobCard(
        id=job.id,
        title=job.title,
        employer=job.employer,
        place=job.place,
        link=job.link,
        deadline=job.deadline,
        apply_by=job.apply_by,
        why=job.why,
        state=_state(job, entry),
        entry=entry.id if entry else "",
        applied_on=entry.applied_on if entry else "",
        channel_label=CHANNEL_LABELS[entry.channel] if entry else "",
        note=entry.note if entry else "",
        reason=job.reason,
        withdrawn_by=job.withdrawn_by,
        status=received(entry.received_at if entry else job.received_at),
    )
