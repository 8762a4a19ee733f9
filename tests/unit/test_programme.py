"""The programme files carry every fact of the register once, where its kind belongs, for whom and by when it says."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from backend.domain.programme import Fact, Programme, Step
from backend.domain.programmes import load_all

SHELF = load_all()
PROGRAMMES = list(SHELF.programmes.values())
STEPS = [step for programme in PROGRAMMES for step in programme.meetings]
with Path(__file__).with_name("programme_facts.csv").open(encoding="utf-8") as rows:
    REGISTER = {row["ref"]: row for row in csv.DictReader(rows)}

# What the register says, and how it may be counted.
WINDOWS = {
    "": (None,),
    "<= 1 week after first request": (("day", 0, 7),),
    "<= 3 months": (("month", 0, 3),),
    "> 3 months": (("month", 3, 15),),
    "<= week 2": (("week", 1, 2),),
    "weeks 3-6": (("week", 3, 6),),
    **{f"~ week {week}": (("week", week, week),) for week in (8, 12, 16, 20)},
    "~ weeks 24-26": (("week", 24, 26),),
    "<= month 3": (("month", 0, 3),),
    "months 3-6": (("month", 3, 6),),
}


def carried() -> dict[str, list[Fact]]:
    """Every fact by the kind of place it stands in."""
    return {
        "programme": [*PROGRAMMES, SHELF.tracks],
        "principle": [fact for each in PROGRAMMES for fact in each.principles],
        "rule": [fact for each in PROGRAMMES for fact in each.rules],
        "deadline": [fact for each in PROGRAMMES for fact in each.deadlines],
        "mandatory": [fact for each in PROGRAMMES for fact in each.mandatory],
        "escalation": [fact for each in PROGRAMMES for fact in each.escalations],
        "agreement_example": [fact for each in PROGRAMMES for fact in each.agreements],
        "meeting": list(STEPS),
        "outcome": [fact for step in STEPS for fact in step.outcomes],
        "topic": [fact for step in STEPS for fact in step.topics],
        "assessment": [fact for step in STEPS for fact in step.assessments],
        "homework": [fact for step in STEPS for fact in step.homework],
        "min_jobs": [step.jobs for step in STEPS if step.jobs],
        "track": list(SHELF.tracks.tracks),
        "track_action": [fact for track in SHELF.tracks.tracks for fact in track.actions],
    }


def test_every_fact_is_carried_exactly_once_and_none_is_unknown() -> None:
    found = Counter(fact.ref for each in (*PROGRAMMES, SHELF.tracks) for fact in each.facts())
    assert found == Counter(list(REGISTER))
    assert len(REGISTER) == 233


def test_every_fact_stands_where_its_kind_belongs_in_the_words_of_the_register() -> None:
    for kind, facts in carried().items():
        assert {fact.ref: fact.da for fact in facts} == {
            ref: row["da"] for ref, row in REGISTER.items() if row["kind"] == kind
        }


def test_points_are_for_the_age_groups_of_the_register() -> None:
    points = [point for step in STEPS for point in (*step.outcomes, *step.topics, *step.assessments, *step.homework)]
    assert {point.ref: "|".join(point.audience) or "all" for point in points} == {
        point.ref: REGISTER[point.ref]["audience"] for point in points
    }
    assert sum(bool(point.audience) for point in points) == 8


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.ref)
def test_a_meeting_is_held_by_whom_and_when_the_register_says(step: Step) -> None:
    joint = {"never": "", "possibly": "possibly + a-kasse", "always": "+ a-kasse"}[step.joint]
    who = REGISTER[step.ref]["who"]
    assert who.replace(",", "") == f"{step.held_by} {joint}".strip()
    window = (step.window.unit, step.window.first, step.window.last) if step.window else None
    assert window in WINDOWS[REGISTER[step.ref]["when"]]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.ref)
def test_a_meeting_says_in_plain_words_what_it_is_for_what_to_bring_and_what_comes_of_it(step: Step) -> None:
    assert step.plain.endswith("?")
    assert len(step.prepare) >= 2
    assert step.after.endswith(".")


def test_jobs_are_handed_out_at_the_meetings_of_a_and_b_alone() -> None:
    counts = {each.ref: [step.jobs.count if step.jobs else 0 for step in each.meetings] for each in PROGRAMMES}
    assert counts["A"] == counts["B"] == [3, 4, 5, 5, 5, 5]
    assert set(counts["C"] + counts["D"]) == {0}


def test_a_meeting_is_found_by_its_reference_also_when_it_comes_again() -> None:
    programme = SHELF.programmes["C"]
    assert programme.step("C.4+2") is programme.step("C.4") is programme.meetings[3]
    assert programme.step("C.9") is None


def test_a_track_of_the_early_start_leads_to_the_three_others() -> None:
    start = SHELF.tracks.track("E.S")
    assert start is not None
    assert len(start.actions) == 9
    assert set(start.leads_to) == {track.ref for track in SHELF.tracks.tracks} - {"E.S"}
    assert SHELF.tracks.track("E.X") is None


def test_the_letters_are_those_of_the_files() -> None:
    assert [each.ref for each in PROGRAMMES] == ["A", "B", "C", "D"]
    assert all(isinstance(each, Programme) for each in PROGRAMMES)
