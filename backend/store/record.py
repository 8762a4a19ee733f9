"""The citizen's record: read whole in one statement; written under one lock with versions, checksum and audit."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypeVar

import msgspec
from msgspec import structs

from backend.domain.agreement import Agreement, Party
from backend.domain.aimed import along
from backend.domain.assignment import Assignment
from backend.domain.attachment import Attachment
from backend.domain.course import Course
from backend.domain.cv import Cv
from backend.domain.decision import Decision
from backend.domain.errors import Forbidden, NoRecord, NotFound
from backend.domain.goal import Goal
from backend.domain.ids import is_id
from backend.domain.job import Job
from backend.domain.joblog import Entry
from backend.domain.meeting import Meeting
from backend.domain.placement import Placement
from backend.domain.record import Record, shared
from backend.domain.reminding.state import Part
from backend.domain.reminding.touched import touched_by
from backend.domain.requirement import Requirement
from backend.domain.track import Followed
from backend.domain.wish import Wish
from backend.store import reminders, tables
from backend.store.audit import Change, Touched, audited, texts_since
from backend.store.courses import followers, sides
from backend.store.engine import Database, Write
from backend.store.kinds import BY_STRUCT, Kind, loaded, stored
from backend.store.news import News
from backend.store.rows import changed_row, every_row, gone_row, known_row, new_row, one_row
from sync.server.checksum import MODULUS, mark

RowT = TypeVar(
    "RowT",
    Course,
    Meeting,
    Job,
    Assignment,
    Entry,
    Attachment,
    Agreement,
    Wish,
    Decision,
    Placement,
    Followed,
    Requirement,
    Goal,
    Cv,
)


async def read(db: Database, citizen: str) -> Record:
    """The whole record as it stands, in one statement. Raises NoRecord when there is none."""
    found = await db.run(every_row(db.dialect), citizen) if is_id(citizen) else []
    if not found:
        raise NoRecord
    rows = found[0]
    goals = msgspec.json.decode(rows["goal"], type=tuple[Goal, ...])
    return Record(
        course=next(iter(msgspec.json.decode(rows["course"], type=list[Course])), None),
        meetings=msgspec.json.decode(rows["meeting"], type=tuple[Meeting, ...]),
        jobs=msgspec.json.decode(rows["job"], type=tuple[Job, ...]),
        assignments=msgspec.json.decode(rows["assignment"], type=tuple[Assignment, ...]),
        entries=along(msgspec.json.decode(rows["joblog"], type=tuple[Entry, ...]), goals),
        attachments=msgspec.json.decode(rows["attachment"], type=tuple[Attachment, ...]),
        agreements=msgspec.json.decode(rows["agreement"], type=tuple[Agreement, ...]),
        wishes=msgspec.json.decode(rows["wish"], type=tuple[Wish, ...]),
        decisions=msgspec.json.decode(rows["decision"], type=tuple[Decision, ...]),
        placements=msgspec.json.decode(rows["placement"], type=tuple[Placement, ...]),
        tracks=msgspec.json.decode(rows["track"], type=tuple[Followed, ...]),
        requirements=msgspec.json.decode(rows["requirement"], type=tuple[Requirement, ...]),
        goals=goals,
        cv=next(iter(msgspec.json.decode(rows["cv"], type=list[Cv])), None),
    )


async def read_shared(db: Database, citizen: str) -> Record:
    """What a caseworker may see of the record. Raises NoRecord when there is none."""
    return shared(await read(db, citizen))


class OpenRecord:
    """One record in one transaction that holds its lock. Every `put` and `remove` is versioned, summed and audited."""

    def __init__(
        self, db: Database, citizen: str, *, version: int, checksum: int, forgotten: int, searched_on: str
    ) -> None:
        self.db = db
        self.citizen = citizen
        self.version = version
        self.checksum = checksum
        self.forgotten = forgotten
        self._searched_on = searched_on
        self._stored = (version, searched_on)
        self.news = News(version)
        self._touched: frozenset[Part] = frozenset()
        self._touched_at = 0

    async def whole(self) -> Record:
        """Every row, as this transaction has it."""
        return await read(self.db, self.citizen)

    async def find(self, struct: type[RowT], row_id: str) -> RowT | None:
        """The row of that id in this record, or None. Raises Forbidden when another record holds it."""
        if not is_id(row_id):
            return None
        kind = BY_STRUCT[struct]
        found = await self.db.run(one_row(kind), row_id)
        if not found:
            return None
        if found[0]["citizen"] != self.citizen:
            raise Forbidden
        return loaded(kind, found[0], struct)

    async def get(self, struct: type[RowT], row_id: str) -> RowT:
        """The row of that id in this record. Raises NotFound or Forbidden."""
        row = await self.find(struct, row_id)
        if row is None:
            raise NotFound
        return row

    async def meetings(self) -> list[Meeting]:
        """Every meeting of the record, as this transaction has it."""
        kind = BY_STRUCT[Meeting]
        found = await tables.Meeting.select().where(tables.Meeting.citizen == self.citizen)
        return [loaded(kind, row, Meeting) for row in found]

    async def wishes(self) -> list[Wish]:
        """Every wish of the record, as this transaction has it."""
        found = await tables.Wish.select().where(tables.Wish.citizen == self.citizen)
        return [loaded(BY_STRUCT[Wish], row, Wish) for row in found]

    async def attachments(self, entry: str) -> list[Attachment]:
        """What is enclosed with the entry of that id, as this transaction has it."""
        found = await tables.Attachment.select().where(
            (tables.Attachment.citizen == self.citizen) & (tables.Attachment.entry == entry)
        )
        return [loaded(BY_STRUCT[Attachment], row, Attachment) for row in found]

    async def goals(self) -> list[Goal]:
        """Every goal of the record, as this transaction has it."""
        found = await tables.Goal.select().where(tables.Goal.citizen == self.citizen)
        return [loaded(BY_STRUCT[Goal], row, Goal) for row in found]

    async def cv(self) -> Cv | None:
        """The CV point of the record, or None."""
        found = await tables.Cv.select().where(tables.Cv.citizen == self.citizen).first()
        return loaded(BY_STRUCT[Cv], found, Cv) if found else None

    async def entry_of(self, job: str) -> bool:
        """Whether the joblog has an entry that answers the job of that id."""
        return await tables.Joblog.exists().where((tables.Joblog.job == job) & (tables.Joblog.citizen == self.citizen))

    async def followed_by(self) -> frozenset[str]:
        """Ids of the organisations that follow this citizen's course."""
        return await followers(self.citizen)

    async def side_of(self, organisation: str) -> Party | None:
        """Which side of this citizen's course the organisation of that id is; None when it is none."""
        return (await sides(self.citizen)).get(organisation)

    async def knows(self, struct: type[RowT], row_id: str) -> bool:
        """Whether a row of that id stands in this record, or once did. Raises Forbidden when another holds it."""
        found = await self.db.run(known_row(BY_STRUCT[struct]), row_id, row_id)
        if any(row["stands"] and row["citizen"] != self.citizen for row in found):
            raise Forbidden
        return any(row["citizen"] == self.citizen for row in found)

    async def put(self, row: RowT, *, before: RowT | None, change: Change) -> None:
        """Write the row with the next version. `before` is what stands there now, None for a new one."""
        kind = BY_STRUCT[type(row)]
        self.version += 1
        row = structs.replace(row, version=self.version)
        values = stored(row)
        if before is None:
            values["citizen"] = self.citizen
            # What only the server knows of a course is filled in by whoever knows it.
            write = (new_row(kind), [values.get(name, "") for name in kind.stored_columns])
        else:
            write = (changed_row(kind), [*(values[name] for name in kind.columns), row.id])
            self.checksum -= mark(kind.name, before.id, before.version)
        self.checksum = (self.checksum + mark(kind.name, row.id, self.version)) % MODULUS
        self.news.put(kind, row, row_id=row.id, version=self.version)
        self.touch(touched_by(before, row, searched_on=self._searched_on), at=change.at)
        await self.db.run_together(write, audited(change, self._touched_row(kind, row.id), before=before, after=row))

    async def remove(self, row: RowT, *, change: Change) -> None:
        """Empty the row and leave its tombstone with the next version."""
        kind = BY_STRUCT[type(row)]
        self.version += 1
        self.checksum = (self.checksum - mark(kind.name, row.id, row.version)) % MODULUS
        self.news.remove(kind, row.id, version=self.version)
        self.touch(touched_by(row, None, searched_on=self._searched_on), at=change.at)
        await self.db.run_together(
            (gone_row(kind), (row.id,)),
            (_BURY, (row.id, self.citizen, self.version, kind.name)),
            audited(change, self._touched_row(kind, row.id), before=row, after=None),
        )

    async def texts_overwritten(
        self, row_id: str, *, fields: Mapping[str, object], since: int, seen: Mapping[str, str | None]
    ) -> dict[str, str]:
        """Of `fields`, those that somebody changed after version `since`, with the text that stands there now.

        Not those whose text was `seen` by whoever overwrites it.
        """
        newer = await texts_since(self.citizen, row_id, fields=fields, since=since)
        return {name: text for name, text in newer.items() if text != seen.get(name)}

    def touch(self, parts: frozenset[Part], *, at: int) -> None:
        """These parts of its reminders depend on what was written at the instant `at`."""
        self._touched |= parts
        self._touched_at = max(at, self._touched_at)

    async def plan_reminders(self) -> None:
        """Bring the reminders in step with what was written, once however much it was."""
        if self._touched:
            now, parts = self._touched_at, self._touched
            for state in await reminders.keep_in_step(self.db, [self.citizen], now=now, parts=parts):
                if "joblog" in parts:
                    # Where applications are counted, each one does.
                    self._searched_on = "" if state.requirements else state.last_search

    async def close(self) -> None:
        """Plan the reminders, and write the record's version and sum: the end of every transaction on it."""
        await self.plan_reminders()
        for sql, values in self.moving():
            await self.db.run(sql, *values)

    def moving(self) -> tuple[Write, ...]:
        """What writes the record's version and sum, if they are others than what is stored; asked for, it is done."""
        if (self.version, self._searched_on) == self._stored:
            return ()
        self._stored = (self.version, self._searched_on)
        return ((_MOVE, (self.version, self.checksum, self._searched_on, self.citizen)),)

    def _touched_row(self, kind: Kind, row_id: str) -> Touched:
        return Touched(self.citizen, self.version, kind.name, row_id)


