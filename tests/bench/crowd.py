"""A crowd of citizens: one is written as any other is, and the data base copies them as often as wanted."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

import httpx
from msgspec import Struct

from backend.clock import fresh_id, now
from backend.config import Settings
from backend.domain.assignment import Assignment
from backend.domain.contact_rule import load_rules
from backend.domain.course import Course, Hands, begin
from backend.domain.job import Job
from backend.domain.joblog import Application, Entry, entry
from backend.domain.meeting import Meeting
from backend.domain.programmes import load_all
from backend.store import sessions, tables
from backend.store.audit import Change
from backend.store.engine import Database
from backend.store.kinds import KINDS
from backend.store.record import locked
from backend.web.session import COOKIE
from tests.bench.visitor import Phone, Wish
from tests.support.databases import opened

HOUR = 60 * 60 * 1000
ORGANISATION = "organised0C0000000000A"


class Model(Struct, frozen=True, kw_only=True):
    """How many rows of each kind a citizen has; `letter` sets their ids apart from those of other models."""

    letter: str
    meetings: int
    jobs: int
    assignments: int
    entries: int

    @property
    def rows(self) -> int:
        """All of them, the course among them."""
        return 1 + self.meetings + self.jobs + self.assignments + self.entries

    def id_of(self, number: int) -> str:
        """A citizen's id."""
        return _id(f"{self.letter}-person", number)


USUAL = Model(letter="u", meetings=2, jobs=3, assignments=2, entries=2)
BUSY = Model(letter="b", meetings=4, jobs=60, assignments=35, entries=100)


@dataclass(frozen=True)
class Guests:
    """Citizens who are signed in, {person id: cookie}, and where their records stand."""

    cookies: Mapping[str, str]
    epoch: str
    version: int

    def phones(self, address: str, wish: Wish, *, accept: str = "identity") -> tuple[Phone, ...]:
        """A new phone for each of them; one that wants less than everything has everything so far."""
        mark = (None, 0) if wish == "everything" else (self.epoch, self.version)
        with httpx.Client(base_url=address) as http:
            return tuple(
                Phone(
                    cookie=cookie,
                    token=http.get("/session", headers={"cookie": cookie}).raise_for_status().json()["token"],
                    person=person,
                    device=secrets.token_urlsafe(16),
                    wish=wish,
                    accept=accept,
                    epoch=mark[0],
                    cursor=mark[1],
                )
                for person, cookie in self.cookies.items()
            )


async def settle(settings: Settings, *, citizens: int, guests: int) -> Guests:
    """Fill an empty data base with that many citizens; the busy ones among them are signed in.

    Checksums are those of the citizen who was copied, and nobody compares them here.
    """
    async with opened(settings) as db:
        await db.run(
            "INSERT INTO organisation (id, kind, name) VALUES ({}, 'jobcentre', 'Jobcenter Havneby')", ORGANISATION
        )
        for model, number in ((USUAL, citizens - guests), (BUSY, guests)):
            await _write(db, model)
            await _copy(db, "person", "id", "name", "role", "organisation", model=model, times=number - 1)
            await _copy(db, "record", "id", "version", "checksum", "forgotten", model=model, times=number - 1)
            for kind in KINDS:
                await _copy(db, kind.name, *kind.stored_columns, model=model, times=number - 1)
            await _log(db, model)
        await db.run("VACUUM ANALYZE" if db.dialect == "postgres" else "ANALYZE")
        deployment = await db.run("SELECT epoch FROM deployment")
        cookies = {
            person: f"{COOKIE}={await sessions.open_session(person, now=now(), lasts=HOUR)}"
            for person in map(BUSY.id_of, range(guests))
        }
        return Guests(cookies, epoch=deployment[0]["epoch"], version=BUSY.rows)


async def _write(db: Database, model: Model) -> None:
    citizen = model.id_of(0)
    await tables.Person.insert(tables.Person(id=citizen, name="Anne Holm", role="citizen", organisation=ORGANISATION))
    await tables.Record.insert(tables.Record(id=citizen, version=0, checksum=0, forgotten=0))
    change = Change(actor=citizen, command="bench", at=now(), fresh_id=fresh_id)
    async with locked(db, citizen) as record:
        await record.put(_course(citizen), before=None, change=change)
        for number in range(model.meetings):
            await record.put(_meeting(_id(f"{model.letter}m{number:06}", 0)), before=None, change=change)
        for number in range(model.jobs):
            await record.put(_job(_id(f"{model.letter}j{number:06}", 0)), before=None, change=change)
        for number in range(model.assignments):
            await record.put(_assignment(_id(f"{model.letter}a{number:06}", 0)), before=None, change=change)
        for number in range(model.entries):
            await record.put(_entry(_id(f"{model.letter}e{number:06}", 0)), before=None, change=change)


