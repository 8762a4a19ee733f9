"""The reminders that are due: claimed by one worker at a time, settled once, or put off."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache

import msgspec
from msgspec import Struct

from backend.domain.delivery import WAYS, Delivery, Way
from backend.domain.reminder import AGAIN, KINDS, OF_A_MEETING, Kind
from backend.store.engine import Database
from backend.store.reminder_state import Standing
from backend.store.rows import each_of, one_of

_CLAIM = """
    UPDATE reminder SET leased_until = {{}}, attempts = attempts + 1 WHERE id IN (
        SELECT id FROM reminder WHERE state IN ('planned', 'told') AND due_at <= {{}} AND leased_until <= {{}}
        ORDER BY due_at LIMIT {{}} {lock})
    RETURNING id, person, citizen, kind, about, due_at, pointless_at, state, attempts"""
_LOCK = {"sqlite": "", "postgres": "FOR UPDATE SKIP LOCKED"}


class Claimed(Struct, frozen=True, kw_only=True):
    """A reminder that is this worker's for the length of its lease; it was claimed `attempts` times, this one counted.

    `citizen` is None for what is about many.
    """

    id: str
    person: str
    citizen: str | None
    kind: Kind
    about: str
    due_at: int
    pointless_at: int
    state: Standing
    attempts: int


class Settled(Struct, frozen=True, kw_only=True):
    """What becomes of a claimed reminder. One that stays in the queue is taken again neither before `due_at`, which is
    part of the plan, nor before `not_before`."""

    id: str
    state: Standing
    due_at: int
    not_before: int = 0
    settled_at: int = 0


async def claim(db: Database, *, now: int, lease: int, most: int) -> list[Claimed]:
    """Take up to `most` reminders that are due, for `lease` milliseconds; no other worker gets them meanwhile.

    Those of a kind that only a newer version knows are left to its workers.
    """
    found = await db.run(_CLAIM.format(lock=_LOCK[db.dialect]), now + lease, now, now, most)
    return msgspec.convert([each for each in found if each["kind"] in KINDS], list[Claimed])


async def settle(db: Database, settled: Sequence[tuple[Claimed, Settled]]) -> None:
    """Say what became of them. A record whose reminder makes room for the next one is planned anew by a worker."""
    over = {
        claimed.citizen
        for claimed, each in settled
        if claimed.kind in AGAIN and claimed.citizen and each.state not in {"planned", "told"}
    }
    # Whoever has a record's lock may wait for its reminders: so never the other way about.
    if over:
        await plan_anew(db, over)
    await db.run(_settling(db.dialect), msgspec.json.encode([each for _, each in settled]).decode())


async def plan_anew(db: Database, citizens: Collection[str]) -> None:
    """Have a worker plan these records' reminders."""
    await db.run(
        f"UPDATE record SET planned = 0 WHERE id IN {one_of(db.dialect)}",  # noqa: S608 -- our own text
        msgspec.json.encode(sorted(citizens)).decode(),
    )


async def deliveries(db: Database, reminders: Iterable[str]) -> dict[str, list[Delivery]]:
    """Every attempt so far, by reminder, the first one first."""
    found: dict[str, list[Delivery]] = {}
    rows = await db.run(_deliveries(db.dialect), msgspec.json.encode(list(reminders)).decode())
    for each in sorted(msgspec.convert(rows, list[Delivery]), key=lambda each: (each.at, WAYS.index(each.way))):
        found.setdefault(each.reminder, []).append(each)
    return found


class Attempt(Struct, frozen=True, kw_only=True):
    """A delivery that is about to be made; `receipt` is what the phone will say of it."""

    id: str
    reminder: str
    person: str
    way: Way
    at: int
    receipt: str


class Shown(Struct, frozen=True):
    """A delivery that a phone shows: its id, and the receipt that only its message held."""

    id: str
    receipt: str


async def begin(db: Database, attempts: Sequence[Attempt]) -> None:
    """Note what is about to be sent: should this worker die, somebody knows that it may have been."""
    await db.run(_beginning(db.dialect), msgspec.json.encode(attempts).decode())


async def end(db: Database, made: Sequence[Delivery]) -> None:
    """Note what came of it, and who said so."""
    await db.run(_ending(db.dialect), msgspec.json.encode(made).decode())


async def seen(db: Database, delivery: str, *, receipt: str, now: int) -> None:
    """A phone has shown it; who does not know the receipt changes nothing, and neither does a second time."""
    await db.run(
        "UPDATE delivery SET seen_at = {} WHERE id = {} AND receipt = {} AND seen_at = 0", now, delivery, receipt
    )


async def take_up(db: Database, person: str, *, now: int) -> None:
    """Somebody can be reached: what is unheard of a meeting and not pointless yet is said after all."""
    planned = "UPDATE reminder SET state = 'planned', leased_until = 0, settled_at = 0"
    await db.run(
        f"{planned} WHERE person = {{}} AND pointless_at > {{}} AND state = 'unheard' AND kind IN {one_of(db.dialect)}",
        person,
        now,
        msgspec.json.encode(sorted(OF_A_MEETING)).decode(),
    )


async def opened(db: Database, delivery: str, *, receipt: str, now: int) -> None:
    """Somebody has tapped it; who does not know the receipt changes nothing."""
    await db.run(
        "UPDATE delivery SET opened_at = {} WHERE id = {} AND receipt = {} AND opened_at = 0", now, delivery, receipt
    )


async def dealt_with(db: Database, shown: Sequence[Shown]) -> list[str]:
    """The ids of those whose reminder was opened on one device or another."""
    given = each_of(db.dialect, id="TEXT", receipt="TEXT")
    rows = await db.run(
        f"SELECT delivery.id FROM delivery, {given} "  # noqa: S608 -- our own text
        "WHERE delivery.id = given.id AND delivery.receipt = given.receipt AND EXISTS ("
        "SELECT 1 FROM delivery AS other WHERE other.reminder = delivery.reminder AND other.opened_at > 0)",
        msgspec.json.encode(shown).decode(),
    )
    return [row["id"] for row in rows]


@cache
def _settling(dialect: str) -> str:
    given = each_of(dialect, id="TEXT", state="TEXT", due_at="BIGINT", not_before="BIGINT", settled_at="BIGINT")
    return (
        "UPDATE reminder SET state = given.state, due_at = given.due_at, settled_at = given.settled_at, "  # noqa: S608 -- our own text
        f"leased_until = given.not_before FROM {given} "
        "WHERE reminder.id = given.id AND reminder.state IN ('planned', 'told')"
    )


@cache
def _deliveries(dialect: str) -> str:
    columns = ", ".join(Delivery.__struct_fields__)
    return f"SELECT {columns} FROM delivery WHERE reminder IN {one_of(dialect)}"  # noqa: S608 -- our own text


@cache
def _beginning(dialect: str) -> str:
    columns = {name: "BIGINT" if name == "at" else "TEXT" for name in Attempt.__struct_fields__}
    names = ", ".join(columns)
    return (
        f"INSERT INTO delivery ({names}, host, outcome, seen_at) "  # noqa: S608 -- our own text
        f"SELECT {names}, '', '', 0 FROM {each_of(dialect, **columns)} WHERE true"
    )


@cache
def _ending(dialect: str) -> str:
    given = each_of(dialect, id="TEXT", host="TEXT", outcome="TEXT")
    return (
        f"UPDATE delivery SET host = given.host, outcome = given.outcome FROM {given} "  # noqa: S608 -- our own text
        "WHERE delivery.id = given.id"
    )
