"""The joblog: what a citizen wants to apply for or has applied for, one entry for each application or contact."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

from msgspec import Struct, structs

from backend.domain.dates import is_date, monday_of, plus
from backend.domain.errors import Invalid
from backend.domain.step import WRONG_DATE, Status, Step, answered_on, application_date_at_fault, applied_on
from backend.domain.text import NOTE, TITLE, Problems, Refused, clean, web_address, written

Channel = Literal["posted", "unsolicited", "network", "personal", "telephone", "agency"]
Kind = Literal["", "full-time", "part-time", "temporary", "trainee"]
Goal = Literal["", "A", "B", "C"]

CHANNELS: tuple[Channel, ...] = get_args(Channel)
KINDS: tuple[Kind, ...] = get_args(Kind)
GOALS: tuple[Goal, ...] = get_args(Goal)
MOST_HOURS = 80


class Entry(Struct, frozen=True, kw_only=True):
    """One application. `job` is the id of the handed-out job it answers, or "".

    `cvr` is 8 digits or ""; `hours` a week, 0 = not said; `found` how it was found ("" = not said), `channel` how it
    was applied for. `status` is the last of `steps`, `applied_on` the date of the one that applied: "" while planned.
    `goal` is a letter, `goal_id` the goal that stood there when it was written ("" = known by letter and day alone).
    `private_note` is for the citizen alone. `deadline` and `on_jobnet` (when it was copied to Jobnet) are dates or "";
    `archived_at` an instant, 0 = not; `made_at` the phone's clock when it was written, `received_at` the server's.
    """

    id: str
    version: int
    job: str
    title: str
    employer: str
    cvr: str
    place: str
    link: str
    contact: str
    found: Channel | Literal[""]
    channel: Channel
    kind: Kind
    hours: int
    deadline: str
    goal: Goal
    goal_id: str
    status: Status
    steps: tuple[Step, ...]
    applied_on: str
    note: str
    private_note: str
    on_jobnet: str
    archived_at: int
    made_at: int
    received_at: int


class Application(Struct, frozen=True, kw_only=True):
    """What a citizen writes of one application, as text; what an earlier version of a form lacks is empty."""

    title: str
    employer: str
    cvr: str = ""
    place: str = ""
    link: str = ""
    contact: str = ""
    found: str = ""
    channel: str = ""
    kind: str = ""
    hours: str = ""
    deadline: str = ""
    goal: str = ""
    applied_on: str = ""
    note: str = ""
    private_note: str = ""


FIELDS = Application.__struct_fields__


def check(application: Application, *, today: str, planned: bool = False, standing: Entry | None = None) -> Application:
    """The application, tidied. Raises Invalid with a sentence for each field at fault.

    A `planned` one has not been applied for yet. `standing` is the entry as it was, of which a day that stays is not
    judged anew, or None.
    """
    problems = Problems()
    who = "" if planned else "Skriv, hvor du har søgt."
    what = "Skriv, hvilket job du vil søge." if planned else "Skriv, hvilket job du har søgt."
    tidy = Application(
        title=problems.of("title", written(application.title, most=TITLE, required=what)),
        employer=problems.of("employer", written(application.employer, most=TITLE, required=who)),
        cvr=problems.of("cvr", _cvr(application.cvr)),
        place=problems.of("place", written(application.place, most=TITLE)),
        link=problems.of("link", web_address(application.link)),
        contact=problems.of("contact", written(application.contact, most=TITLE)),
        found=application.found,
        channel=application.channel,
        kind=application.kind,
        hours=problems.of("hours", _hours(application.hours)),
        deadline=clean(application.deadline),
        goal=application.goal,
        applied_on="" if planned else clean(application.applied_on),
        note=problems.of("note", written(application.note, most=NOTE)),
        private_note=problems.of("private_note", written(application.private_note, most=NOTE)),
    )
    if not planned and not (standing and standing.applied_on == tidy.applied_on):
        answered = answered_on(standing.steps) if standing else ""
        if sentence := application_date_at_fault(tidy.applied_on, today=today, answered=answered):
            problems.add("applied_on", sentence)
    _choices(tidy, problems)
    if problems:
        raise Invalid(problems.fields)
    return tidy


def is_planned(status: str) -> bool:
    """Whether a new entry begins with a wish to apply, or with the application. Raises Invalid for anything else."""
    if status not in ("planned", "applied"):
        raise Invalid({"status": "Vælg, om du har søgt eller vil søge."})
    return status == "planned"


def check_copied(on: str, *, today: str) -> str:
    """The date an entry was copied to Jobnet, "" for not. Raises Invalid."""
    tidy = clean(on)
    if tidy and not is_date(tidy):
        raise Invalid({"on": WRONG_DATE})
    if tidy > today:
        raise Invalid({"on": "Datoen ligger i fremtiden."})
    return tidy


def _choices(tidy: Application, problems: Problems) -> None:
    if tidy.deadline and not is_date(tidy.deadline):
        problems.add("deadline", WRONG_DATE)
    if tidy.channel not in CHANNELS:
        problems.add("channel", "Vælg, hvordan du har søgt.")
    if tidy.found not in ("", *CHANNELS):
        problems.add("found", "Vælg, hvordan du fandt jobbet.")
    if tidy.kind not in KINDS:
        problems.add("kind", "Vælg, hvad slags job det er.")
    if tidy.goal not in GOALS:
        problems.add("goal", "Vælg et af dine mål.")


def _cvr(text: str) -> str | Refused:
    tidy = clean(text).replace(" ", "")
    return tidy if re.fullmatch(r"([0-9]{8})?", tidy) else Refused(clean(text), "Et CVR-nummer er på 8 cifre.")


def _hours(text: str) -> str | Refused:
    tidy = clean(text)
    if not re.fullmatch(r"[0-9]{0,3}", tidy) or int(tidy or 0) > MOST_HOURS:
        return Refused(tidy, f"Skriv et helt antal timer om ugen, højst {MOST_HOURS}.")
    return str(int(tidy or 0) or "")


def recency(entry: Entry) -> tuple[str, int, str]:
    """Sorts entries by the day of the application, then by when they were written."""
    return (entry.applied_on, entry.made_at, entry.id)


def in_week_of(today: str, entries: Iterable[Entry]) -> int:
    """How many of the entries were applied for in the ISO week that the date `today` lies in."""
    first = monday_of(today)
    return sum(first <= entry.applied_on < plus(first, 7) for entry in entries)


def as_written(entry: Entry) -> dict[str, str]:
    """The entry's fields as a form has them."""
    return {name: str(getattr(entry, name) or "") for name in FIELDS}


