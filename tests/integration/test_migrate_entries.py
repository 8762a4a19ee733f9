"""Entries that were written before they had steps: they keep what they say, and phones fetch them with the rest."""

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
