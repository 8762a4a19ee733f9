"""What was sent to a person, and what came of it."""

from typing import Any

import msgspec

from backend.domain.delivery import Told
from backend.domain.meeting import DAY
from backend.store.engine import Database
from backend.store.reminder_queue import deliveries

MOST = 100
SINCE = 90 * DAY
"""How far back it is told, in milliseconds."""

# Of what is still planned or was withdrawn nothing came, unless it was tried.
_TOLD = """
    SELECT reminder.id, reminder.kind, reminder.about, reminder.state,
        coalesce(max(delivery.at), reminder.settled_at) AS at
    FROM reminder LEFT JOIN delivery ON delivery.reminder = reminder.id
    WHERE reminder.person = {} AND reminder.pointless_at > {}"""
_CAME_OF = """
    GROUP BY reminder.id, reminder.kind, reminder.about, reminder.state, reminder.settled_at
    HAVING count(delivery.id) > 0 OR reminder.state IN ('unheard', 'too-late')
    ORDER BY at DESC, reminder.id LIMIT {}"""
_LATELY = f"{_TOLD} {_CAME_OF}"
_OF_MEETINGS = f"{_TOLD} AND reminder.citizen = reminder.person AND reminder.kind LIKE 'meeting-%' {_CAME_OF}"


async def lately(db: Database, person: str, *, now: int) -> list[Told]:
    """What the person was told, or should have been, the newest first; a hundred at most."""
    return await _with_attempts(db, await db.run(_LATELY, person, now - SINCE, MOST))


async def of_meetings(db: Database, citizen: str, *, now: int) -> list[Told]:
    """What the citizen was told of meetings, the newest first."""
    return await _with_attempts(db, await db.run(_OF_MEETINGS, citizen, now - SINCE, MOST))


async def _with_attempts(db: Database, rows: list[dict[str, Any]]) -> list[Told]:
    made = await deliveries(db, [row["id"] for row in rows]) if rows else {}
    return [msgspec.convert(row | {"deliveries": tuple(made.get(row["id"], ()))}, Told) for row in rows]
