"""A delivery: one attempt to get one reminder to one person by one way, and what came of it."""

from typing import Literal, get_args

from msgspec import Struct

from backend.domain.reminder import Kind

Way = Literal["push", "email", "sms", "digital-post"]
WAYS: tuple[Way, ...] = get_args(Way)
"""In the order in which they are tried: the cheapest and least intrusive first."""

Outcome = Literal["", "taken", "gone", "later", "refused"]


class Delivery(Struct, frozen=True, kw_only=True):
    """One attempt. `reminder` and `person` are ids, `host` whom it was handed to, `at` the instant before it was.

    `outcome` is "" while nobody knows: under way, or its worker died. `taken`: whoever is to pass it on has it.
    `gone`: there is no such address any more. `later`: not now, it is tried again. `refused`: it will never be taken.
    `seen_at` is the instant at which the phone said that it was shown (0 = not, or by a way that cannot say so).
    """

    id: str
    reminder: str
    person: str
    way: Way
    host: str
    at: int
    outcome: Outcome
    seen_at: int


class Told(Struct, frozen=True, kw_only=True):
    """A reminder that something came of: of what `kind` and about which row, and every attempt, the first one first.

    `state` is how it ended or stands (told, sent, unheard, withdrawn or too-late), `at` when that was (an instant).
    """

    id: str
    kind: Kind
    about: str
    state: str
    at: int
    deliveries: tuple[Delivery, ...]
