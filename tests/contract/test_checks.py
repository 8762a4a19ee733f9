"""What may be written: the same verdicts and sentences from Python, here, and from the phone, in `tests/unit`."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import pytest
from msgspec import structs

from backend.domain import assignment, job, joblog, wish
from backend.domain.advert import as_planned, shared
from backend.domain.errors import Invalid
from backend.domain.joblog import Application, Entry
from backend.domain.wish import Wished
from tests.support.shared_examples import DEFAULTS, Example, examples, full, long


def tidied_application(typed: Mapping[str, str], today: str) -> dict[str, str]:
    return structs.asdict(joblog.check(Application(**typed), today=today))


def tidied_wish(typed: Mapping[str, str], today: str) -> dict[str, str]:
    return structs.asdict(wish.check(Wished(**typed), today=today, movable=True))


CHECKS: dict[str, Callable[[Any, str], Any]] = {
    "application": tidied_application,
    "wish": tidied_wish,
    "reason": lambda typed, _: job.check_reason(typed),
    "note": lambda typed, _: assignment.check_note(typed),
}


FORMS = {"application": ("joblog", joblog.FIELDS), "wish": ("wish", Wished.__struct_fields__)}


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
    new = joblog.changed(example["typed"], standing=standing)
    assert (new, joblog.was(example["typed"], new, standing=standing)) == (example["changed"], example["was"])


@pytest.mark.parametrize("example", [pytest.param(each, id=each["name"]) for _, each in examples("shared")])
def test_what_another_app_shares_becomes_the_form_that_the_example_says(example: Example) -> None:
    said, form = ({name: long(text) for name, text in example[part].items()} for part in ("said", "form"))
    assert as_planned(shared(said)) == {"status": "planned", "private_note": "", "was-title": form["title"]} | form


def whole(kind: str, given: Any) -> Any:
    """What was typed, with what the example leaves out of a form."""
    if kind not in FORMS:
        return long(given)
    row, names = FORMS[kind]
    return {name: long(given.get(name, DEFAULTS[row][name] or "")) for name in names}
