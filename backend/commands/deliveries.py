"""What becomes of a message on a phone: it is shown, and one day somebody taps it."""

from msgspec import Struct

from backend.commands.write import Ground
from backend.store import reminder_queue


class Seen(Struct, frozen=True):
    """A delivery's id, the receipt that only its message held, and whether somebody has tapped it."""

    id: str
    receipt: str
    opened: bool = False


async def seen(ground: Ground, args: Seen) -> None:
    """Note that it was shown. Whoever does not know the receipt is not told so, and changes nothing."""
    now = ground.clock()
    await reminder_queue.seen(ground.db, args.id, receipt=args.receipt, now=now)
    if args.opened:
        await reminder_queue.opened(ground.db, args.id, receipt=args.receipt, now=now)
