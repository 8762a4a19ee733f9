"""One entry of the joblog as it is drawn: the form it is written in with, and what has happened since."""

from collections.abc import Mapping

from msgspec import Struct

from backend.domain.joblog import Entry, as_written
from backend.domain.record import Record
from backend.domain.repeat import job_alike, look_alike
from backend.domain.step import NEXT
from backend.domain.step import Status as State
from backend.domain.time import local_date
from backend.views.application import CHANNEL_LABELS, KIND_LABELS, channel_field, note_field, when_field
from backend.views.attachments import Enclosing, enclosed, enclosing
from backend.views.form import Field, Filled
from backend.views.goals import goal_choices
from backend.views.joblog import EntryCard, Taken, entry_card, way
from backend.views.shell import Shell
from backend.views.status import Status, received

# So many fields are always in view, the others when they are wanted.
SHOWN = 4
STEP_LABELS: dict[State, str] = {
    "planned": "Jeg vil søge",
    "applied": "Jeg har søgt",
    "interview": "Jeg er kaldt til samtale",
    "offer": "Jeg har fået et tilbud",
    "hired": "Jeg fik jobbet",
    "rejected": "Afslag",
    "no_answer": "Intet svar",
    "withdrawn": "Jeg trækker den",
}


class Was(Struct, frozen=True, kw_only=True):
    """What stood in a field when its form was first drawn: what still stands there was not changed by this form."""

    name: str
    value: str


class NextStep(Struct, frozen=True, kw_only=True):
    """A step that can be taken now."""

    status: State
    label: str


class Going(Struct, frozen=True, kw_only=True):
    """How far an entry has come, and what can be done now: the date of the `next` step is asked for in `form`.

    `undo` is the step that can be taken back, or None; `on_jobnet` a date or "".
    """

    id: str
    planned: bool
    way: tuple[Taken, ...]
    next: tuple[NextStep, ...]
    form: tuple[Field, ...]
    undo: Taken | None
    archived: bool
    on_jobnet: str


class HandedOut(Struct, frozen=True, kw_only=True):
    """A job that somebody has handed out."""

    id: str
    title: str
    employer: str
    by: str


class EntryPage(Struct, frozen=True, kw_only=True):
    """One entry. `id` is the entry's, or the id a new one will get; `version` what an edit is based on.

    `planned`: it was not applied for yet. The first `shown` fields of `form` are always in view. `alike` is an entry
    that a new one seems to repeat, `handed_out` a job that it seems to be for, or None; a new one is not `going` and
    has no files yet. `reads`: the advert at its link can be read; `told` is what came of that, or "".
    """

    shell: Shell
    is_new: bool
    planned: bool
    id: str
    job: str
    title: str
    version: int
    was: tuple[Was, ...]
    form: tuple[Field, ...]
    shown: int
    alike: EntryCard | None
    handed_out: HandedOut | None
    going: Going | None
    enclosing: Enclosing | None
    reads: bool
    told: str
    status: Status


def new_page(
    shell: Shell,
    record: Record,
    *,
    id: str,  # noqa: A002 -- the field's own name
    now: int,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    told: str = "",
    shown: int = SHOWN,
) -> EntryPage:
    """The form of a new entry; a problem with `anyway` is that it seems to stand in the joblog already."""
    said = dict(problems or {})
    asked = (typed or {}) if said.pop("anyway", "") else {}
    alike = look_alike(asked, record.entries, but=id)
    job = None if alike else job_alike(asked, record.jobs, record.entries)
    filled = Filled(typed, said)
    planned = filled.typed.get("status") == "planned"
    stands = {"applied_on": local_date(now), "channel": "posted"}
    form = _form(filled, stands, planned=planned, goals=goal_choices(record))
    return EntryPage(
        shell=filled.shell(shell, form),
        is_new=True,
        planned=planned,
        id=id,
        job="",
        title="",
        version=0,
        was=_untouched(filled.typed),
        form=form,
        shown=shown,
        alike=entry_card(alike, enclosed(record.attachments)) if alike else None,
        handed_out=HandedOut(id=job.id, title=job.title, employer=job.employer, by=job.handed_out_by) if job else None,
        going=None,
        enclosing=None,
        reads=planned and bool(filled.typed.get("link")),
        told=told,
        status=Status(),
    )


