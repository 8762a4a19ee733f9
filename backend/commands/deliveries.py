"""Deliveries: what a phone says of a message that it has shown."""

from msgspec import Struct

from backend.commands.write import Ground
from backend.store import reminder_queue


class Seen(Struct, frozen=True):
    """A delivery's id, and the receipt that only its message held."""

    id: str
    receipt: str


async def seen(ground: Ground, args: Seen) -> None:
    """Note that it was shown. Whoever does not know the receipt is not told so, and changes nothing."""
    await reminder_queue.seen(ground.db, args.id, receipt=args.receipt, now=ground.clock())
