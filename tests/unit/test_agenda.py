"""What a meeting goes through, for whom, and what it may not end without."""

from typing import Literal

import pytest

from backend.domain.age import AgeGroup
from backend.domain.agenda import Agenda, Minutes, agenda, check
from backend.domain.errors import Invalid
from backend.domain.meeting import LeftOut
from backend.domain.programmes import load_all

SHELF = load_all().programmes
ALL = ("A.0.1", "A.0.2", "A.0.3", "A.0.4")


def of(step: str, group: AgeGroup | Literal[""] = "") -> Agenda:
    return agenda(SHELF[step[0]], step, group=group)


def refs(its: Agenda) -> list[str]:
    return [fact.ref for fact in its.points]


def minutes(gone_through: tuple[str, ...] = ALL, whys: dict[str, str] | None = None) -> Minutes:
    return Minutes(summary="", gone_through=gone_through, whys=whys or {})


def test_the_list_is_that_of_the_age_and_whole_when_the_age_is_not_known() -> None:
    young, middle, old = refs(of("D.4", "under-30")), refs(of("D.4", "30-50")), refs(of("D.4", "over-50"))
    assert young == old == ["D.4.1", "D.4.2", "D.4.3", "D.4.4"]
    assert middle == ["D.4.2", "D.4.3", "D.4.4", "D.4.5"]
    assert set(refs(of("D.4"))) == {*young, *middle}


def test_a_meeting_that_comes_again_has_the_list_of_its_kind() -> None:
    assert of("C.4+2") == of("C.4")


@pytest.mark.parametrize(("step", "least"), [("A.1", 3), ("A.2", 4), ("A.3", 5), ("D.4", 0)])
def test_how_many_jobs_are_handed_out_at_the_least(step: str, least: int) -> None:
    assert of(step).least_jobs == least


def test_what_is_left_out_has_a_reason_and_the_reason_is_kept() -> None:
    with pytest.raises(Invalid) as refused:
        check(minutes(gone_through=ALL[:3]), of("A.2"), jobs=3)
    assert refused.value.fields.keys() == {"why-A.0.4", "why-A.2.J"}
    whys = {"A.0.4": " Systemet var nede. ", "A.2.J": "Ferie", "A.2.1": "Spurgte ingen om"}
    _, left_out = check(minutes(gone_through=ALL[:3], whys=whys), of("A.2"), jobs=3)
    assert left_out == (LeftOut(ref="A.0.4", why="Systemet var nede."), LeftOut(ref="A.2.J", why="Ferie"))


def test_only_what_is_on_the_list_was_gone_through() -> None:
    kept, left_out = check(minutes(gone_through=(*ALL, "A.2.1", "A.2.1", "D.4.1")), of("A.2"), jobs=4)
    assert (kept.gone_through, left_out) == ((*ALL, "A.2.1"), ())
