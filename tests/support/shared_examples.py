"""Examples that both languages read: what is left out of a row is as in the defaults, instants are written as text."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from backend.domain.assignment import Assignment
from backend.domain.course import Course
from backend.domain.job import Job
from backend.domain.joblog import Entry
from backend.domain.meeting import Meeting
from backend.domain.record import Record

CONTRACT = Path(__file__).parents[1] / "contract"
DEFAULTS: dict[str, dict[str, Any]] = json.loads((CONTRACT / "defaults.json").read_text(encoding="utf-8"))

Example = dict[str, Any]


def examples(folder: str) -> Iterator[tuple[str, Example]]:
    """Every example of a folder of `tests/contract`, with the name of its file."""
    for file in sorted((CONTRACT / folder).glob("*.json")):
        for example in json.loads(file.read_text(encoding="utf-8")):
            yield file.stem, example


def full(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """A row of that kind, or a shell, with what `given` leaves out and whatever ends in `_at` as an instant."""
    whole = {**DEFAULTS[kind], **given}
    return {key: instant(value) if key.endswith("_at") else value for key, value in whole.items()}


def instant(value: str | int) -> int:
    """Unix milliseconds of a time in UTC, `2026-11-23T13:02:00Z`; numbers stay as they are."""
    return round(dt.datetime.fromisoformat(value).timestamp() * 1000) if isinstance(value, str) else value


def long(given: str | Mapping[str, Any]) -> str:
    """The text that `{"repeat": …, "times": …}` stands for; a text stays as it is."""
    return given if isinstance(given, str) else given["repeat"] * given["times"]


def record_of(rows: Mapping[str, list[Example]]) -> Record:
    """The record of these rows, by kind."""
    courses, meetings, jobs, assignments, entries = (
        [full(kind, row) for row in rows.get(kind, [])] for kind in ("course", "meeting", "job", "assignment", "joblog")
    )
    return Record(
        course=next(iter(msgspec.convert(courses, list[Course])), None),
        meetings=msgspec.convert(meetings, tuple[Meeting, ...]),
        jobs=msgspec.convert(jobs, tuple[Job, ...]),
        assignments=msgspec.convert(assignments, tuple[Assignment, ...]),
        entries=msgspec.convert(entries, tuple[Entry, ...]),
    )
