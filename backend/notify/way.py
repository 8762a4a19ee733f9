"""What every way out to people has in common: it is given an address and a notice, and says what became of it."""

from collections.abc import Mapping
from typing import Literal, Protocol, TypeVar

from msgspec import Struct

from backend.domain import delivery
from backend.domain.button import Button
from backend.domain.delivery import Outcome
from backend.domain.meeting import Meeting
from backend.domain.reminder import Kind

Urgency = Literal["low", "normal", "high"]


class Notice(Struct, frozen=True, kw_only=True):
    """One reminder, ready to be handed over by any way.

    `reminder` is the reminder's id, `delivery` the attempt's, and `receipt` what a phone that showed it says besides.
    `title` and `body` are words that a lock screen may show, in more detail only when the person chose it (`details`).
    `url` is a path of ours. A newer notice with the same `topic` (at most 32 characters of base64url, telling nothing)
    takes an older one's place. After the instant `until` it must not be shown. `meeting` is the one that it is about,
    for a calendar file, `buttons` what a phone lets people press.
    """

    reminder: str
    delivery: str
    receipt: str
    kind: Kind
    title: str
    body: str
    details: bool
    url: str
    topic: str
    urgency: Urgency
    until: int
    meeting: Meeting | None
    buttons: tuple[Button, ...] = ()


class Answer(Struct, frozen=True, kw_only=True):
    """What became of an attempt. `host` was asked; `later`: not before `retry_after` milliseconds (0 = it says not)."""

    outcome: Outcome
    host: str
    retry_after: int = 0


AddressT_contra = TypeVar("AddressT_contra", contravariant=True)


class Way(Protocol[AddressT_contra]):
    """A way out. Push takes a `Subscription`, the others an address as text."""

    async def send(self, address: AddressT_contra, notice: Notice, *, now: int) -> Answer:
        """Hand the notice over. Raises nothing for what goes wrong on the way: that is an answer too."""
        ...


class Post(Way[str], Protocol):
    """A way whose addresses people write down themselves, and confirm."""

    async def confirm(self, address: str, link: str, *, now: int) -> Answer:
        """Ask whether the address is that of whoever wrote it down; `link` is where to say so. Raises nothing."""
        ...


Posts = Mapping[delivery.Way, Post]
"""Those that a deployment has turned on."""
