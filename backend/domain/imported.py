"""Lines of a spreadsheet, made into entries of a joblog: what each says, what is wrong, what stands there already."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, structs

from backend.domain import columns
from backend.domain import joblog as rules
from backend.domain.dates import is_date
from backend.domain.errors import Invalid, NotNext
from backend.domain.happened import steps_of
from backend.domain.joblog import Application, Entry
from backend.domain.repeat import signs_of, words_of
from backend.domain.sheet import Row
from backend.domain.step import WRONG_DATE, Step, follow
from backend.domain.written_day import day_of

# A line is worth having without these; what is put in their place.
_LOOSE = {"cvr": "", "link": "", "found": "", "kind": "", "hours": "", "deadline": "", "goal": "", "channel": "posted"}
_CHOICES = {
    "channel": columns.named(columns.CHANNELS),
    "found": columns.named(columns.CHANNELS),
    "kind": columns.named(columns.KINDS),
    "goal": columns.named(columns.GOALS),
}
_NO, _YES = (frozenset(map(columns.plain, names)) for names in (columns.NO, columns.YES))


class Line(Struct, frozen=True, kw_only=True):
    """What one line says. `number` is the line's as a spreadsheet counts; `steps` are oldest first, the first of them
    planned or applied; `on_jobnet` a date or "". `remarks` are sentences about what could not be taken along.
    """

    number: int
    application: Application
    steps: tuple[Step, ...]
    on_jobnet: str
    archived: bool
    remarks: tuple[str, ...]


class Wrong(Struct, frozen=True, kw_only=True):
    """A line that cannot become an entry, the job it is about, and a sentence for each cell at fault."""

    number: int
    title: str
    sentences: tuple[str, ...]


class Alike(Struct, frozen=True, kw_only=True):
    """A line that seems to repeat something, and a sentence that says what."""

    line: Line
    sentence: str


def lines_of(rows: Iterable[Row], *, today: str) -> tuple[list[Line], list[Wrong]]:
    """What can be taken in on the date `today`, and what cannot."""
    lines: list[Line] = []
    wrong: list[Wrong] = []
    for number, row in rows:
        try:
            lines.append(_line(number, row, today=today))
        except Invalid as error:
            sentences = tuple(f"{columns.COLUMNS[name][0]}: {sentence}" for name, sentence in error.fields.items())
            wrong.append(Wrong(number=number, title=row.get("title", ""), sentences=sentences))
    return lines, wrong


def sorted_out(lines: Sequence[Line], entries: Iterable[Entry]) -> tuple[list[Line], list[Alike]]:
    """Those that are new, and those that look like an entry, or like an earlier line of the same day."""
    standing = {sign: entry.title for entry in entries for sign in _signs(entry)}
    earlier: dict[tuple[str, tuple[str, str]], int] = {}
    new: list[Line] = []
    alike: list[Alike] = []
    for line in lines:
        said = line.application
        signs = _signs(said)
        title = next((standing[sign] for sign in signs if sign in standing), "")
        number = min((earlier.setdefault((said.applied_on, sign), line.number) for sign in signs), default=line.number)
        if title:
            alike.append(Alike(line=line, sentence=f"Ligner «{title}», som allerede står i din joblog."))
        elif number != line.number:
            alike.append(Alike(line=line, sentence=f"Ligner linje {number}."))
        else:
            new.append(line)
    return new, alike


def _signs(said: Application | Entry) -> frozenset[tuple[str, str]]:
    """What it is known by; with no employer, link or day that is what somebody wants to work as, and where."""
    job = words_of(said.title)
    if job and not (said.employer or said.link or said.applied_on):
        return frozenset({("wanted", " ".join([*job, "@", *words_of(said.place)]))})
    return signs_of(said.title, said.employer, said.link)


def entry_of(
    line: Line,
    *,
    id: str,  # noqa: A002 -- the field's own name
    today: str,
    made_at: int,
    received_at: int,
) -> Entry:
    """The entry that a line becomes, by the rules for entries that are written in by hand. Raises Invalid."""
    first = line.steps[0] if line.steps else Step(status="applied", on="")
    planned = rules.is_planned(first.status)
    if planned and (not is_date(first.on) or first.on > today):
        raise Invalid({"steps": WRONG_DATE})
    typed = line.application if planned else structs.replace(line.application, applied_on=first.on)
    tidy = rules.check(typed, today=today, planned=planned)
    written = rules.entry(
        tidy, id=id, job="", made_at=made_at, received_at=received_at, planned_on=first.on if planned else ""
    )
    taken = rules.stepped(written, _followed(written.steps, line.steps[1:], today=today))
    return structs.replace(
        taken,
        on_jobnet=rules.check_copied(line.on_jobnet, today=today),
        archived_at=max(made_at, 1) if line.archived else 0,
    )


def _followed(steps: tuple[Step, ...], later: Sequence[Step], *, today: str) -> tuple[Step, ...]:
    for step in later:
        try:
            steps = follow(steps, step.status, step.on, today=today)
        except NotNext as error:
            raise Invalid({"steps": error.reason}) from error
        except Invalid as error:
            raise Invalid(
                {"steps" if "on" in error.fields else name: text for name, text in error.fields.items()}
            ) from error
    return steps


def _line(number: int, row: Mapping[str, str], *, today: str) -> Line:
    remarks: list[str] = []
    steps = steps_of(row, remarks, today=today)
    planned = steps[0].status == "planned"
    typed = _typed(row) | {"applied_on": "" if planned else steps[0].on}
    line = Line(
        number=number,
        application=_checked(Application(**typed), remarks, today=today, planned=planned),
        steps=steps,
        on_jobnet=_on_jobnet(row.get("on_jobnet", ""), remarks, today=today),
        archived=columns.plain(row.get("archived", "")) not in _NO,
        remarks=tuple(remarks),
    )
    entry_of(line, id="", today=today, made_at=0, received_at=0)
    return line


def _typed(row: Mapping[str, str]) -> dict[str, str]:
    """The cells as the form's own fields have them; one that means nothing stays as it is."""
    typed = {name: row.get(name, "") for name in rules.FIELDS}
    for name, meanings in _CHOICES.items():
        typed[name] = meanings.get(columns.plain(typed[name]), typed[name])
    return typed | {
        "channel": typed["channel"] or _LOOSE["channel"],
        "deadline": day_of(typed["deadline"]) or typed["deadline"],
    }


def _checked(typed: Application, remarks: list[str], *, today: str, planned: bool) -> Application:
    """Tidied, without what can be left out and is at fault."""
    try:
        return rules.check(typed, today=today, planned=planned)
    except Invalid as error:
        loose = [name for name in _LOOSE if name in error.fields]
        if not loose:
            raise
    for name in loose:
        heading, cell = columns.COLUMNS[name][0], getattr(typed, name)
        instead = "er skrevet ind som opslået stilling" if name == "channel" else "er ikke taget med"
        remarks.append(f"{heading}: «{cell[:60]}» {instead}.")
    return rules.check(structs.replace(typed, **{name: _LOOSE[name] for name in loose}), today=today, planned=planned)


def _on_jobnet(cell: str, remarks: list[str], *, today: str) -> str:
    """The day that it was copied to Jobnet; one that cannot be is left out."""
    meant = columns.plain(cell)
    on = today if meant in _YES else day_of(cell)
    if on > today or not (on or meant in _NO):
        remarks.append(f"{columns.COLUMNS['on_jobnet'][0]}: «{cell[:60]}» er ikke taget med.")
        return ""
    return on
