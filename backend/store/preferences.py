"""What people want of reminders: a row for each who has chosen something."""

from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from backend.domain.preference import USUAL, Preferences
from backend.store.engine import Database
from backend.store.reminder_queue import plan_anew
from backend.store.rows import one_of

_KEEP = """
    INSERT INTO preference (person, chosen, quiet_from, quiet_to, details) VALUES ({}, {}, {}, {}, {})
    ON CONFLICT (person) DO UPDATE SET chosen = excluded.chosen, quiet_from = excluded.quiet_from,
        quiet_to = excluded.quiet_to, details = excluded.details"""
_FOLLOWED = "SELECT citizen FROM course WHERE caseworker_id = {} OR akasse_caseworker_id = {}"


async def of(db: Database, person: str) -> Preferences:
    """The person's, or the usual ones."""
    return (await of_people(db, [person])).get(person, USUAL)


async def of_people(db: Database, people: Collection[str]) -> dict[str, Preferences]:
    """Those of all these people who have chosen any."""
    rows = await db.run(
        f"SELECT person, chosen, quiet_from, quiet_to, details FROM preference WHERE person IN {one_of(db.dialect)}",  # noqa: S608 -- our own text
        msgspec.json.encode(sorted(people)).decode(),
    )
    return {row["person"]: _loaded(row) for row in rows}


async def keep(db: Database, preferences: Preferences, *, person: str) -> None:
    """Keep them in place of those before. The reminders of everybody a caseworker follows are planned anew by and by.

    Inside a transaction that has locked the record, if the person has one.
    """
    followed = await db.run(_FOLLOWED, person, person)
    if followed:
        await plan_anew(db, [row["citizen"] for row in followed])
    chosen = msgspec.json.encode(preferences.chosen).decode()
    await db.run(_KEEP, person, chosen, preferences.quiet_from, preferences.quiet_to, 1 if preferences.details else 0)


def _loaded(row: Mapping[str, Any]) -> Preferences:
    return Preferences(
        chosen=msgspec.json.decode(row["chosen"]),
        quiet_from=row["quiet_from"],
        quiet_to=row["quiet_to"],
        details=row["details"] == 1,
    )
