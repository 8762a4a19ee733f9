"""Web Push: one encrypted message to one browser, with a time limit, never followed anywhere else."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import cast
from urllib.parse import urlsplit

import aiohttp
import msgspec
from msgspec import Struct
from pywebpush import WebPusher, WebPushException

from backend.domain.subscription import Subscription
from backend.notify.vapid import Signer

SECONDS = 10
GONE = frozenset({404, 410})


class Message(Struct, frozen=True, kw_only=True):
    """What the browser shows. `url` is a path of ours; a newer message with the same `tag` replaces an older one."""

    title: str
    body: str
    url: str
    tag: str


class Outcome(Enum):
    """What the push service said."""

    TAKEN = auto()
    GONE = auto()
    """The browser is not there any more: its subscription can be forgotten."""
    FAILED = auto()
    """Not now; it may be tried again."""


class Push:
    """Sends through one shared connection pool, from `open` to `close`."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer
        self._http: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Make the pool."""
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS))

    async def close(self) -> None:
        """Close the pool."""
        if self._http is not None:
            await self._http.close()

    async def send(self, subscription: Subscription, message: Message, *, ttl: int, topic: str) -> Outcome:
        """Encrypt and send. `ttl` in seconds: after that the push service forgets it; a newer `topic` replaces it."""
        if self._http is None:
            raise RuntimeError("open() comes first")
        try:
            body = _encrypted(subscription, msgspec.json.encode(message))
            answer = await self._http.post(
                subscription.endpoint,
                data=body,
                headers=self._headers(subscription, ttl=ttl, topic=topic),
                allow_redirects=False,
            )
            async with answer:
                return _outcome(answer.status)
        except (aiohttp.ClientError, TimeoutError, WebPushException, ValueError):
            return Outcome.FAILED

    def _headers(self, subscription: Subscription, *, ttl: int, topic: str) -> dict[str, str]:
        parts = urlsplit(subscription.endpoint)
        return {
            "authorization": self._signer.header(f"{parts.scheme}://{parts.netloc}"),
            "content-encoding": "aes128gcm",
            "ttl": str(ttl),
            "topic": topic,
            "urgency": "high",
        }


def _encrypted(subscription: Subscription, plain: bytes) -> bytes:
    keys = {"p256dh": subscription.p256dh, "auth": subscription.auth}
    sealed = cast(Mapping[str, bytes], WebPusher({"endpoint": subscription.endpoint, "keys": keys}).encode(plain))
    return sealed["body"]


def _outcome(status: int) -> Outcome:
    if status in GONE:
        return Outcome.GONE
    return Outcome.TAKEN if status in range(200, 300) else Outcome.FAILED
