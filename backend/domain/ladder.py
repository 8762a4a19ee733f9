"""The ladder: by which way a reminder goes next when the one before reached nobody, or is not known to have been seen.

Push comes first. Whom it cannot reach is reached by the next way at once. Whom it reached without a sign that it was
shown is reached by the next way after a while, if what it says matters: for a meeting tomorrow a second message is a
help, for a joblog that is quiet it is noise.
"""

from collections.abc import Collection, Sequence
from typing import Final, Literal

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
    "requirement": 4 * HOUR,
    "refused": 4 * HOUR,
    "cant-come": HOUR,
}
"""For what matters: how long is waited for a sign that it was shown, in milliseconds."""

LOUD: Final[frozenset[Way]] = frozenset({"sms", "digital-post"})
"""Ways that cost something, or weigh something: for what matters alone."""


TRIED_AGAIN = 30 * 1000
"""After how long a way that says «later» is tried again, at first; each time twice as long, up to the next one."""
AT_MOST = 30 * MINUTE


class Rung(Struct, frozen=True, kw_only=True):
    """The way to take next, and from which instant on (0 = at once)."""

    way: Way
    at: int


def next_rung(
    kind: Kind, deliveries: Sequence[Delivery], *, open_ways: Collection[Way], pointless_at: int
) -> Rung | None:
    """The next way for a reminder of that kind after these deliveries of it; None when there is none to take.

    `open_ways` are those by which the person can be reached and wants to be. A second message that would come when the
    first is half way to being pointless comes then. A way that only says «later» is tried again meanwhile, by whoever
    tries it.
    """
    if any(each.seen_at for each in deliveries):
        return None
    patience = PATIENCE.get(kind)
    # A browser that is gone is forgotten: if push leads somewhere still, it is to another.
    tried = {each.way for each in deliveries if (each.way, each.outcome) != ("push", "gone")}
    barred = tried | {way for way in WAYS if way not in open_ways}
    left: list[Way] = [way for way in WAYS if way not in barred and (patience is not None or way not in LOUD)]
    since = _waited_since(deliveries, open_ways)
    if not left or (since and patience is None):
        return None
    return Rung(way=left[0], at=since + min(patience or 0, (pointless_at - since) // 2) if since else 0)


class Step(Struct, frozen=True, kw_only=True):
    """What becomes of a reminder after an attempt; `planned`: tried again, `told`: looked at again, both at `at`."""

    state: Literal["planned", "told", "sent", "unheard"]
    at: int = 0


def way_now(
    kind: Kind, deliveries: Sequence[Delivery], *, open_ways: Collection[Way], pointless_at: int, now: int
) -> Way | None:
    """The way to take at the instant `now`: the next rung, or the same way once more if it says «later»."""
    rung = next_rung(kind, deliveries, open_ways=open_ways, pointless_at=pointless_at)
    if rung and rung.at <= now:
        return rung.way
    return deliveries[-1].way if _is_pending(deliveries, open_ways) else None


def afterwards(
    kind: Kind, deliveries: Sequence[Delivery], *, open_ways: Collection[Way], pointless_at: int, again_at: int
) -> Step:
    """What becomes of a reminder after these deliveries; a way that says «later» is tried again at `again_at`.

    What cannot be delivered in time stays in the queue until it is pointless, so that it is noted as too late.
    """
    rung = next_rung(kind, deliveries, open_ways=open_ways, pointless_at=pointless_at)
    looks = [*([again_at] if _is_pending(deliveries, open_ways) else []), *([rung.at] if rung else [])]
    if any(each.outcome == "taken" for each in deliveries):
        in_time = [at for at in looks if at < pointless_at]
        return Step(state="told", at=min(in_time)) if in_time else Step(state="sent")
    return Step(state="planned", at=min(*looks, pointless_at)) if looks else Step(state="unheard")


def again_at(attempts: int, *, retry_after: int, now: int) -> int:
    """When to try again after so many attempts; not before whoever said «later» wants it, in `retry_after` ms."""
    return now + max(retry_after, min(TRIED_AGAIN << min(attempts - 1, 16), AT_MOST))


def _waited_since(earlier: Sequence[Delivery], open_ways: Collection[Way]) -> int:
    """The instant from which something may be on its way to the person; 0 when every attempt came to nothing."""
    latest = _by_the_latest_way(earlier)
    taken = [each.at for each in latest if each.outcome == "taken"]
    if taken or not _is_pending(earlier, open_ways):
        return max(taken or [each.at for each in earlier if each.outcome == "taken"], default=0)
    return min(each.at for each in latest)


def _is_pending(deliveries: Sequence[Delivery], open_ways: Collection[Way]) -> bool:
    """Whether the latest way said «later», or nobody knows what it said; it is open still, and nobody has seen it."""
    if not deliveries or deliveries[-1].way not in open_ways or any(each.seen_at for each in deliveries):
        return False
    outcomes = {each.outcome for each in _by_the_latest_way(deliveries)}
    return "taken" not in outcomes and not outcomes.isdisjoint({"", "later"})


def _by_the_latest_way(deliveries: Sequence[Delivery]) -> list[Delivery]:
    return [each for each in deliveries if each.way == deliveries[-1].way]
