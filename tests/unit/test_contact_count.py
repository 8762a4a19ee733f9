"""Meetings in the a-kasse are counted apart from those with the municipality, where the contact rule asks for some."""

import pytest
from msgspec import structs

from backend.domain.contact_count import contact_standings
from backend.domain.contact_rule import ContactRule, load_rules
from backend.domain.course import Course, Hands, begin
from backend.domain.meeting import Meeting
from backend.domain.programme import Programme
from backend.domain.programmes import load_all
from tests.support.meetings import held

PROGRAMMES = load_all().programmes
A, C, D = (PROGRAMMES[ref] for ref in "ACD")
RULES = {rule.id: rule for rule in load_rules()}
NEWEST = RULES["dagpenge-2026"]
HANDS = Hands(caseworker="Karen Lund", organisation="Jobcenter Havneby", akasse="Fag og Folk")


def course(programme: Programme) -> Course:
    return begin(
        programme, citizen="anne", born_on="", started_on="2026-08-03", rules=tuple(RULES.values()), hands=HANDS
    )


def told(programme: Programme, *meetings: Meeting, rule: ContactRule = NEWEST) -> list[tuple[str, int, int, str]]:
    found = contact_standings(rule, course(programme), programme, meetings=meetings, today="2026-11-25")
    return [(each.da, each.held, each.least, each.due_on) for each in found]


def test_each_authority_has_its_own_number_and_its_own_day() -> None:
    meetings = (held("D.CV", on="2026-08-10"), held("D.1", on="2026-08-20"), held("D.2", on="2026-09-20"))
    assert told(D, *meetings) == [
        ("Mindst 2 samtaler i a-kassen på 3 måneder", 1, 2, "2026-11-03"),
        ("Mindst 2 samtaler med kommunen på 6 måneder", 2, 2, "2027-02-03"),
    ]


def test_the_rule_before_it_asks_for_three_of_each() -> None:
    assert told(D, held("D.R1", on="2026-10-10"), rule=RULES["dagpenge-2024"]) == [
        ("Mindst 3 samtaler i a-kassen på 3 måneder", 1, 3, "2026-11-03"),
        ("Mindst 3 samtaler med kommunen på 6 måneder", 0, 3, "2027-02-03"),
    ]


def test_what_is_held_too_late_in_the_a_kasse_does_not_count_there() -> None:
    a_kasse, _ = told(D, held("D.CV", on="2026-11-03"), held("D.R1", on="2026-11-04"))
    assert a_kasse[1] == 1


def test_a_joint_meeting_counts_for_the_one_that_holds_it() -> None:
    joint = structs.replace(held("D.5", on="2026-10-10"), together_with="Fag og Folk")
    assert [each[1] for each in told(D, joint)] == [0, 1]


def test_a_programme_without_meetings_in_the_a_kasse_is_not_asked_for_any() -> None:
    assert told(A, held("A.1", on="2026-08-20")) == [
        ("Mindst 2 samtaler med kommunen på 6 måneder", 1, 2, "2027-02-03")
    ]


def test_after_a_change_of_programme_it_is_told_by_whose_hands_a_meeting_was_held() -> None:
    by_sofie = structs.replace(held("A.1", on="2026-08-10"), held_by="Sofie Bang")
    assert [each[1] for each in told(D, by_sofie, held("A.2", on="2026-08-20"))] == [1, 1]


def test_a_rule_that_names_no_authority_counts_every_meeting() -> None:
    found = told(C, held("C.1", on="2026-08-05"), held("C.2", on="2026-09-05"), rule=RULES["kontanthjaelp-2026"])
    assert found == [("Mindst 4 samtaler på 6 måneder", 2, 4, "2027-02-03")]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_share_of_the_a_kasse_has_a_day_and_is_part_of_the_whole(rule: ContactRule) -> None:
    assert (rule.with_akasse > 0) == (rule.akasse_months > 0)
    assert rule.with_akasse < rule.least
    assert rule.akasse_months <= rule.months