async def _copy(db: Database, table: str, *columns: str, model: Model, times: int) -> None:
    """The first citizen's rows for citizens 1, 2, …: only the number in their ids is another."""
    values = ", ".join(
        f"substr({name}, 1, 11) || digits || 'A'" if name in {"id", "citizen"} else name for name in columns
    )
    owner = "citizen" if "citizen" in columns else "id"
    await db.run(
        f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608 -- our own names
        "WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {}), "
        "copies AS (SELECT substr(CAST(10000000000 + n AS TEXT), 2) AS digits FROM counted) "
        f"SELECT {values} FROM {table} CROSS JOIN copies WHERE {owner} = {{}}",
        times,
        model.id_of(0),
    )


async def _log(db: Database, model: Model) -> None:
    """A phone for each of them, which every entry came from: an empty log is planned for as it never is again."""
    await db.run(
        "INSERT INTO device (id, person, last, attempts, error) SELECT id, id, {}, 0, '' FROM person WHERE id LIKE {}",
        model.entries,
        f"{model.letter}-person%",
    )
    await db.run(
        "INSERT INTO mutation (id, device, number, name, made_at, state, code, reason, fields, other, received_at) "
        "WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {}) "
        "SELECT device.id || '/' || n, device.id, n, 'joblog.add', {}, 'accepted', '', '', '', '', {} "
        "FROM device CROSS JOIN counted WHERE device.id LIKE {}",
        model.entries,
        *(now() - HOUR, now() - HOUR),
        f"{model.letter}-person%",
    )


def _id(prefix: str, number: int) -> str:
    """An id as `backend.domain.ids` knows them, with a number in it."""
    return f"{prefix}c0C{number:010}A"


def _course(citizen: str) -> Course:
    return begin(
        load_all().programmes["A"],
        citizen=citizen,
        born_on="1984-04-01",
        started_on="2026-09-01",
        rules=load_rules(),
        hands=Hands(caseworker="Karen Lund", organisation="Jobcenter Havneby", akasse="A-kassen Fælleshavn"),
    )


def _meeting(row: str) -> Meeting:
    return Meeting(
        id=row,
        version=0,
        step="A.2",
        title="Opfølgende jobsamtale",
        plain="I taler om de job, du har søgt, og om dem, du kan søge nu.",
        prepare=("Søg de fem job.", "Skriv i joblog, hvad du har søgt.", "Tænk over, hvad der gik godt."),
        after="Du søger de nye job.",
        together_with="",
        starts_at=now() + 8 * 24 * HOUR,
        minutes=45,
        mode="in-person",
        place="Jobcenter Havneby, lokale 3",
        link="",
        held_by="Karen Lund",
        state="held",
        booked_at=now(),
        ready_at=0,
        comes_at=0,
        summary="",
        gone_through=(),
        left_out=(),
        why="",
        moved_from=0,
        closed_by="",
        closed_at=0,
        received_at=0,
    )


def _job(row: str) -> Job:
    return Job(
        id=row,
        version=0,
        title="Lagermedarbejder til aftenhold",
        employer="Havnens Lager",
        place="Havneby",
        link=f"https://job.example/opslag/{row}",
        deadline="2026-12-04",
        apply_by="2026-12-01",
        why="Du har truckcertifikat, og de søger nogen, der kan begynde med det samme.",
        handed_out_by="Karen Lund",
        handed_out_at=now(),
        state="open",
        reason="",
        withdrawn_by="",
        withdrawn_at=0,
        received_at=0,
    )


def _assignment(row: str) -> Assignment:
    return Assignment(
        id=row,
        version=0,
        title="Ret dit CV til",
        detail="Skriv dine sidste to stillinger ind, og få en anden til at læse det igennem.",
        due="2026-12-01",
        done_at=0,
        note="",
        given_by="Karen Lund",
        given_at=now(),
        received_at=0,
    )


def _entry(row: str) -> Entry:
    written = Application(
        title="Truckfører",
        employer="Kajens Folk",
        place="Sydhavn",
        link=f"https://job.example/opslag/{row}",
        applied_on="2026-11-20",
        channel="posted",
        note="Ringede først og talte med værkføreren.",
    )
    return entry(written, id=row, job="", made_at=now(), received_at=now())
