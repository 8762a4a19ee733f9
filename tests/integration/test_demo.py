"""The demo town: forty citizens at different points, two whom a story can count on, and records in good order."""

import asyncio
import io
from pathlib import Path

import pypdf

from backend.clock import fresh_id
from backend.commands.write import Ground
from backend.config import Settings
from backend.demo import words
from backend.demo.town import settle_if_empty, town
from backend.domain.meeting import Meeting
from backend.domain.programmes import load_all
from backend.domain.time import local, local_date
from backend.domain.timeline import standings
from backend.store import record as records
from backend.store.engine import Database
from backend.store.files import Files
from backend.store.kinds import KINDS
from sync.server.checksum import MODULUS, mark
from tests.support.databases import opened
from tests.support.people import NOW, SetClock


async def _settle(db: Database, folder: Path) -> None:
    ground = Ground(db=db, clock=SetClock(), fresh_id=fresh_id)
    await settle_if_empty(ground, Files(folder), say=lambda _: None)


async def _id(db: Database, name: str) -> str:
    return (await db.run("SELECT id FROM person WHERE name = {}", name))[0]["id"]


async def test_one_jobcentre_one_akasse_three_caseworkers_forty_citizens_and_who_runs_it(
    database: Database, tmp_path: Path
) -> None:
    await _settle(database, tmp_path)
    counts = await database.run(
        "SELECT (SELECT count(*) FROM organisation) AS organisations, "
        "(SELECT count(*) FROM person WHERE role = 'caseworker') AS caseworkers, "
        "(SELECT count(*) FROM person WHERE role = 'citizen') AS citizens, "
        "(SELECT count(*) FROM person WHERE role = 'operator') AS operators, "
        "(SELECT count(*) FROM course) AS courses, (SELECT count(*) FROM joblog) AS entries"
    )
    assert counts[0] | {"entries": 0} == {
        "organisations": 3, "caseworkers": 3, "citizens": 40, "operators": 1, "courses": 40, "entries": 0
    }  # fmt: skip
    assert counts[0]["entries"] > 200
    steps = await database.run("SELECT DISTINCT step FROM meeting WHERE state = 'booked'")
    assert len(steps) >= 5, "people stand at different points"


async def test_web_and_worker_that_start_at_once_make_one_town(settings: Settings, tmp_path: Path) -> None:
    async with opened(settings) as web, opened(settings) as worker:
        await asyncio.gather(_settle(web, tmp_path), _settle(worker, tmp_path))
        assert len(await web.run("SELECT id FROM person WHERE name = 'Anne Holm'")) == 1


async def test_every_programme_age_group_and_track_is_lived_and_some_are_late(
    database: Database, tmp_path: Path
) -> None:
    await _settle(database, tmp_path)
    lived = await database.run("SELECT DISTINCT programme, age_group FROM course")
    assert {row["programme"] for row in lived} == set("ABCD")
    assert {row["age_group"] for row in lived} == {"under-30", "30-50", "over-50"}
    tracks = await database.run("SELECT DISTINCT track FROM track")
    assert {row["track"] for row in tracks} == {"E.S", "E.I", "E.U", "E.R"}
    programmes = load_all().programmes
    today = local_date(NOW)
    late = 0
    for row in await database.run("SELECT id FROM course WHERE programme IN ('C', 'D')"):
        record = await records.read(database, row["id"])
        assert record.course is not None
        found = standings(
            programmes[record.course.programme],
            record.course.line,
            record.meetings,
            started_on=record.course.started_on,
            today=today,
        )
        late += any(each.state == "overdue" for each in found)
    assert 1 <= late < 20


async def test_some_have_wished_been_placed_and_been_decided_about_and_nobody_a_story_counts_on(
    database: Database, tmp_path: Path
) -> None:
    await _settle(database, tmp_path)
    known = {name: await _id(database, name) for name in ("Anne Holm", "Bo Krogh", "Finn Bak", "Maja Skov")}
    for kind, column in (("wish", "answer"), ("placement", "state"), ("decision", "outcome")):
        rows = await database.run(f"SELECT citizen, {column} AS stands FROM {kind}")  # noqa: S608 -- our own names
        assert len(rows) > 3
        assert len({row["stands"] for row in rows}) > 1
        assert not {row["citizen"] for row in rows} & set(known.values())
    facts = await database.run("SELECT facts FROM decision")
    assert all("givne job er søgt" in row["facts"] for row in facts)
    unread = await database.run("SELECT id FROM reminder WHERE kind IN ('answered', 'question')")
    assert unread == [], "none of it is news"


