"""Where a person can be reached beside their browsers: asked for, confirmed, turned on and off."""

import secrets
from collections.abc import Callable

from backend.commands.write import Ground
from backend.domain.contact import LASTS, Spent, check
from backend.domain.delivery import Way
from backend.domain.errors import Invalid
from backend.domain.people import Person
from backend.notify.way import Post
from backend.store import contacts

TOKEN_BYTES = 32
LATER = "Der kan ikke sendes noget lige nu. Prøv igen om lidt."
NOBODY = "Det kunne ikke sendes dertil. Se efter, om det er skrevet rigtigt."


async def ask(
    ground: Ground, post: Post, way: Way, address: str, *, actor: Person, link_of: Callable[[str], str]
) -> None:
    """Note an address, and send there the link that confirms it: `link_of` makes it of a token.

    An address that was confirmed before goes on until then. Raises Invalid when it is none or cannot be sent to.
    """
    tidy = check(way, address)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = ground.clock()
    await contacts.want(ground.db, actor.id, way, address=tidy, token=token, expires_at=now + LASTS)
    answer = await post.confirm(tidy, link_of(token), now=now)
    if answer.outcome != "taken":
        await contacts.unwant(actor.id, way, address=tidy)
        raise Invalid({way: LATER if answer.outcome == "later" else NOBODY})


async def confirm(ground: Ground, token: str) -> None:
    """Whoever has the token reads what comes to the address. Raises Spent."""
    if not await contacts.confirm(ground.db, token, now=ground.clock()):
        raise Spent


async def turn_on(ground: Ground, way: Way, *, actor: Person) -> None:
    """Be reached by a way that needs no address; a repeat changes nothing."""
    await contacts.turn_on(ground.db, actor.id, way, now=ground.clock())


async def turn_off(way: Way, *, actor: Person) -> None:
    """Be reached that way no more; the address is forgotten."""
    await contacts.drop(actor.id, way)
