"""A mistake in a programme file is told with its file, its line and what was expected."""

import pytest

from backend.domain.programme import Programme
from backend.domain.programme_file import Misread, parse
from backend.domain.programmes import HERE, load_all

A, D, E = ((HERE / f"{letter}.toml").read_text("utf-8") for letter in "ade")


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('da = "Status"\n', "", "this part missing required field `da`"),
        ('da = "Status"', 'dansk = "Status"', "unknown field `dansk`"),
        ("count = 3", 'count = "tre"', "expected `int`, got `str`"),
        ("count = 3", "count = 0", "expected `int` >= 1"),
        ('ref = "A.1.1"', 'ref = "A.1.2"', "ref A.1.2 is given 2 times"),
        ('ref = "A.1.1"', 'ref = "A.2.9"', "ref A.2.9 stands under A.1, whose refs begin with A.1."),
        ('ref = "A.1.1"', 'ref = "B.1.9"', "ref B.1.9 does not belong to A"),
        ('ref = "A.1.1"', 'ref = "Q.1"', "expected `str` matching regex"),
        ("[[mandatory]]", "[[mandatory]", "not TOML"),
        ('held_by = "jobcentre"', 'held_by = "kommunen"', "invalid enum value 'kommunen'"),
    ],
)
def test_in_programme_a(right: str, wrong: str, told: str) -> None:
    assert right in A
    with pytest.raises(Misread) as misread:
        parse(A.replace(right, wrong, 1), name="a.toml")
    assert told in misread.value.reason
    assert misread.value.reason.startswith("a.toml")


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("first = 3, last = 6", "first = 6, last = 3", "the window of D.1 ends before it begins"),
        ('["D.5", "D.6"]', '["D.5", "D.9"]', "D.0.2 names D.9, which is no meeting here"),
        ('audience = ["under-30", "over-50"]', 'audience = ["young"]', "invalid enum value 'young'"),
        ('unit = "week", first = 1', 'unit = "uge", first = 1', "invalid enum value 'uge'"),
    ],
)
def test_in_programme_d(right: str, wrong: str, told: str) -> None:
    assert right in D
    with pytest.raises(Misread, match=r"^d\.toml, line \d+: ") as misread:
        parse(D.replace(right, wrong, 1), name="d.toml")
    assert told in misread.value.reason


def test_in_the_tracks() -> None:
    with pytest.raises(Misread, match=r"E\.S leads to E\.Q, which is no track here"):
        parse(E.replace('"E.I", "E.U"', '"E.Q", "E.U"', 1), name="e.toml")


@pytest.mark.parametrize("wrong", ["count = 0", 'ref = "A.1.2"', "first = 700"])
def test_the_line_is_the_one_to_look_at(wrong: str) -> None:
    right = {"count = 0": (A, "count = 3"), 'ref = "A.1.2"': (A, 'ref = "A.1.1"'), "first = 700": (D, "first = 3")}
    text, before = right[wrong]
    mistaken = text.replace(before, wrong, 1)
    with pytest.raises(Misread) as misread:
        parse(mistaken, name="x.toml")
    line = int(misread.value.reason.split("line ")[1].split(":")[0])
    assert wrong in mistaken.splitlines()[line - 1]


def test_a_file_says_whether_it_is_a_programme_or_tracks() -> None:
    assert isinstance(parse(A, name="a.toml"), Programme)
    assert parse(E, name="e.toml") == load_all().tracks
