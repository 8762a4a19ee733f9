"""When Anne hears of answers, and her caseworkers of what she says."""

from typing import Any

import pytest
from msgspec import structs

from backend.domain.time import instant, local
from tests.support.reminding import (
    HANDS,
    KAREN,
    LONG_AGO,
    SOFIE,
    booked,
    decided,
    followed_up,
    job,
    left_open,
    planned,
    promised,
    state,
    told,
    wants,
    wish,
)

MADE = "2026-11-24T10:00"
NOW = "2026-11-25T09:00"
EARLIER, LATER = booked("2026-11-25T08:00"), booked("2026-11-25T10:00")
MEETING = booked("2026-12-10T13:00")


def test_an_answer_and_a_decision_are_news_for_three_days() -> None:
    answered = state(
        wishes=(wish("topic", at=MADE, answer="no", answered="2026-11-25T08:30"),), decisions=(decided(NOW),)
    )
    said = [("answered", "2026-11-25T08:30"), ("answered", NOW)]
    assert told(planned(answered, now=NOW), "answered") == said
    assert told(planned(answered, now="2026-11-28T08:31"), "answered") == said[1:]
    assert told(planned(answered, now="2026-11-28T09:01"), "answered") == []


@pytest.mark.parametrize(("kind", "answer", "said"), [("job", "yes", 0), ("job", "no", 1), ("topic", "yes", 1)])
def test_a_wish_that_came_true_is_told_of_by_what_it_gave(kind: str, answer: str, said: int) -> None:
    came = state(wishes=(wish(kind, at=MADE, answer=answer, answered=NOW),))
    assert len(told(planned(came, now=NOW), "answered")) == said
    assert len(told(planned(came, now=NOW, anne=wants(given="off")), "answered")) == 1


@pytest.mark.parametrize(
    ("answer", "moved", "said"),
    [("yes", NOW, 0), ("yes", "2026-11-25T09:30", 0), ("yes", MADE, 1), ("yes", "", 1), ("no", NOW, 1)],
)
def test_another_day_that_was_given_is_told_of_by_the_move(answer: str, moved: str, said: int) -> None:
    came = state(wishes=(wish("move", at=MADE, meeting="A.2", answer=answer, answered=NOW, moved=moved),))
    assert len(told(planned(came, now=NOW), "answered")) == said
    assert len(told(planned(came, now=NOW, anne=wants(meeting_moved="off")), "answered")) == 1


def test_what_was_refused_is_told_of_once_for_all_that_came_together() -> None:
    refused = structs.replace(state(), refused_at=instant("2026-11-25T08:59"))
    assert told(planned(refused, now=NOW), "refused") == [("refused", "2026-11-25T08:59")]
    assert told(planned(state(), now=NOW), "refused") == []


def to_caseworkers(*, now: str = NOW, **parts: Any) -> list[tuple[str, str, str]]:
    """(to, kind, when) of everything caseworkers are told at once."""
    found = planned(state(**parts), now=now, karen=wants(not_relevant="on"))
    return [
        (each.person, each.kind, local(each.due_at))
        for each in found
        if each.person in {KAREN, SOFIE} and each.kind not in {"digest", "missing-search"}
    ]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"wishes": (wish("topic", at=NOW),)}, [(KAREN, "question", NOW)]),
        ({"wishes": (wish("topic", at=NOW, answer="yes", answered=NOW),)}, []),
        ({"wishes": (wish("move", at=NOW, meeting="A.2"),), "meetings": (MEETING,)}, [(KAREN, "cant-come", NOW)]),
        # Who holds it hears of it, and the other when both come.
        (
            {
                "wishes": (wish("move", at=NOW, meeting="A.2"),),
                "meetings": (structs.replace(MEETING, held_by="Sofie Bang"),),
            },
            [(SOFIE, "cant-come", NOW)],
        ),
        (
            {
                "wishes": (wish("move", at=NOW, meeting="A.2"),),
                "meetings": (structs.replace(MEETING, together_with="A-kassen"),),
            },
            [(KAREN, "cant-come", NOW), (SOFIE, "cant-come", NOW)],
        ),
        # It was called off meanwhile.
        ({"wishes": (wish("move", at=NOW, meeting="A.2"),)}, []),
        ({"decisions": (decided(MADE, answered=NOW),)}, [(KAREN, "question", NOW)]),
        ({"jobs": (job(state="not-relevant", received_at=instant(NOW)),)}, [(KAREN, "not-relevant", NOW)]),
        (
            {"drafts": (left_open("A.2", saved=NOW),), "meetings": (EARLIER,)},
            [(KAREN, "draft-open", "2026-11-25T11:00")],
        ),
        # The meeting is not over yet.
        ({"drafts": (left_open("A.2", saved=NOW),), "meetings": (LATER,)}, [(KAREN, "draft-open", "2026-11-25T12:45")]),
        ({"drafts": (left_open("A.2", saved=NOW),)}, []),
    ],
)
def test_caseworkers_hear_what_concerns_them(parts: dict[str, Any], said: list[tuple[str, str, str]]) -> None:
    assert to_caseworkers(**parts) == said


