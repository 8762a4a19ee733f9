"""Private calendar addresses, and meetings as calendars ask for them."""

import hashlib
from typing import Any

from msgspec import Struct

from backend.domain.calendar import Dated
from backend.domain.ids import is_id
from backend.domain.meeting import Meeting
from backend.domain.people import Person
from backend.store import tables
from backend.store.engine import Database
from backend.store.kinds import BY_STRUCT, loaded


class Address(Struct, frozen=True, kw_only=True):
    """A calendar address as it is kept: its secret is made of `nonce` anew, and `key` is what that hashes to."""

    key: str
    nonce: str
    made_at: int


_KEEP = """
    INSERT INTO calendar (id, person, nonce, made_at) VALUES ({}, {}, {}, {})
    ON CONFLICT (person) DO UPDATE SET id = excluded.id, nonce = excluded.nonce, made_at = excluded.made_at"""
_WHOSE = """
    SELECT person.id, person.name, person.role, person.organisation
    FROM calendar JOIN person ON person.id = calendar.person WHERE calendar.id = {}"""
# The audit knows when a row became what it is: the two have the same version.
_DATED = """
    SELECT meeting.*, person.name AS whose, coalesce(audit.at, meeting.booked_at) AS changed_at
    FROM meeting JOIN person ON person.id = meeting.citizen
    LEFT JOIN audit ON audit.citizen = meeting.citizen AND audit.version = meeting.version
    WHERE """
_ORDER = " ORDER BY meeting.starts_at, meeting.id"
_ONE = f"{_DATED} meeting.id = {{}}"
_OF_CITIZEN = f"{_DATED} meeting.citizen = {{}} AND meeting.starts_at > {{}} {_ORDER}"
# Whoever holds meetings sees them for as long as the organisation follows the course.
_FOLLOWED = """
    AND EXISTS (SELECT 1 FROM course WHERE course.citizen = meeting.citizen
        AND (course.organisation_id = {} OR course.akasse_id = {}))"""
_HELD_BY = f"{_DATED} meeting.held_by = {{}} AND meeting.starts_at > {{}} {_FOLLOWED} {_ORDER}"


async def keep(db: Database, person: str, *, secret: str, nonce: str, now: int) -> None:
    """Give the person this address; the one before it leads nowhere from now on."""
    await db.run(_KEEP, key_of(secret), person, nonce, now)


async def of(person: str) -> Address | None:
    """The person's address, if there is one."""
    row = tables.Calendar
    found = await row.select(row.id.as_alias("key"), row.nonce, row.made_at).where(row.person == person).first()
    return Address(**found) if found else None


async def drop(person: str) -> None:
    """Let the person's address lead nowhere."""
    await tables.Calendar.delete().where(tables.Calendar.person == person)


async def whose(db: Database, secret: str) -> Person | None:
    """Whose address it is, or None: it never was one, or is none any more."""
    found = await db.run(_WHOSE, key_of(secret))
    return Person(**found[0]) if found else None


async def meeting(db: Database, meeting_id: str) -> Dated | None:
    """The meeting of that id."""
    found = await db.run(_ONE, meeting_id) if is_id(meeting_id) else []
    return _dated(found[0]) if found else None


async def meetings_of(db: Database, person: Person, *, since: int) -> list[Dated]:
    """The citizen's own meetings, or those that the caseworker holds, of what begins after that instant, in order."""
    if person.role == "citizen":
        found = await db.run(_OF_CITIZEN, person.id, since)
    else:
        found = await db.run(_HELD_BY, person.name, since, person.organisation, person.organisation)
    return [_dated(row) for row in found]


def key_of(secret: str) -> str:
    """What stands in the data base for a secret: a copy of it opens no calendar."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _dated(row: dict[str, Any]) -> Dated:
    return Dated(
        meeting=loaded(BY_STRUCT[Meeting], row, Meeting),
        citizen=row["citizen"],
        name=row["whose"],
        changed_at=row["changed_at"],
    )