def entry_page(
    shell: Shell,
    record: Record,
    *,
    id: str,  # noqa: A002 -- the field's own name
    now: int,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    told: str = "",
) -> EntryPage:
    """The entry of that id, which the record must hold."""
    entry = next(each for each in record.entries if each.id == id)
    filled = Filled(typed, problems)
    stands = as_written(entry)
    form = _form(filled, stands, planned=not entry.applied_on, goals=goal_choices(record))
    going = _going(filled, entry, today=local_date(now))
    section = enclosing(filled, record.attachments, id)
    return EntryPage(
        shell=filled.shell(shell, form, going.form, section.form),
        is_new=False,
        planned=not entry.applied_on,
        id=id,
        job=entry.job,
        title=entry.title,
        version=filled.version(entry.version),
        was=tuple(Was(name=field.name, value=filled.was(field.name, stands[field.name])) for field in form),
        form=form,
        shown=SHOWN,
        alike=None,
        handed_out=None,
        going=going,
        enclosing=section,
        reads=not entry.applied_on and bool(filled.typed.get("link", entry.link)),
        told=told,
        status=received(entry.received_at),
    )


def _untouched(typed: Mapping[str, str]) -> tuple[Was, ...]:
    """The title that a new form had before anybody touched it, where another app has shared one."""
    return (Was(name="title", value=typed["was-title"]),) if "was-title" in typed else ()


def _going(filled: Filled, entry: Entry, *, today: str) -> Going:
    taken = way(entry)
    hint = "Ved en samtale er det den dag, I skal tale sammen." if entry.applied_on else ""
    day = filled.field("on", "Hvilken dag?", kind="date", value=today, hint=hint, required=True)
    following = NEXT[entry.status]
    return Going(
        id=entry.id,
        planned=not entry.applied_on,
        way=taken,
        next=tuple(NextStep(status=status, label=STEP_LABELS[status]) for status in following),
        form=(day,) if following else (),
        undo=taken[-1] if len(entry.steps) > 1 else None,
        archived=entry.archived_at > 0,
        on_jobnet=entry.on_jobnet,
    )


def _form(filled: Filled, stands: Mapping[str, str], *, planned: bool, goals: Mapping[str, str]) -> tuple[Field, ...]:
    title = filled.field("title", "Stilling", value=stands.get("title", ""), required=True)
    employer = filled.field("employer", "Arbejdsgiver", value=stands.get("employer", ""), required=not planned)
    channel = channel_field(filled, stands["channel"], planned=planned)
    link = filled.field("link", "Link til opslaget", kind="url", value=stands.get("link", ""))
    deadline = filled.field("deadline", "Ansøgningsfrist", kind="date", value=stands.get("deadline", ""))
    if planned:
        return title, employer, deadline, link, channel, *_details(filled, stands, goals=goals)
    when = when_field(filled, stands["applied_on"])
    return title, employer, when, channel, link, deadline, *_details(filled, stands, goals=goals)


def _details(filled: Filled, stands: Mapping[str, str], *, goals: Mapping[str, str]) -> tuple[Field, ...]:
    not_said: Mapping[str, str] = {"": "Ikke skrevet"}
    values = {name: stands.get(name, "") for name in ("place", "found", "goal", "kind", "hours", "contact", "cvr")}
    return (
        filled.field("place", "Sted", value=values["place"]),
        filled.field(
            "found", "Hvordan fandt du jobbet?", kind="select", value=values["found"], choices=not_said | CHANNEL_LABELS
        ),
        filled.field("goal", "Jobmål", kind="select", value=values["goal"], choices={**not_said, **goals}),
        filled.field("kind", "Slags job", kind="select", value=values["kind"], choices=not_said | KIND_LABELS),
        filled.field("hours", "Timer om ugen", kind="number", value=values["hours"]),
        filled.field("contact", "Kontaktperson", value=values["contact"]),
        filled.field("cvr", "CVR-nummer", kind="number", value=values["cvr"], hint="8 cifre"),
        note_field(filled, stands.get("note", "")),
        filled.field(
            "private_note",
            "Til dig selv",
            kind="textarea",
            value=stands.get("private_note", ""),
            hint="Kun du ser den. Den kommer aldrig videre til din sagsbehandler.",
        ),
    )
