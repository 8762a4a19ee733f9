"""What counts: the same verdicts and numbers from Python, here, and from the phone's TypeScript, in `tests/unit`."""

from typing import Any

import msgspec
import pytest

from backend.domain.joblog import Entry
from backend.domain.requirement import Count, Requirement, count
from backend.domain.time import local_date
from tests.support.shared_examples import Example, entry_of, examples, full, instant

CASES = [example for _, example in examples("counting")]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_it_counts_as_the_case_says(case: Example) -> None:
    counted = count(
        [msgspec.convert(full("requirement", row), Requirement) for row in case.get("requirement", [{}])],
        [msgspec.convert(entry_of(row), Entry) for row in case["joblog"]],
        today=local_date(instant(case["now"])),
        attached=set(case.get("attached", [])),
    )
    told = as_told(counted)
    assert {key: told[key] for key in case["expect"]} == case["expect"]


def test_there_are_enough_cases_and_each_has_a_sentence_of_its_own() -> None:
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names) >= 60
    assert all(len(name.split()) > 3 for name in names)


def as_told(counted: Count) -> dict[str, Any]:
    """The count as cases write it."""
    told: dict[str, Any] = {
        "period": None,
        "entries": dict(counted.verdicts),
        "uploads": counted.uploads and [counted.uploads.needed, counted.uploads.done],
        "earlier": [[each.period.first, each.period.last, each.period.needed, each.done] for each in counted.earlier],
        "four_weeks": counted.four_weeks,
        "month": counted.month,
    }
    if running := counted.running:
        period = running.period
        told |= {"period": [period.first, period.last], "needed": period.needed}
        told |= {"done": running.done, "missing": running.missing}
    return told
