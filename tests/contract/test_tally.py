"""What came of each goal: the same from Python, here, as from the phone."""

import msgspec
import pytest

from backend.domain.aimed import along
from backend.domain.goal import Goal, standing
from backend.domain.joblog import Entry
from backend.domain.tally import tallies
from tests.support.shared_examples import Example, examples, full


@pytest.mark.parametrize("example", [pytest.param(each, id=each["name"]) for _, each in examples("tally")])
def test_each_goal_has_what_came_of_it(example: Example) -> None:
    goals = [msgspec.convert(full("goal", row), Goal) for row in example["goals"]]
    entries = [msgspec.convert(full("joblog", row), Entry) for row in example["entries"]]
    moved = along(tuple(entries), tuple(goals))
    # The same from entries as they were written, and from those that went along with their goals.
    for each in (entries, moved):
        counted = tallies(goals, each)
        assert {name: list(msgspec.structs.astuple(tally)) for name, tally in counted.items()} == example["tallies"]
    assert {entry.id: entry.goal for entry in moved} == example["letters"]
    assert {letter: goal.id for letter, goal in standing(goals).items()} == example["standing"]
