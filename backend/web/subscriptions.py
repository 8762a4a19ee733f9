"""«Slå påmindelser til»: where a browser's own subscription is handed over, and where it tells of what it shows."""

from typing import Annotated

from litestar import post
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from msgspec import Meta, Struct

from backend.commands import deliveries
from backend.commands import subscriptions as commands
from backend.commands.deliveries import Seen
from backend.domain.subscription import Subscription
from backend.store import reminder_queue
from backend.store.reminder_queue import Shown
from backend.web.asked import Asked
from backend.web.forms import must_be_ours
from backend.web.guards import anybody, takes_part, user_of
from backend.web.services import Given


class Keys(Struct, frozen=True):
    """The browser's keys, base64url."""

    p256dh: str
    auth: str


class Offered(Struct, frozen=True):
    """A PushSubscription as browsers write it in JSON, and the public key of ours that it was made with.

    A service worker whose browser made it anew by itself does not know which that was.
    """

    endpoint: str
    keys: Keys
    made_with: str = ""


class Showing(Struct, frozen=True):
    """What a phone shows: no screen has room for more."""

    shown: Annotated[list[Shown], Meta(max_length=100)]


class DealtWith(Struct, frozen=True):
    """The ids of those that need not be shown any more."""

    over: list[str]


class Ended(Struct, frozen=True):
    """A subscription that is over."""

    endpoint: str


@post("/paamindelser", guards=[takes_part], status_code=HTTP_204_NO_CONTENT)
async def subscribe(request: Asked, services: Given, data: JSONBody[Offered]) -> None:
    """Reminders on for this browser."""
    must_be_ours(request, services)
    offered = Subscription(
        endpoint=data.endpoint,
        p256dh=data.keys.p256dh,
        auth=data.keys.auth,
        made_with=data.made_with.rstrip("="),
    )
    actor = user_of(request).person
    await commands.subscribe(services.ground, offered, actor=actor, hosts=services.settings.push_hosts)


@post("/paamindelser/set", guards=[anybody], status_code=HTTP_204_NO_CONTENT)
async def seen(services: Given, data: JSONBody[Seen]) -> None:
    """A message was shown, or tapped. Open to all: a phone may be signed out, and nobody else knows the receipt."""
    await deliveries.seen(services.ground, data)


@post("/paamindelser/vist", guards=[anybody], status_code=HTTP_200_OK)
async def dealt_with(services: Given, data: JSONBody[Showing]) -> DealtWith:
    """Which of the messages a phone shows were opened on another one. Open to all, as above."""
    return DealtWith(over=await reminder_queue.dealt_with(services.ground.db, data.shown))


@post("/paamindelser/fra", guards=[takes_part], status_code=HTTP_204_NO_CONTENT)
async def unsubscribe(request: Asked, services: Given, data: JSONBody[Ended]) -> None:
    """Reminders off for this browser."""
    must_be_ours(request, services)
    await commands.unsubscribe(data.endpoint, actor=user_of(request).person)
