"""The a-kasse attends the fifth or the sixth meeting of programme D, and whoever lets the last chance go is told."""

import pytest
from msgspec import structs

from backend.domain.joint import lacks_joint_meeting, missing_joint_meeting, missing_without
from backend.domain.meeting import Meeting, State
from backend.domain.programmes import load_all
from tests.support.meetings import held

PROGRAMMES = load_all().programmes
D = PROGRAMMES["D"]
RULE = "A-kassen deltager i enten 5. eller 6. samtale"


def meeting(step: str, *, joint: bool = False, state: State = "booked") -> Meeting:
    together = "Fag og Folk" if joint else ""
    return structs.replace(held(step, on="2026-12-01"), id=f"m-{step}", together_with=together, state=state)


JOINT_5, ALONE_5 = meeting("D.5", joint=True), meeting("D.5")
JOINT_6, ALONE_6 = meeting("D.6", joint=True), meeting("D.6")
CANCELLED_5 = meeting("D.5", joint=True, state="cancelled")
MISSED_5 = meeting("D.5", joint=True, state="missed")


@pytest.mark.parametrize(
    ("others", "step", "told"),
    [
        ([], "D.5", False),
        ([], "D.6", True),
        ([JOINT_5], "D.6", False),
        ([meeting("D.1", joint=True)], "D.6", True),
        ([ALONE_5], "D.6", True),
        ([CANCELLED_5], "D.6", True),
        ([CANCELLED_5, ALONE_6], "D.5", True),
        ([CANCELLED_5, JOINT_6], "D.5", False),
        ([], "D.4", False),
        ([CANCELLED_5, ALONE_6], "D.4", False),
    ],
)
def test_the_last_chance_is_not_booked_alone(others: list[Meeting], step: str, told: bool) -> None:
    sentence = lacks_joint_meeting(D, others, step=step)
    assert bool(sentence) is told
    assert not told or sentence.startswith(f"{RULE}:")


@pytest.mark.parametrize(
    ("meetings", "told"),
    [
        ([], False),
        ([ALONE_5], False),
        ([CANCELLED_5], False),
        ([JOINT_5, ALONE_6], False),
        ([CANCELLED_5, structs.replace(ALONE_6, state="cancelled")], False),
        ([CANCELLED_5, ALONE_6], True),
        ([MISSED_5, ALONE_6], True),
        ([CANCELLED_5, structs.replace(ALONE_6, state="held")], True),
        ([CANCELLED_5, ALONE_6, meeting("D.1", joint=True)], True),
        ([CANCELLED_5, ALONE_6, JOINT_5], False),
        ([CANCELLED_5, JOINT_6], False),
    ],
)
def test_it_is_told_as_long_as_neither_is_joint_and_the_last_is_taken(meetings: list[Meeting], told: bool) -> None:
    assert missing_joint_meeting(D, meetings) == (RULE if told else "")


@pytest.mark.parametrize(
    ("meetings", "without", "told"),
    [
        ([JOINT_5, ALONE_6], JOINT_5, True),
        ([JOINT_5, ALONE_6], ALONE_6, False),
        ([JOINT_5], JOINT_5, False),
        ([JOINT_5, JOINT_6], JOINT_5, False),
        ([CANCELLED_5, ALONE_6], ALONE_6, False),
    ],
)
def test_who_cancels_the_joint_one_of_the_two_is_told_before(
    meetings: list[Meeting], without: Meeting, told: bool
) -> None:
    assert missing_without(D, meetings, meeting=without) == (RULE if told else "")


def test_other_programmes_ask_for_no_such_thing() -> None:
    others = [each for ref, each in PROGRAMMES.items() if ref != "D"]
    assert not any(lacks_joint_meeting(each, [], step=step.ref) for each in others for step in each.meetings)