def changed(typed: Mapping[str, str], *, standing: Entry) -> dict[str, str]:
    """The fields that a form changed: those that differ from what stood in them when it was first drawn.

    The form brings that back as `was-…`; without it, what stands now counts. So a field that somebody else changed
    meanwhile, and this form did not touch, stays as it is.
    """
    names = [name for name in FIELDS if name in typed]
    return {name: typed[name] for name, text in was(typed, names, standing=standing).items() if typed[name] != text}


def was(typed: Mapping[str, str], names: Iterable[str], *, standing: Entry) -> dict[str, str]:
    """What stood in these fields when their form was first drawn."""
    stands = as_written(standing)
    return {name: typed.get(f"was-{name}", stands[name]) for name in names}


def entry(
    application: Application,
    *,
    id: str,  # noqa: A002 -- the field's own name
    job: str,
    made_at: int,
    received_at: int,
    goal_id: str = "",
    planned_on: str = "",
) -> Entry:
    """The entry of a checked application, planned on a date or applied for; the data base gives its version."""
    step = Step(status="planned", on=planned_on) if planned_on else Step(status="applied", on=application.applied_on)
    return Entry(
        id=id,
        version=0,
        job=job,
        **_columns(application),
        goal_id=goal_id,
        status=step.status,
        steps=(step,),
        on_jobnet="",
        archived_at=0,
        made_at=made_at,
        received_at=received_at,
    )


def edit(standing: Entry, texts: Mapping[str, str], *, today: str) -> Entry:
    """The entry with these fields as they are to be; the others stay. Raises Invalid."""
    typed = Application(**{**as_written(standing), **texts})
    tidy = check(typed, today=today, planned=standing.status == "planned", standing=standing)
    steps = tuple(
        structs.replace(step, on=tidy.applied_on) if step.status == "applied" else step for step in standing.steps
    )
    return structs.replace(standing, **_columns(tidy), steps=steps)


def stepped(standing: Entry, steps: tuple[Step, ...]) -> Entry:
    """The entry as it stands after these steps. Raises Invalid for one that was applied for nowhere."""
    if steps[-1].status != "planned" and not standing.employer:
        raise Invalid({"employer": "Skriv, hvor du har søgt."})
    return structs.replace(standing, steps=steps, status=steps[-1].status, applied_on=applied_on(steps))


def _columns(tidy: Application) -> dict[str, Any]:
    return structs.asdict(tidy) | {"hours": int(tidy.hours or 0)}
