"""Steps from one form of the data base to the next: whole, once, in order, on both engines, with rows present."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from backend.store import migrations
from backend.store.driver import Dialect, StoreError
from backend.store.engine import Database
from backend.store.migrate import Migration, MigrationFailed, NewerDatabase, head, known, latest, migrate
from tests.support.databases import Databases, opened


async def make_people(db: Database) -> None:
    await db.run("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL)")
    await db.run("CREATE TABLE visit (person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE, day TEXT)")


async def give_people_a_role(db: Database) -> None:
    """The whole table anew, as SQLite needs it for most changes; on PostgreSQL a column is enough."""
    if db.dialect == "postgres":
        await db.run("ALTER TABLE person ADD COLUMN role TEXT NOT NULL DEFAULT 'citizen'")
        return
    await db.run("CREATE TABLE new_person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL)")
    await db.run("INSERT INTO new_person (id, name, role) SELECT id, name, 'citizen' FROM person")
    await db.run("DROP TABLE person")
    await db.run("ALTER TABLE new_person RENAME TO person")


async def forget_everybody(db: Database) -> None:
    """Wrong on purpose: visits would lead nowhere."""
    await db.run("DELETE FROM person")
    if db.dialect == "postgres":
        raise KeyError("visits would lead nowhere")


PEOPLE = Migration(1, "m0001_people", make_people)
ROLES = Migration(2, "m0002_roles", give_people_a_role)
FORGET = Migration(3, "m0003_forget", forget_everybody)


async def fill(db: Database) -> None:
    await db.run("INSERT INTO person (id, name) VALUES (1, 'Anne'), (2, 'Bo')")
    await db.run("INSERT INTO visit (person, day) VALUES (1, '2026-11-23'), (1, '2026-11-30'), (2, '2026-11-23')")


async def visits(db: Database) -> int:
    (row,) = await db.run("SELECT COUNT(*) AS number FROM visit JOIN person ON person.id = visit.person")
    return row["number"]


async def test_an_empty_data_base_takes_every_step_and_then_none(empty_database: Database) -> None:
    told: list[str] = []
    assert await head(empty_database) == 0
    assert await migrate(empty_database, [PEOPLE, ROLES], progress=told.append) == ["m0001_people", "m0002_roles"]
    assert told == ["m0001_people", "m0002_roles"]
    assert await head(empty_database) == 2
    assert await migrate(empty_database, [PEOPLE, ROLES], progress=told.append) == []
    rows = await empty_database.run("SELECT number, name FROM migration ORDER BY number")
    assert rows == [{"number": 1, "name": "m0001_people"}, {"number": 2, "name": "m0002_roles"}]


async def test_asking_how_far_it_is_changes_nothing(empty_database: Database) -> None:
    before = await tables_of(empty_database)
    assert await head(empty_database) == 0
    assert await tables_of(empty_database) == before == []


async def test_a_table_made_anew_keeps_the_rows_that_refer_to_it(empty_database: Database) -> None:
    await migrate(empty_database, [PEOPLE])
    await fill(empty_database)
    assert await migrate(empty_database, [PEOPLE, ROLES]) == ["m0002_roles"]
    assert await visits(empty_database) == 3
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await empty_database.run("INSERT INTO visit (person) VALUES (99)")


async def test_a_step_that_fails_leaves_no_trace_and_those_before_it_stay(empty_database: Database) -> None:
    await migrate(empty_database, [PEOPLE])
    await fill(empty_database)
    with pytest.raises(MigrationFailed, match=r"m0003_forget failed and was undone: .*(lead nowhere|visit -> person)"):
        await migrate(empty_database, [PEOPLE, ROLES, FORGET])
    assert await head(empty_database) == 2
    assert await visits(empty_database) == 3
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await empty_database.run("INSERT INTO visit (person) VALUES (99)")


async def test_a_newer_data_base_is_left_as_it_is(empty_database: Database) -> None:
    await migrate(empty_database, [PEOPLE, ROLES])
    before = await tables_of(empty_database)
    with pytest.raises(NewerDatabase, match=r"^the data base is at migration 2 and this version of Konkret knows 1: "):
        await migrate(empty_database, [PEOPLE])
    assert await tables_of(empty_database) == before


async def test_several_who_start_together_take_each_step_once(databases: Databases, dialect: Dialect) -> None:
    settings = databases.fresh(dialect, stage="empty")

    async def start() -> list[str]:
        async with opened(settings) as db:
            return await migrate(db, [PEOPLE, ROLES])

    taken = await asyncio.gather(*(start() for _ in range(5)))
    assert sorted(name for names in taken for name in names) == ["m0001_people", "m0002_roles"]
    databases.drop(settings)


def test_several_processes_that_start_together_take_each_step_once(databases: Databases, dialect: Dialect) -> None:
    settings = databases.fresh(dialect, stage="empty")
    command = [
        sys.executable,
        "-W",
        "error",
        "-c",
        START,
        str(settings.folder),
        settings.database_url.get_secret_value(),
    ]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    taken = [process.communicate()[0].decode() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    # Who takes which step is chance: the processes' lines stand in the order in which they were started.
    assert sorted("".join(taken).split()) == [step.name for step in known()]
    databases.drop(settings)


START = """
import asyncio, sys
from pathlib import Path
from backend.config import load
from backend.store.migrate import migrate
from tests.support.databases import SECRET, opened

async def start() -> None:
    async with opened(load(folder=Path(sys.argv[1]), database_url=sys.argv[2], secret=SECRET)) as db:
        for name in await migrate(db):
            print(name)

asyncio.run(start())
"""


def test_our_own_steps_are_numbered_without_gaps_and_named_by_what_they_do() -> None:
    assert [step.number for step in known()] == list(range(1, latest() + 1))
    assert all(step.name.startswith(f"m{step.number:04}_") for step in known())


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["m0001_here", "m0003_there"], "not numbered 1, 2, 3"),
        (["here"], r"a file like m0007_what_it_does\.py, not here"),
    ],
)
def test_a_gap_or_a_misshapen_name_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], sentence: str
) -> None:
    for name in names:
        (tmp_path / f"{name}.py").write_text("async def apply(db): ...\n")
    monkeypatch.setattr(migrations, "__path__", [str(tmp_path)])
    with pytest.raises(StoreError, match=sentence):
        known()


async def tables_of(db: Database) -> list[str]:
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
        "postgres": "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
    }
    return [row["name"] for row in await db.run(names[db.dialect])]
