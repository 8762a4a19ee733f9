"""What is found in a joblog, and what is taken for a repeat: the same from Python, here, as from the phone."""

import json

import msgspec
import pytest

from backend.domain.job import Job
from backend.domain.joblog import Entry
from backend.domain.repeat import job_alike, look_alike
from backend.domain.search import matches, search_of
from tests.support.shared_examples import CONTRACT, Example, examples, full

SEARCHED: list[Example] = json.loads((CONTRACT / "searched.json").read_text(encoding="utf-8"))


def entries_of(rows: list[Example]) -> list[Entry]:
    return [msgspec.convert(full("joblog", row), Entry) for row in rows]


@pytest.mark.parametrize("example", [pytest.param(each, id=each["name"]) for _, each in examples("search")])
def test_a_query_finds_what_the_example_says(example: Example) -> None:
    search, problems = search_of(example["query"])
    found = [entry.id for entry in entries_of(SEARCHED) if matches(entry, search)]
    assert (found, problems) == (example["found"], example.get("problems", {}))


@pytest.mark.parametrize("example", [pytest.param(each, id=each["name"]) for _, each in examples("alike")])
def test_what_looks_like_an_entry_is_found(example: Example) -> None:
    alike = look_alike(example["typed"], entries_of(example["entries"]), but="e-9")
    assert (alike.id if alike else "") == example["alike"]
    jobs = [msgspec.convert(full("job", row), Job) for row in example.get("jobs", ())]
    job = job_alike(example["typed"], jobs, entries_of(example["entries"]))
    assert (job.id if job else "") == example.get("job", "")