@asynccontextmanager
async def locked(db: Database, citizen: str) -> AsyncGenerator[OpenRecord]:
    """A transaction that holds the record's lock; commits with the new version, sum and reminders when left in peace.

    Raises NoRecord when there is none.
    """
    async with holding(db, citizen):
        found = await db.run(_HEAD, citizen)
        if not found:
            raise NoRecord
        record = OpenRecord(db, citizen, **found[0])
        yield record
        await record.close()


def holding(db: Database, citizen: str) -> AbstractAsyncContextManager[None]:
    """A transaction that holds the record's lock, if there is such a record. Raises NoRecord for what is no id."""
    if not is_id(citizen):
        raise NoRecord
    return db.transaction(first=_locking(db.dialect, citizen))


def _locking(dialect: str, citizen: str) -> str:
    """SQLite's IMMEDIATE transaction holds the whole data base, so the row needs no lock of its own."""
    # An id has no signs that mean anything to a data base.
    return "" if dialect == "sqlite" else f"SELECT FROM record WHERE id = '{citizen}' FOR UPDATE"


HEAD = ("version", "checksum", "forgotten", "searched_on")
"""The columns that an open record is made of."""
_HEAD = f"SELECT {', '.join(HEAD)} FROM record WHERE id = {{}}"  # noqa: S608 -- our own text
# A row may come back under its old id, and be removed again.
_BURY = """
    INSERT INTO tombstone (id, citizen, version, kind) VALUES ({}, {}, {}, {})
    ON CONFLICT (id) DO UPDATE SET version = excluded.version"""
_MOVE = "UPDATE record SET version = {}, checksum = {}, searched_on = {} WHERE id = {}"
