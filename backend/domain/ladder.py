"""The ladder: by which way a reminder goes next when the one before reached nobody, or is not known to have been seen.

Push comes first. Whom it cannot reach is reached by the next way at once. Whom it reached without a sign that it was
shown is reached by the next way after a while, if what it says matters: for a meeting tomorrow a second message is a
help, for a joblog that is quiet it is noise.
"""

from collections.abc import Collection, Iterable
from typing import Final

from msgspec import Struct

from backend.domain.delivery import WAYS, Delivery, Way
from backend.domain.meeting import MINUTE
from backend.domain.reminder import Kind

HOUR = 60 * MINUTE

PATIENCE: Final[dict[Kind, int]] = {
    "meeting-booked": 4 * HOUR,
    "meeting-tomorrow": 2 * HOUR,
    "meeting-soon": 20 * MINUTE,
    "meeting-moved": HOUR,
    "meeting-cancelled": HOUR,
    "refused": 4 * HOUR,
    "cant-come": HOUR,
}
"""For what matters: how long is waited for a sign that it was shown, in milliseconds."""

LOUD: Final[frozenset[Way]] = frozenset({"sms", "digital-post"})
"""Ways that cost something, or weigh something: for what matters alone."""


class Rung(Struct, frozen=True, kw_only=True):
    """The way to take next, and from which instant on (0 = at once)."""

    way: Way
    at: int


def next_rung(
    kind: Kind, deliveries: Iterable[Delivery], *, open_ways: Collection[Way], pointless_at: int
) -> Rung | None:
    """The next way for a reminder of that kind after these deliveries of it; None when there is none to take.

    `open_ways` are those by which the person can be reached and wants to be. A second message that would come when the
    first is half way to being pointless comes then. A way that only says «later» is tried again meanwhile, by whoever
    tries it.
    """
    earlier = list(deliveries)
    if any(each.seen_at for each in earlier):
        return None
    patience = PATIENCE.get(kind)
    barred = {each.way for each in earlier} | {way for way in WAYS if way not in open_ways}
    left: list[Way] = [way for way in WAYS if way not in barred and (patience is not None or way not in LOUD)]
    since = _waited_since(earlier)
    if not left or (since and patience is None):
        return None
    return Rung(way=left[0], at=since + min(patience or 0, (pointless_at - since) // 2) if since else 0)


def _waited_since(earlier: list[Delivery]) -> int:
    """The instant from which something may be on its way to the person; 0 when every attempt came to nothing."""
    taken = [each.at for each in earlier if each.outcome == "taken"]
    pending = [each.at for each in earlier if each.outcome in {"", "later"}]
    return max(taken) if taken else min(pending, default=0)