def test_can_not_come_in_the_morning_is_said_in_the_evening_or_at_eight() -> None:
    meeting = booked("2026-11-26T08:30")
    for at, due in (("2026-11-25T20:50", "2026-11-25T20:50"), ("2026-11-25T22:00", "2026-11-26T08:00")):
        said = to_caseworkers(wishes=(wish("move", at=at, meeting="A.2"),), meetings=(meeting,), now=at)
        assert said == [(KAREN, "cant-come", due)]


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-25T09:00", "2026-11-26T08:00"),
        ("2026-11-26T07:59", "2026-11-26T08:00"),
        ("2026-11-27T09:00", "2026-11-30T08:00"),  # a Friday
        ("2026-12-23T09:00", "2026-12-28T08:00"),  # Christmas
    ],
)
def test_what_waits_is_in_the_next_working_mornings_digest(now: str, morning: str) -> None:
    waiting = state(wishes=(wish("topic", at=MADE),))
    assert told(planned(waiting, now=now), "digest", to=KAREN) == [("digest", morning)]
    assert told(planned(state(), now=now), "digest", to=KAREN) == []
    assert told(planned(waiting, now=now, karen=wants(digest="off")), "digest", to=KAREN) == []


def test_a_caseworker_who_is_known_by_name_alone_is_told_nothing() -> None:
    hands = structs.replace(HANDS, caseworker_id="", akasse_caseworker_id="")
    found = planned(state(hands=hands, wishes=(wish("topic", at=NOW),), last_search=""), now=NOW)
    assert {each.person for each in found} == {"anne"}


@pytest.mark.parametrize(
    ("parts", "person", "morning"),
    [
        ({"placements": (followed_up("2026-12-10"),)}, KAREN, "2026-12-10T08:00"),
        ({"placements": (followed_up("2026-12-10", by="Sofie Bang"),)}, SOFIE, "2026-12-10T08:00"),
        ({"placements": (followed_up("2026-12-12"),)}, KAREN, "2026-12-14T08:00"),  # a Saturday
        ({"decisions": (decided(LONG_AGO, follow_up="2026-12-10"),)}, KAREN, "2026-12-10T08:00"),
        ({"decisions": (decided(LONG_AGO, follow_up="2026-12-12", by="Sofie Bang"),)}, SOFIE, "2026-12-14T08:00"),
        ({"agreements": (promised("2026-12-10", who="jobcentre"),)}, KAREN, "2026-12-10T08:00"),
        ({"agreements": (promised("2026-12-10", who="a-kasse"),)}, SOFIE, "2026-12-10T08:00"),
    ],
)
def test_what_is_followed_up_and_promised_is_in_the_digest_of_its_day(
    parts: dict[str, Any], person: str, morning: str
) -> None:
    found = [each for each in planned(state(**parts), now=NOW) if each.kind == "digest"]
    assert [(each.person, local(each.due_at)) for each in found] == [(person, morning)]
    assert [each for each in planned(state(**parts), now="2026-12-14T17:00") if each.kind == "digest"] == []


def test_what_the_citizen_promised_is_in_no_digest_nor_what_an_a_kasse_that_is_not_there_did() -> None:
    alone = structs.replace(HANDS, akasse_caseworker_id="")
    agreements = (promised("2026-12-10"), promised("2026-12-11", who="a-kasse"))
    assert not [each for each in planned(state(hands=alone, agreements=agreements), now=NOW) if each.kind == "digest"]
