"""Programmes at work: courses keep the wording they began with, and the command explains a file."""

import shutil
from pathlib import Path

import pytest
from msgspec import structs

from backend.clock import fresh_id
from backend.commands.write import Ground
from backend.demo.town import settle_if_empty
from backend.domain.programme import Programme
from backend.domain.programmes import HERE, Shelf, load_all
from backend.store import people, programmes
from backend.store import record as records
from backend.store.engine import Database
from backend.store.files import Files
from tests.support.command import konkret
from tests.support.people import SetClock

SHELF = load_all()
A = SHELF.programmes["A"]


def reworded(*, version: str) -> Programme:
    """Programme A with other words for its first meeting."""
    first, *others = A.meetings
    return structs.replace(A, version=version, meetings=(structs.replace(first, da="Et helt andet møde"), *others))


async def test_a_running_course_keeps_its_wording_when_the_file_moves_on(database: Database, tmp_path: Path) -> None:
    ground = Ground(db=database, clock=SetClock(), fresh_id=fresh_id)
    await settle_if_empty(ground, Files(tmp_path), say=lambda _: None)
    await programmes.keep(A)
    later = reworded(version="2027-01-01")
    await programmes.keep(later)
    anne = await records.read(database, (await people.named("Anne Holm")).id)
    assert anne.course is not None
    today = Shelf({**SHELF.programmes, "A": later}, SHELF.tracks)
    assert await programmes.of_course(anne.course, shelf=today) == A
    assert (
        await programmes.of_course(structs.replace(anne.course, programme_version="2027-01-01"), shelf=today) == later
    )


async def test_kept_twice_it_is_kept_once(database: Database) -> None:
    await programmes.keep(A)
    await programmes.keep(A)
    assert await database.run("SELECT id FROM programme") == [{"id": "A/2026-11-27"}]


@pytest.mark.usefixtures("database")
async def test_other_words_need_another_version() -> None:
    await programmes.keep(A)
    with pytest.raises(programmes.Reworded, match=r"^programme A was changed, but its version is still 2026-11-27"):
        await programmes.keep(reworded(version=A.version))


def test_the_files_that_come_with_konkret_are_well() -> None:
    said = konkret("programmes", "check", *(str(file) for file in sorted(HERE.glob("*.toml"))))
    assert said.code == 0
    assert [line.split(", ")[-2] for line in said.out.splitlines()] == [
        "42 facts", "44 facts", "34 facts", "69 facts", "44 facts"
    ]  # fmt: skip


def test_a_mistake_is_told_by_its_line_and_the_other_files_are_read_all_the_same(tmp_path: Path) -> None:
    wrong = tmp_path / "a.toml"
    wrong.write_text((HERE / "a.toml").read_text("utf-8").replace("count = 3", "count = 300", 1), "utf-8")
    shutil.copy(HERE / "e.toml", tmp_path / "e.toml")
    (tmp_path / "latin.toml").write_bytes('da = "først"'.encode("latin-1"))
    said = konkret("programmes", "check", *(str(tmp_path / name) for name in ("a.toml", "e.toml", "latin.toml")))
    assert said.code == 1
    mistaken, well, unreadable = said.out.splitlines()
    line = wrong.read_text("utf-8").splitlines().index("count = 300") + 1
    assert mistaken == f"{wrong}, line {line}: expected `int` <= 20 (meetings[0].jobs.count)"
    assert well.endswith("44 facts, well")
    assert unreadable.endswith("latin.toml: not UTF-8")


def test_a_programme_is_drawn_from_the_day_that_is_asked_for() -> None:
    said = konkret("programmes", "show", "d", "--from", "2026-01-31", "--months", "36")
    assert said.code == 0
    assert said.out == (Path(__file__).parents[1] / "unit/timelines/d.txt").read_text("utf-8")
    assert konkret("programmes", "show", "E").out.count("\nE.") == 4
    assert konkret("programmes", "show", "a", "--from", "tomorrow").code == 2
