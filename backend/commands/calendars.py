"""A person's private calendar address: made, changed for a new one, closed."""

import secrets
from collections.abc import Callable

from backend.commands.write import Ground
from backend.domain.people import Person
from backend.store import calendars

NONCE_BYTES = 16


async def renew(ground: Ground, *, actor: Person, secret_of: Callable[[str], str]) -> None:
    """A new address; whoever knows the one before it sees nothing any more. `secret_of` makes its secret of a nonce."""
    nonce = secrets.token_urlsafe(NONCE_BYTES)
    await calendars.keep(ground.db, actor.id, secret=secret_of(nonce), nonce=nonce, now=ground.clock())


async def close(*, actor: Person) -> None:
    """No address any more; a repeat changes nothing."""
    await calendars.drop(actor.id)
