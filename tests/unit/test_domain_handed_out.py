"""What caseworkers hand out, jobs and homework: checked as they fill it in."""

from typing import Any

import pytest

from backend.domain import assignment, job
from backend.domain.assignment import Homework
from backend.domain.errors import Invalid
from backend.domain.job import Offer

TODAY = "2026-11-23"
OFFER = {
    "title": "Lagermedarbejder",
    "employer": "Nordhavn Logistik",
    "place": "",
    "link": "",
    "deadline": "",
    "apply_by": "",
    "why": "",
}
PASSED = "Datoen er passeret."
NO_DATE = "Skriv en dato, for eksempel 2026-12-01."


def offered(**changed: str) -> Offer:
    return job.check(Offer(**(OFFER | changed)), today=TODAY)


def given(**changed: str) -> Homework:
    return assignment.check(
        Homework(**({"title": "Lav en elevatortale", "detail": "", "due": ""} | changed)), today=TODAY
    )


def problems(hand_out: Any, **changed: str) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        hand_out(**changed)
    return refused.value.fields


def test_karen_hands_out_a_job_and_its_words_are_tidied() -> None:
    offer = offered(title=" Kok ", link="job.example/1", apply_by=f" {TODAY}\r\n", why="a\r\nb")
    assert (offer.title, offer.link, offer.apply_by, offer.why) == ("Kok", "https://job.example/1", TODAY, "a\nb")


def test_a_job_has_a_title_and_an_employer() -> None:
    assert problems(offered, title=" ", employer="\u200b") == {
        "title": "Skriv jobbets titel.",
        "employer": "Skriv arbejdsgiverens navn.",
    }


@pytest.mark.parametrize("name", ["deadline", "apply_by"])
@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        ("2026-11-22", PASSED),
        ("0001-01-01", PASSED),
        ("1. december", NO_DATE),
        ("2026-W49-2", NO_DATE),
        ("2026-02-29", NO_DATE),
    ],
)
def test_the_dates_of_a_job_are_dates_and_lie_ahead(name: str, date: str, sentence: str) -> None:
    assert problems(offered, **{name: date}) == {name: sentence}


def test_everything_at_once_gives_a_sentence_for_each() -> None:
    wrong = {"title": "x" * 201, "employer": "", "place": "x" * 201, "link": "javascript:alert(1)", "why": "x" * 4001}
    assert problems(offered, **wrong, deadline="x", apply_by="x").keys() == OFFER.keys()


def test_homework_has_a_title_and_may_have_a_date() -> None:
    assert given(due=TODAY).due == TODAY
    assert given(title=" Ring til en virksomhed ").title == "Ring til en virksomhed"
    assert problems(given, title="") == {"title": "Skriv, hvad opgaven går ud på."}
    assert problems(given, detail="x" * 4001, due="2026-11-22") == {
        "detail": "Højst 4000 tegn; der står 4001.",
        "due": PASSED,
    }
    assert problems(given, due="i morgen") == {"due": NO_DATE}
