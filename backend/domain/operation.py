"""How a deployment does, in numbers of no person: what waits, what became of reminders and attempts, who works."""

from collections import Counter
from typing import Final

from msgspec import Struct

from backend.domain.reminder import KINDS
from backend.domain.subscription import OTHER, service_of

FATES: Final = ("sent", "unheard", "too-late")
"""How a reminder may end that was to be told: told, to nobody since no way was open, or not in time."""


class Fate(Struct, frozen=True, kw_only=True):
    """How many reminders of a kind ended in a state: sent, unheard, too-late, withdrawn."""

    kind: str
    state: str
    many: int


class Attempts(Struct, frozen=True, kw_only=True):
    """How many attempts by one way at one host had one outcome ("" = nobody knows yet), and how many were seen."""

    way: str
    host: str
    outcome: str
    many: int
    seen: int


class Lately(Struct, frozen=True, kw_only=True):
    """What was settled and tried since some instant."""

    fates: tuple[Fate, ...]
    attempts: tuple[Attempts, ...]


class Standing(Struct, frozen=True, kw_only=True):
    """The queue and who works at it, now.

    `waiting` reminders are due and nobody has them, the first since `first_due` (0: none is); `held` are with a worker,
    or put off until they are tried again. `set_aside` are phones' changes that failed for a reason of ours. `tidied_at`
    is when the housekeeping was last done (0: never).
    """

    waiting: int
    held: int
    first_due: int
    workers: int
    tidied_at: int
    set_aside: int


def by_kind(lately: Lately) -> Counter[tuple[str, str]]:
    """How many reminders ended how, by (kind, state); a kind that only a newer version knows is "other"."""
    found: Counter[tuple[str, str]] = Counter()
    for each in lately.fates:
        found[each.kind if each.kind in KINDS else OTHER, each.state] += each.many
    return found


def by_service(lately: Lately, *, hosts: tuple[str, ...]) -> Counter[tuple[str, str, str]]:
    """How many attempts had which outcome, by (way, service, outcome), and how many were "seen" in the end.

    The service is one of the push services `hosts` or "other", and "" by any other way.
    """
    found: Counter[tuple[str, str, str]] = Counter()
    for each in lately.attempts:
        service = service_of(each.host, hosts=hosts) if each.way == "push" else ""
        found[each.way, service, each.outcome or "unknown"] += each.many
        found[each.way, service, "seen"] += each.seen
    return found
