"""What may be written: the same verdicts and sentences from Python, here, and from the phone, in `tests/unit`."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import pytest
from msgspec import structs

from backend.domain import assignment, job, joblog
from backend.domain.errors import Invalid
from backend.domain.joblog import Application, Entry
from tests.support.shared_examples import DEFAULTS, Example, examples, full, long


def tidied_application(typed: Mapping[str, str], today: str) -> dict[str, str]:
    return structs.asdict(joblog.check(Application(**typed), today=today))


CHECKS: dict[str, Callable[[Any, str], Any]] = {
    "application": tidied_application,
    "reason": lambda typed, _: job.check_reason(typed),
    "note": lambda typed, _: assignment.check_note(typed),
}


@pytest.mark.parametrize(
    ("kind", "example"),
    [pytest.param(kind, example, id=f"{kind}: {example['name']}") for kind, example in examples("checks")],
)
def test_what_is_typed_is_judged_as_the_example_says(kind: str, example: Example) -> None:
    typed = whole(kind, example["typed"])
    if "problems" in example:
        with pytest.raises(Invalid) as refused:
            CHECKS[kind](typed, example.get("today", ""))
        assert refused.value.fields == example["problems"]
        return
    tidy = CHECKS[kind](typed, example.get("today", ""))
    assert tidy == whole(kind, example["tidy"])
    assert CHECKS[kind](tidy, example.get("today", "")) == tidy


@pytest.mark.parametrize("example", [pytest.param(each, id=each["name"]) for _, each in examples("changed")])
def test_a_form_changes_only_what_was_changed_in_it(example: Example) -> None:
    standing = msgspec.convert(full("joblog", example["standing"]), Entry)
    assert joblog.changed(example["typed"], standing=standing) == example["changed"]


def whole(kind: str, given: Any) -> Any:
    """What was typed, with what the example leaves out of an application."""
    if kind != "application":
        return long(given)
    return {name: long(given.get(name, DEFAULTS["joblog"][name])) for name in joblog.FIELDS}
