"""Entries from before they had steps, goals moved before they said whence: what was stays, and phones fetch it."""

import msgspec

from backend.domain.step import Step
from backend.store.engine import Database
from backend.store.migrate import known, migrate

PEOPLE = (
    "INSERT INTO organisation (id, kind, name) VALUES ('o', 'jobcentre', 'Jobcenter Havneby')",
    "INSERT INTO person (id, name, role, organisation, born_on) VALUES ('{}', 'Anne', 'citizen', 'o', '1990-01-01')",
    "INSERT INTO record (id, version, checksum, forgotten) VALUES ('{}', 7, 42, 3)",
    """INSERT INTO joblog (id, citizen, version, job, title, employer, place, link, applied_on, channel, note, made_at,
        received_at) VALUES ('e-1', '{}', 7, '', 'Kok', 'Kroen', '', '', '2026-11-20', 'network', 'Ringede', 1, 2)""",
)
ANNE = "AZqwZBJAcACAAAAAAAAAAQ"
BO = "AZqwZBJAcACAAAAAAAAAAg"


async def test_what_was_written_before_had_been_applied_for(empty_database: Database) -> None:
    steps = known()
    await migrate(empty_database, steps[:4])
    for statement in PEOPLE:
        await empty_database.run(statement.replace("{}", ANNE))
    await migrate(empty_database, steps[:5])
    (entry,) = await empty_database.run("SELECT * FROM joblog")
    assert entry["status"] == "applied"
    assert msgspec.json.decode(entry["steps"], type=tuple[Step, ...]) == (Step(status="applied", on="2026-11-20"),)
    assert (entry["applied_on"], entry["note"]) == ("2026-11-20", "Ringede")
    assert (entry["private_note"], entry["hours"], entry["archived_at"]) == ("", 0, 0)
    # A phone that was up to date has rows without the new columns: it is told to fetch everything.
    (record,) = await empty_database.run("SELECT version, forgotten, checksum FROM record")
    assert record == {"version": 8, "forgotten": 8, "checksum": 42}


GOALS = (
    # letter, words, since, until: Kok was moved to B and on to C, and Tjener has stood in both places by itself.
    ("l-1", "A", "Kok", "2026-10-01", "2026-11-01"),
    ("l-2", "B", "Kok", "2026-11-01", "2026-11-10"),
    ("l-3", "C", "Kok", "2026-11-10", ""),
    ("l-4", "A", "Tjener", "2026-11-01", "2026-11-08"),
    ("l-5", "B", "Tjener", "2026-11-10", ""),
    ("l-6", "A", "Tjener", "2026-11-08", ""),
)


async def test_a_goal_that_was_moved_before_is_known_by_its_words_and_day_a_last_time(empty_database: Database) -> None:
    steps = known()
    await migrate(empty_database, steps[:12])
    for statement in PEOPLE[:3]:
        await empty_database.run(statement.replace("{}", ANNE))
        await empty_database.run(statement.replace("{}", BO).replace("'o'", "'p'"))
    for citizen, goals in ((ANNE, GOALS), (BO, [(f"bo-{name}", *rest) for name, *rest in GOALS[1:4:2]])):
        for name, letter, words, since, until in goals:
            await empty_database.run(
                """INSERT INTO goal (id, citizen, version, letter, occupation, term, since, until, why, made_at,
                received_at) VALUES ({}, {}, 7, {}, {}, 'short', {}, {}, '', 1, 2)""",
                *(name, citizen, letter, words, since, until),
            )
    await migrate(empty_database, steps[:13])
    found = await empty_database.run("SELECT id, came_from FROM goal WHERE came_from <> '' ORDER BY id")
    assert [(row["id"], row["came_from"]) for row in found] == [("l-2", "l-1"), ("l-3", "l-2")]
    # Anne's phone has goals that do not say so: it is told to fetch everything. Bo's has all there is to know.
    records = await empty_database.run("SELECT version, forgotten FROM record ORDER BY id")
    assert records == [{"version": 8, "forgotten": 8}, {"version": 7, "forgotten": 3}]
