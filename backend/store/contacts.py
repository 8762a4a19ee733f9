"""Where people can be reached beside their browsers, and the links that ask whether an address is theirs."""

import hashlib
from collections.abc import Collection

import msgspec

from backend.domain.contact import Asked, Contact
from backend.domain.delivery import Way
from backend.store import tables
from backend.store.engine import Database
from backend.store.rows import one_of

_WANT = """
    INSERT INTO contact (id, person, way, address, confirmed_at, wanted, token, expires_at)
    VALUES ({}, {}, {}, '', 0, {}, {}, {})
    ON CONFLICT (id) DO UPDATE SET wanted = excluded.wanted, token = excluded.token, expires_at = excluded.expires_at"""
_ASKED = "SELECT person, way, wanted AS address FROM contact WHERE token = {} AND expires_at > {}"
_CONFIRM = """
    UPDATE contact SET address = wanted, confirmed_at = {}, wanted = '', token = '', expires_at = 0
    WHERE token = {} AND expires_at > {} RETURNING person"""
_TURN_ON = """
    INSERT INTO contact (id, person, way, address, confirmed_at, wanted, token, expires_at)
    VALUES ({}, {}, {}, {}, {}, '', '', 0) ON CONFLICT (id) DO NOTHING"""


async def of(person: str) -> dict[Way, Contact]:
    """The person's, by way."""
    row = tables.Contact
    found = await row.select(row.way, row.address, row.confirmed_at, row.wanted, row.expires_at).where(
        row.person == person
    )
    return {contact.way: contact for contact in msgspec.convert(found, list[Contact])}


async def addresses_of(db: Database, people: Collection[str]) -> dict[str, dict[Way, str]]:
    """{person: {way: address}} of all these people, confirmed ones alone."""
    rows = await db.run(
        f"SELECT person, way, address FROM contact WHERE address <> '' AND person IN {one_of(db.dialect)}",  # noqa: S608 -- our own text
        msgspec.json.encode(sorted(people)).decode(),
    )
    found: dict[str, dict[Way, str]] = {}
    for row in rows:
        found.setdefault(row["person"], {})[row["way"]] = row["address"]
    return found


async def want(db: Database, person: str, way: Way, *, address: str, token: str, expires_at: int) -> None:
    """Note an address that `token` will confirm; the confirmed one, if any, goes on until then."""
    await db.run(_WANT, _key(person, way), person, way, address, _hashed(token), expires_at)


async def asked(db: Database, token: str, *, now: int) -> Asked | None:
    """What the link would confirm, or None: it is used, too old, or never was one."""
    found = await db.run(_ASKED, _hashed(token), now)
    return msgspec.convert(found[0], Asked) if found else None


async def confirm(db: Database, token: str, *, now: int) -> bool:
    """Take the address that the link is about for the person's; False when there is none such."""
    return bool(await db.run(_CONFIRM, now, _hashed(token), now))


async def turn_on(db: Database, person: str, way: Way, *, now: int) -> None:
    """A way that knows people by their id and needs no other address."""
    await db.run(_TURN_ON, _key(person, way), person, way, person, now)


async def drop(person: str, way: Way) -> None:
    """The person is no longer reached that way."""
    await tables.Contact.delete().where(tables.Contact.id == _key(person, way))


async def unwant(person: str, way: Way, *, address: str) -> None:
    """The address is not to be confirmed after all."""
    row = tables.Contact
    await row.update({row.wanted: "", row.token: "", row.expires_at: 0}).where(
        (row.id == _key(person, way)) & (row.wanted == address)
    )


async def drop_gone(way: Way, address: str) -> None:
    """There is no such address any more, says whoever was to pass something on to it."""
    row = tables.Contact
    await row.update({row.address: "", row.confirmed_at: 0}).where((row.way == way) & (row.address == address))


def _key(person: str, way: Way) -> str:
    return f"{person}/{way}"


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
