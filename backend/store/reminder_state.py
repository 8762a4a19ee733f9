"""What reminders are planned from, read for any number of records in one statement, with what is planned so far."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any, Literal

import msgspec
from msgspec import Struct

from backend.domain.dates import plus
from backend.domain.joblog import Entry
from backend.domain.meeting import Meeting
from backend.domain.preference import Choice, Preferences
from backend.domain.reminder import Kind
from backend.domain.reminding.plan import KINDS_OF
from backend.domain.reminding.state import (
    NEWS_LASTS,
    Decided,
    FollowedUp,
    GivenHomework,
    GivenJob,
    Hands,
    LeftOpen,
    Part,
    Promised,
    State,
    Wished,
)
from backend.domain.requirement import Requirement
from backend.domain.time import local_date
from backend.store.engine import Database
from backend.store.rows import columns_as_json, objects, one_of

Fate = Literal["sent", "unheard", "withdrawn", "too-late"]
Standing = Literal["planned", "told"] | Fate


class Stored(Struct, frozen=True, kw_only=True):
    """A reminder as the table has it; `kind` may be one that only a newer version knows."""

    id: str
    kind: str
    due_at: int
    pointless_at: int
    state: Standing


class Found(Struct, frozen=True, kw_only=True):
    """One record: what it consists of now, what its people want, and its reminders that are not pointless yet."""

    state: State
    preferences: Mapping[str, Preferences]
    stored: tuple[Stored, ...]


class _Preference(Struct, frozen=True, kw_only=True):
    """A row of that table."""

    person: str
    chosen: dict[Kind, Choice]
    quiet_from: str
    quiet_to: str
    details: int


# Each part needs some of these.
_NEEDED: Mapping[Part, Collection[str]] = {
    "meetings": ("meetings",),
    "given": ("meetings", "jobs", "assignments", "agreements", "placements"),
    "joblog": ("last_search", "requirements", "entries"),
    "answers": ("wishes", "decisions", "refused_at"),
    "caseworkers": ("meetings", "jobs", "wishes", "decisions", "drafts", "agreements", "placements"),
}
# An application answers a job when it says on which day it was sent.
_APPLIED = "SELECT 1 FROM joblog WHERE joblog.job = job.id AND joblog.job <> '' AND joblog.applied_on <> ''"
_SOURCES = {
    "meetings": """meeting WHERE citizen = record.id AND state IN ('booked', 'cancelled')
        AND (starts_at > span.now OR EXISTS (SELECT 1 FROM draft WHERE draft.id = meeting.id))""",
    "jobs": f"""job WHERE citizen = record.id AND (
        (state = 'not-relevant' AND received_at > span.news) OR (state = 'open' AND NOT EXISTS ({_APPLIED})
        AND (deadline >= span.today OR apply_by = '' OR apply_by >= span.today OR handed_out_at > span.news)))""",
    "assignments": """assignment WHERE citizen = record.id AND done_at = 0
        AND (due >= span.today OR given_at > span.news)""",
    "agreements": """agreement WHERE citizen = record.id AND done_at = 0 AND "by" >= span.today""",
    "placements": "placement WHERE citizen = record.id AND state <> 'ended' AND follow_up_on >= span.today",
    "wishes": "wish WHERE citizen = record.id AND (answer = '' OR answered_at > span.news)",
    "decisions": """decision WHERE citizen = record.id
        AND (decided_at > span.news OR received_at > span.news OR follow_up_on >= span.today)""",
    "drafts": "draft WHERE citizen = record.id",
    "requirements": "requirement WHERE citizen = record.id",
    "entries": """joblog WHERE citizen = record.id AND applied_on >= span.counted
        AND EXISTS (SELECT 1 FROM requirement WHERE requirement.citizen = record.id)""",
}
_STRUCTS: Mapping[str, type[Struct]] = {
    "meetings": Meeting,
    "jobs": GivenJob,
    "assignments": GivenHomework,
    "agreements": Promised,
    "placements": FollowedUp,
    "wishes": Wished,
    "decisions": Decided,
    "drafts": LeftOpen,
    "requirements": Requirement,
    "entries": Entry,
}
# Longer than any period that still runs, and than what is counted beside it.
COUNTED_DAYS = 62
_SPELLED = {
    "decisions": {"received_at": "CASE WHEN answer = '' THEN 0 ELSE received_at END"},
    "drafts": {"meeting": "id"},
    # Not from `meetings`: whatever has become of the meeting since, the move was told of.
    "wishes": {
        "moved_at": "coalesce((SELECT booked_at FROM meeting WHERE meeting.id = wish.meeting AND moved_from <> 0), 0)"
    },
}
_VALUES = {
    "last_search": "SELECT coalesce(max(applied_on), '') FROM joblog WHERE citizen = record.id",
    "refused_at": """SELECT coalesce(max(received_at), 0) FROM mutation JOIN device ON device.id = mutation.device
        WHERE device.person = record.id AND mutation.state = 'refused' AND received_at > span.news""",
}
_HANDS = "course.caseworker_id, course.akasse_caseworker_id"
_AHEAD = "SELECT id, kind, due_at, pointless_at, state FROM reminder WHERE pointless_at > span.now"
# Two looks into two indexes: of one with OR between, SQLite makes a walk through the whole table.
_STORED = f"""({_AHEAD} AND citizen = record.id
    UNION ALL {_AHEAD} AND citizen IS NULL AND person IN ({_HANDS})) AS ahead"""
_SPAN = """(SELECT CAST({} AS BIGINT) AS now, CAST({} AS BIGINT) AS news,
    CAST({} AS TEXT) AS today, CAST({} AS TEXT) AS counted)"""
_PREFERENCES = f"preference WHERE person IN (record.id, {_HANDS})"


async def read(db: Database, citizens: Iterable[str], *, now: int, parts: frozenset[Part]) -> list[Found]:
    """The records of those ids, those that are there, as far as `parts` need them."""
    today = local_date(now)
    rows = await db.run(
        _statement(db.dialect, parts),
        now,
        now - NEWS_LASTS,
        today,
        plus(today, -COUNTED_DAYS),
        msgspec.json.encode(list(citizens)).decode(),
    )
    return [_found(row, parts) for row in rows]


@cache
def _statement(dialect: str, parts: frozenset[Part]) -> str:
    names = {name for part in parts for name in _NEEDED[part]}
    many = [
        f"({objects(dialect, _columns(dialect, name), _SOURCES[name])}) AS {name}" for name in _SOURCES.keys() & names
    ]
    single = [f"({_VALUES[name]}) AS {name}" for name in _VALUES.keys() & names]
    stored = objects(dialect, {name: name for name in Stored.__struct_fields__}, _STORED)
    preferences = objects(
        dialect,
        {name: name for name in _Preference.__struct_fields__} | {"chosen": _json(dialect, "chosen")},
        _PREFERENCES,
    )
    parts_of_it = ", ".join([*many, *single, f"({stored}) AS stored", f"({preferences}) AS preferences"])
    return (
        f"SELECT record.id AS citizen, person.name, course.started_on, course.caseworker, {_HANDS}, {parts_of_it} "  # noqa: S608 -- our own text
        "FROM record JOIN person ON person.id = record.id LEFT JOIN course ON course.id = record.id CROSS JOIN "
        f"{_SPAN} AS span "
        f"WHERE record.id IN {one_of(dialect)}"
    )


def _columns(dialect: str, name: str) -> dict[str, str]:
    return columns_as_json(dialect, _STRUCTS[name].__struct_fields__) | _SPELLED.get(name, {})


def _json(dialect: str, column: str) -> str:
    return f"json({column})" if dialect == "sqlite" else f"{column}::json"


def _found(row: Mapping[str, Any], parts: frozenset[Part]) -> Found:
    read = {name: _decoded(row[name], tuple[struct, ...]) for name, struct in _STRUCTS.items() if name in row}
    values = {name: row[name] for name in _VALUES if name in row}
    kinds = {kind for part in parts for kind in KINDS_OF[part]}
    stored: tuple[Stored, ...] = _decoded(row["stored"], tuple[Stored, ...])
    return Found(
        state=State(citizen=row["citizen"], name=row["name"], hands=_hands(row), **read, **values),
        preferences={
            each.person: Preferences(
                chosen=each.chosen,
                quiet_from=each.quiet_from,
                quiet_to=each.quiet_to,
                details=each.details == 1,
            )
            for each in _decoded(row["preferences"], tuple[_Preference, ...])
        },
        stored=tuple(each for each in stored if each.kind in kinds),
    )


def _hands(row: Mapping[str, Any]) -> Hands | None:
    return Hands(**{name: row[name] for name in Hands.__struct_fields__}) if row["started_on"] else None


def _decoded(text: str, type_: Any) -> Any:
    return msgspec.json.decode(text, type=type_)