async def test_no_note_says_another_thing_than_the_status(database: Database, tmp_path: Path) -> None:
    await _settle(database, tmp_path)
    turned_down = await database.run("SELECT status FROM joblog WHERE note = {}", words.TURNED_DOWN)
    assert {row["status"] for row in turned_down} == {"rejected"}


def test_nobodys_life_shifts_by_what_is_added_after_it() -> None:
    told = {each.citizen.name: each for each in town(now=NOW).households}
    stages = {
        name: [row.step for row in told[name].rows if isinstance(row, Meeting)] for name in ("Finn Bak", "Maja Skov")
    }
    assert stages == {"Finn Bak": ["D.CV", "D.1"], "Maja Skov": ["A.1", "A.2"]}


async def test_anne_and_bo_are_whom_the_stories_need(database: Database, tmp_path: Path) -> None:
    await _settle(database, tmp_path)
    anne = await records.read(database, await _id(database, "Anne Holm"))
    booked = [meeting for meeting in anne.meetings if meeting.state == "booked"]
    assert [(meeting.step, local(meeting.starts_at), meeting.held_by) for meeting in booked] == [
        ("A.2", "2026-12-03T10:00", "Karen Lund")
    ]
    assert (len(anne.jobs), len(anne.assignments), len(anne.entries)) == (5, 2, 3)
    assert {job.apply_by for job in anne.jobs} == {"2026-12-03"}
    assert not {entry.job for entry in anne.entries} - {""}
    bo = await records.read(database, await _id(database, "Bo Krogh"))
    latest = [job for job in bo.jobs if job.apply_by >= local_date(NOW)]
    answered = {entry.job for entry in bo.entries}
    assert (len(latest), sum(job.id in answered for job in latest)) == (5, 2)


async def test_versions_sums_and_reminders_are_as_commands_would_have_left_them(
    database: Database, tmp_path: Path
) -> None:
    await _settle(database, tmp_path)
    for row in await database.run("SELECT * FROM record"):
        marks: list[int] = []
        versions: list[int] = []
        for kind in [each.name for each in KINDS]:
            found = await database.run(f"SELECT id, version FROM {kind} WHERE citizen = {{}}", row["id"])  # noqa: S608
            marks += [mark(kind, each["id"], each["version"]) for each in found]
            versions += [each["version"] for each in found]
        assert row["checksum"] == sum(marks) % MODULUS
        assert sorted(versions) == list(range(1, row["version"] + 1))
    ahead = await database.run("SELECT count(*) AS n FROM meeting WHERE state = 'booked' AND starts_at > {}", NOW)
    reminded = await database.run(
        "SELECT count(*) AS n FROM reminder WHERE kind = 'meeting-soon' AND state = 'planned'"
    )
    assert ahead == reminded


async def test_rikke_has_enclosed_an_application_and_a_cv_that_can_be_read(database: Database, tmp_path: Path) -> None:
    await _settle(database, tmp_path)
    rikke = await records.read(database, await _id(database, "Rikke Dahl"))
    assert [(each.role, each.name, each.media) for each in sorted(rikke.attachments, key=lambda each: each.name)] == [
        ("application", "Ansøgning.pdf", "application/pdf"),
        ("cv", "CV.pdf", "application/pdf"),
    ]
    (entry,) = {each.entry for each in rikke.attachments}
    assert entry in {each.id for each in rikke.entries}
    for each in rikke.attachments:
        content = await Files(tmp_path).read(each.id)
        assert content is not None
        assert len(content) == each.bytes
        (page,) = pypdf.PdfReader(io.BytesIO(content), strict=True).pages
        assert page.extract_text().startswith("Rikke Dahl")


async def test_a_second_start_changes_nothing(database: Database, tmp_path: Path) -> None:
    await _settle(database, tmp_path)
    before = await database.run("SELECT * FROM record ORDER BY id")
    await _settle(database, tmp_path)
    assert await database.run("SELECT * FROM record ORDER BY id") == before


def test_the_same_moment_gives_the_same_town() -> None:
    assert town(now=NOW) == town(now=NOW)
    assert town(now=NOW) != town(now=NOW, seed=1)


def test_every_name_in_the_town_is_its_own() -> None:
    employers = [offer[1] for offer in words.JOBS] + [employer for _, employer, _ in words.OWN]
    assert len(set(employers)) == len(employers)
    assert len(set(words.CITIZENS)) == 40
