"""Examples that both languages read: what is left out of a row is as in the defaults, instants are written as text."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from backend.domain.agreement import Agreement
from backend.domain.assignment import Assignment
from backend.domain.attachment import Attachment
from backend.domain.course import Course
from backend.domain.cv import Cv
from backend.domain.decision import Decision
from backend.domain.goal import Goal
from backend.domain.job import Job
from backend.domain.joblog import Entry
from backend.domain.meeting import Meeting
from backend.domain.placement import Placement
from backend.domain.record import Record
from backend.domain.requirement import Requirement
from backend.domain.track import Followed
from backend.domain.wish import Wish

CONTRACT = Path(__file__).parents[1] / "contract"
DEFAULTS: dict[str, Any] = json.loads((CONTRACT / "defaults.json").read_text(encoding="utf-8"))

Example = dict[str, Any]
StructT = TypeVar("StructT", bound=msgspec.Struct)


def examples(folder: str) -> Iterator[tuple[str, Example]]:
    """Every example of a folder of `tests/contract`, with the name of its file."""
    for file in sorted((CONTRACT / folder).glob("*.json")):
        for example in json.loads(file.read_text(encoding="utf-8")):
            yield file.stem, example


def full(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """A row of that kind, or a shell, with what `given` leaves out and whatever ends in `_at` as an instant."""
    whole = {**DEFAULTS[kind], **given}
    if kind == "joblog":
        whole |= _on_the_way(whole)
    return {key: instant(value) if key.endswith("_at") else value for key, value in whole.items()}


def _on_the_way(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Where an entry stands by its steps; one without any was applied for on its date."""
    steps = [{"note": "", **step} for step in entry["steps"]]
    steps = steps or [{"status": "applied", "on": entry["applied_on"], "note": ""}]
    applied_on = next((step["on"] for step in steps if step["status"] == "applied"), "")
    return {"steps": steps, "status": steps[-1]["status"], "applied_on": applied_on}


def entry_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """A joblog row whose steps are written `planned 2026-11-20, applied 2026-11-24`."""
    steps = [dict(zip(("status", "on"), step.split(), strict=True)) for step in given["steps"].split(", ")]
    return full("joblog", {**given, "steps": steps})


def instant(value: str | int) -> int:
    """Unix milliseconds of a time in UTC, `2026-11-23T13:02:00Z`; numbers stay as they are."""
    return round(dt.datetime.fromisoformat(value).timestamp() * 1000) if isinstance(value, str) else value


def long(given: str | Mapping[str, Any]) -> str:
    """The text that `{"repeat": …, "times": …}` stands for; a text stays as it is."""
    return given if isinstance(given, str) else given["repeat"] * given["times"]


def record_of(rows: Mapping[str, list[Example]]) -> Record:
    """The record of these rows, by kind."""

    def all_of(kind: str, struct: type[StructT]) -> tuple[StructT, ...]:
        return msgspec.convert([full(kind, row) for row in rows.get(kind, [])], tuple[struct, ...])

    return Record(
        course=next(iter(all_of("course", Course)), None),
        meetings=all_of("meeting", Meeting),
        jobs=all_of("job", Job),
        assignments=all_of("assignment", Assignment),
        entries=all_of("joblog", Entry),
        attachments=all_of("attachment", Attachment),
        agreements=all_of("agreement", Agreement),
        wishes=all_of("wish", Wish),
        decisions=all_of("decision", Decision),
        placements=all_of("placement", Placement),
        tracks=all_of("track", Followed),
        requirements=all_of("requirement", Requirement),
        goals=all_of("goal", Goal),
        cv=next(iter(all_of("cv", Cv)), None),
    )
