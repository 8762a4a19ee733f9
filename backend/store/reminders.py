"""Planned reminders: kept in step with the record they are about, in the transaction that changes it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import msgspec

from backend.domain.meeting import MINUTE
from backend.domain.reminder import OF_MANY, Reminder
from backend.domain.reminding.plan import RULES, plan
from backend.domain.reminding.state import PARTS, Part, State
from backend.store import reminder_state
from backend.store.engine import Database, Write
from backend.store.reminder_state import Found
from backend.store.rows import each_of, one_of

TOO_OLD = 60 * MINUTE
"""What would have been due longer ago than this when it is first planned is not caught up on."""


@dataclass
class Difference:
    """What has to be written so that the table holds what there should be."""

    gone: list[str] = field(default_factory=list[str])
    other: list[Reminder] = field(default_factory=list[Reminder])
    new: list[Reminder] = field(default_factory=list[Reminder])

    def note(self, found: Found, *, now: int, parts: Collection[Part]) -> None:
        """Compare one record's plan with what is stored. What is due and waits for a worker is left to it.

        What is about many citizens is not withdrawn by one of them: whoever sends it looks.
        """
        wanted = {each.id: each for each in plan(found.state, found.preferences, now=now, parts=parts)}
        stored = {each.id: each for each in found.stored}
        self.gone += [
            each.id
            for each in found.stored
            if each.state == "planned" and each.id not in wanted and each.kind not in OF_MANY
        ]
        for key, each in wanted.items():
            there = stored.get(key)
            if there is None:
                self.new += [each] if each.due_at >= now - TOO_OLD else []
            elif there.state == "planned":
                self.other += [each] if (there.due_at, there.pointless_at) != (each.due_at, each.pointless_at) else []
            elif there.state == "withdrawn" and each.due_at >= now - TOO_OLD:
                self.other.append(each)

    def writes(self, dialect: str, *, now: int) -> list[Write]:
        """The statements, none for what needs none."""
        return [
            *([(_withdrawing(dialect), (now, _json(self.gone)))] if self.gone else []),
            *([(_changing(dialect), (_json(self.other),))] if self.other else []),
            *([(_adding(dialect), (_json(self.new),))] if self.new else []),
        ]


async def keep_in_step(
    db: Database, citizens: Iterable[str], *, now: int, parts: frozenset[Part] = PARTS
) -> list[State]:
    """Make these parts of the records' reminders what they should be at the instant `now`; their locks are held.

    Answers what they were planned from.
    """
    difference, records = Difference(), await reminder_state.read(db, citizens, now=now, parts=parts)
    for found in records:
        difference.note(found, now=now, parts=parts)
    if writes := difference.writes(db.dialect, now=now):
        await db.run_together(*writes)
    return [found.state for found in records]


async def plan_stale(db: Database, *, now: int, most: int) -> int:
    """Plan the reminders of up to `most` records that are to be planned anew; answers how many it were.

    In a transaction of its own; records that others are writing are left to the next time.
    """
    async with db.transaction():
        found = [row["id"] for row in await db.run(_STALE[db.dialect], RULES, most)]
        if found:
            await keep_in_step(db, found, now=now)
            await db.run(f"UPDATE record SET planned = {{}} WHERE id IN {one_of(db.dialect)}", RULES, _json(found))  # noqa: S608 -- our own text
    return len(found)


async def add(db: Database, new: Sequence[Reminder]) -> None:
    """Plan these, those that are not there yet."""
    if new:
        await db.run(_adding(db.dialect), _json(list(new)))


_ANY = "SELECT id FROM record WHERE planned < {} LIMIT {}"
# SQLite's IMMEDIATE transaction holds the whole data base, so the rows need no locks of their own.
_STALE = {"sqlite": _ANY, "postgres": f"{_ANY} FOR UPDATE SKIP LOCKED"}
_COLUMNS = dict.fromkeys(("id", "person", "citizen", "kind", "about"), "TEXT") | dict.fromkeys(
    ("due_at", "pointless_at"), "BIGINT"
)


@cache
def _withdrawing(dialect: str) -> str:
    """Arguments: now, and the ids."""
    withdrawn = "UPDATE reminder SET state = 'withdrawn', settled_at = {}"
    return f"{withdrawn} WHERE state = 'planned' AND id IN {one_of(dialect)}"


@cache
def _changing(dialect: str) -> str:
    """Argument: the reminders, which may have been withdrawn before."""
    planned = "state = 'planned', settled_at = 0, leased_until = 0"
    times = "due_at = given.due_at, pointless_at = given.pointless_at"
    return (
        f"UPDATE reminder SET {planned}, {times} FROM {each_of(dialect, **_COLUMNS)} "  # noqa: S608 -- our own text
        "WHERE reminder.id = given.id AND reminder.state IN ('planned', 'withdrawn')"
    )


@cache
def _adding(dialect: str) -> str:
    """Argument: the reminders. Two records may ask for the same one at the same time."""
    return (
        "INSERT INTO reminder "  # noqa: S608 -- our own text
        "(id, person, citizen, kind, about, due_at, pointless_at, state, leased_until, attempts, settled_at) "
        "SELECT id, person, nullif(citizen, ''), kind, about, due_at, pointless_at, 'planned', 0, 0, 0 "
        f"FROM {each_of(dialect, **_COLUMNS)} WHERE true ON CONFLICT (id) DO NOTHING"
    )


def _json(what: list[Any]) -> str:
    return msgspec.json.encode(what).decode()
