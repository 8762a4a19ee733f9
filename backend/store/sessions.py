"""Sessions: hashed at rest, a new one at each sign-in, and what is revoked stays revoked."""

import hashlib
import secrets

from msgspec import Struct

from backend.domain.people import Person
from backend.store import tables
from backend.store.engine import Database

# No join: where few of many are signed in, PostgreSQL would read people in order until it comes to the one who asks.
_WHO = """
    SELECT id, name, role, organisation FROM person WHERE id =
        (SELECT session.person FROM session WHERE session.id = {} AND revoked_at = 0 AND expires_at > {})"""


class SignedIn(Struct, frozen=True, kw_only=True):
    """Who a request comes from; `session` is the hashed key of the session, never the cookie."""

    session: str
    person: Person


async def open_session(person: str, *, now: int, lasts: int) -> str:
    """A new session; answers the secret for the cookie. `lasts` is in milliseconds."""
    secret = secrets.token_urlsafe(32)
    await tables.Session.insert(
        tables.Session(id=hashed(secret), person=person, created_at=now, expires_at=now + lasts, revoked_at=0)
    )
    return secret


async def who(db: Database, secret: str, *, now: int) -> SignedIn | None:
    """Whose cookie this is, or None: unknown, expired or revoked."""
    session = hashed(secret)
    found = await db.run(_WHO, session, now)
    return SignedIn(session=session, person=Person(**found[0])) if found else None


async def revoke(session: str, *, now: int) -> None:
    """End a session for good."""
    await tables.Session.update({tables.Session.revoked_at: now}).where(tables.Session.id == session)


async def drop_expired(db: Database, *, now: int) -> None:
    """Forget the sessions that are over: an unknown cookie is as good as an expired or revoked one."""
    await db.run("DELETE FROM session WHERE expires_at <= {}", now)


def hashed(secret: str) -> str:
    """What stands in the table in place of a cookie's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
