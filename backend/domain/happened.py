"""What has happened with an application, as a line of a spreadsheet says it: step by step, or by status and dates."""

import re
from collections.abc import Iterator, Mapping

from backend.domain import columns
from backend.domain.errors import Invalid
from backend.domain.step import LABELS, Step
from backend.domain.written_day import day_of

_STATUSES = columns.named(columns.STATUSES)
_STEP = re.compile(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2}) ([^,]+)")


def steps_of(row: Mapping[str, str], remarks: list[str], *, today: str) -> tuple[Step, ...]:
    """What has happened: all of it where the line says so, else what the status and the dates say. Raises Invalid.

    What is put in place of something, or passed over, is added to `remarks`.
    """
    if steps := _told_steps(row.get("steps", "")):
        remarks += _passed_over(row, steps)
        return steps
    said = row.get("status", LABELS["applied" if "applied_on" in row else "planned"])
    status = _STATUSES.get(columns.plain(said))
    if status is None:
        raise Invalid({"status": f"«{said[:60]}» kendes ikke. Skriv for eksempel {', '.join(LABELS.values())}."})
    if status == "planned":
        return (Step(status="planned", on=today),)
    if "applied_on" not in row:
        raise Invalid({"applied_on": "Der mangler en dato for ansøgningen."})
    applied = Step(status="applied", on=day_of(row["applied_on"]) or row["applied_on"])
    if status == "applied":
        return (applied,)
    answered = day_of(row.get("answered_on", ""))
    if not answered:
        remarks.append(f"{LABELS[status]}: dagen står ikke i filen. Den er sat til den dag, du søgte.")
    return (applied, Step(status=status, on=answered or applied.on))


def _told_steps(cell: str) -> tuple[Step, ...]:
    """The steps as `exported` writes them; none where it says something else."""
    found = [_STEP.fullmatch(part) for part in cell.split(",")]
    steps = [
        Step(status=status, on=each[1]) for each in found if each and (status := _STATUSES.get(columns.plain(each[2])))
    ]
    is_whole = len(steps) == len(found) and steps[0].status in ("planned", "applied")
    return tuple(steps) if is_whole else ()


def _passed_over(row: Mapping[str, str], steps: tuple[Step, ...]) -> Iterator[str]:
    """Of status and date, what says something else than the steps: somebody may have corrected only the one."""
    applied = next((step.on for step in steps if step.status == "applied"), "")
    for name, meant, taken in (
        ("status", _STATUSES.get(columns.plain(row.get("status", ""))), steps[-1].status),
        ("applied_on", day_of(row.get("applied_on", "")), applied),
    ):
        cell = row.get(name, "")
        if cell.strip() and meant != taken:
            heading = columns.COLUMNS[name][0]
            yield f"{heading}: «{cell[:60]}» er ikke taget med, for «{columns.COLUMNS['steps'][0]}» siger noget andet."
