"""Programme A carries every fact of its register once, and a mistake in a programme file is told with its place."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from backend.domain.programme import Misread, parse
from backend.domain.programmes import HERE, load_all

REGISTER = Path(__file__).with_name("programme_a_facts.csv")
A = (HERE / "a.toml").read_text("utf-8")


def _register() -> dict[str, str]:
    with REGISTER.open(encoding="utf-8") as rows:
        return {row["ref"]: row["kind"] for row in csv.DictReader(rows)}


def test_every_fact_is_carried_exactly_once_and_none_is_unknown() -> None:
    carried = Counter(fact.ref for fact in load_all()["A"].facts())
    assert carried == Counter(list(_register()))


def test_every_fact_stands_where_its_kind_belongs() -> None:
    programme = load_all()["A"]
    found = {
        "programme": {programme.ref},
        "mandatory": {fact.ref for fact in programme.mandatory},
        "escalation": {fact.ref for fact in programme.escalations},
        "meeting": {step.ref for step in programme.meetings},
        "outcome": {fact.ref for step in programme.meetings for fact in step.outcomes},
        "min_jobs": {step.jobs.ref for step in programme.meetings if step.jobs},
        "agreement_example": {fact.ref for fact in programme.agreements},
    }
    register = _register()
    assert found == {kind: {ref for ref, its in register.items() if its == kind} for kind in found}
    for step in programme.meetings:
        assert all(fact.ref.startswith(f"{step.ref}.") for fact in step.outcomes)


def test_the_meetings_come_in_order_with_their_jobs_and_plain_words() -> None:
    programme = load_all()["A"]
    assert [step.jobs.count if step.jobs else 0 for step in programme.meetings] == [3, 4, 5, 5, 5, 5]
    assert [step.ref for step in programme.meetings] == ["A.1", "A.2", "A.3", "A.4", "A.5", "A.6"]
    for step in programme.meetings:
        assert programme.step(step.ref) is step
        assert step.plain.endswith("?")
        assert len(step.prepare) >= 2
    assert programme.step("A.9") is None


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('da = "Status"', "", "missing required field `da` - at `$.meetings[5]`"),
        ('da = "Status"', 'dansk = "Status"', "unknown field `dansk` - at `$.meetings[5]`"),
        ("count = 3", 'count = "tre"', "Expected `int`, got `str` - at `$.meetings[0].jobs.count`"),
        ("count = 3", "count = 0", "Expected `int` >= 1 - at `$.meetings[0].jobs.count`"),
        ('ref = "A.1.1"', 'ref = "A.1.2"', "ref A.1.2 står mere end én gang"),
        ('ref = "A.1.1"', 'ref = "Q.1"', "$.meetings[0].outcomes[0].ref"),
        ("[[mandatory]]", "[[mandatory]", "ikke gyldig TOML"),
    ],
)
def test_a_mistake_is_told_with_file_and_place(right: str, wrong: str, told: str) -> None:
    assert right in A
    with pytest.raises(Misread) as misread:
        parse(A.replace(right, wrong, 1), name="a.toml")
    assert misread.value.reason.startswith("a.toml: ")
    assert told in misread.value.reason
