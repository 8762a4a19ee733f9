"""Web Push: one encrypted message to one browser, with a time limit, never followed anywhere else."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import cast
from urllib.parse import urlsplit

import aiohttp
import msgspec
import structlog
from msgspec import Struct
from pywebpush import WebPusher, WebPushException

from backend.domain.button import Button
from backend.domain.delivery import Outcome
from backend.domain.subscription import Subscription
from backend.notify.vapid import Keyring, Signer
from backend.notify.way import Answer, Notice

SECONDS = 10
AT_ONCE = 100
GONE = frozenset({404, 410})
LATER = frozenset({408, 425, 429})
# What a push service says of a message that another key signed than the subscription was made with (RFC 8292 §4.2).
NOT_THIS_KEY = frozenset({401, 403})
# Push services keep a message no longer, and some turn away one that asks them to.
LONGEST_KEPT = 28 * 24 * 60 * 60

UNTOLD = "a subscription was made with a key for push messages that this process was not told of: start it anew"
DROPPED = "a subscription was dropped: the key that it was made with is taken away"

log = structlog.get_logger()


class Message(Struct, frozen=True, kw_only=True):
    """What the browser is sent. `url` is a path of ours; a newer message with the same `tag` replaces an older one.

    When it has been shown, `id` and `receipt` are said back. After the instant `until` it is pointless.
    """

    title: str
    body: str
    url: str
    tag: str
    id: str
    receipt: str
    until: int
    actions: tuple[Button, ...]


class Push:
    """Sends through one shared connection pool, from `open` to `close`."""

    def __init__(self, keys: Keyring) -> None:
        self._keys = keys
        self._http: aiohttp.ClientSession | None = None
        self._encrypting = asyncio.Lock()

    async def open(self) -> None:
        """Make the pool."""
        self._http = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=SECONDS), connector=aiohttp.TCPConnector(limit=AT_ONCE)
        )

    async def close(self) -> None:
        """Close the pool."""
        if self._http is not None:
            await self._http.close()

    async def send(self, address: Subscription, notice: Notice, *, now: int) -> Answer:
        """Encrypt and send. The push service forgets it when it is pointless, and for a newer one of its topic."""
        if self._http is None:
            raise RuntimeError("open() comes first")
        host = urlsplit(address.endpoint).netloc
        signers = self._keys.signers(address.made_with)
        try:
            body = await self._sealed(address, notice)
            for signer in signers:
                headers = _headers(address, notice, signer, now=now)
                status, answer = await _posted(self._http, address.endpoint, body, headers)
                if status not in NOT_THIS_KEY or signer is signers[-1]:
                    return answer
        except (aiohttp.ClientError, TimeoutError):
            return Answer(outcome="later", host=host)
        except (WebPushException, ValueError):
            return Answer(outcome="refused", host=host)
        return Answer(outcome=self._without_key(address), host=host)

    def _without_key(self, address: Subscription) -> Outcome:
        """What becomes of a subscription whose key is none of ours: it is dropped, if the key was taken away.

        One that is younger than what this process knows of keys may be made with one that others have already.
        """
        younger = address.made_at >= self._keys.since
        log.warning(UNTOLD if younger else DROPPED, key=address.made_with[:12])
        return "later" if younger else "gone"

    async def _sealed(self, address: Subscription, notice: Notice) -> bytes:
        message = Message(
            title=notice.title,
            body=notice.body,
            url=notice.url,
            tag=notice.topic,
            id=notice.delivery,
            receipt=notice.receipt,
            until=notice.until,
            actions=notice.buttons,
        )
        # One at a time, and something else in between: in one process with the web, nobody waits for hundreds.
        async with self._encrypting:
            sealed = _encrypted(address, msgspec.json.encode(message))
            await asyncio.sleep(0)
        return sealed


async def _posted(
    http: aiohttp.ClientSession, endpoint: str, body: bytes, headers: Mapping[str, str]
) -> tuple[int, Answer]:
    async with await http.post(endpoint, data=body, headers=headers, allow_redirects=False) as answer:
        return answer.status, Answer(
            outcome=_outcome(answer.status),
            host=urlsplit(endpoint).netloc,
            retry_after=_milliseconds(answer.headers.get("retry-after", "")),
        )


def _headers(address: Subscription, notice: Notice, signer: Signer, *, now: int) -> dict[str, str]:
    parts = urlsplit(address.endpoint)
    ttl = max((notice.until - now) // 1000, 0)
    return {
        "authorization": signer.header(f"{parts.scheme}://{parts.netloc}"),
        "content-encoding": "aes128gcm",
        "ttl": str(min(ttl, LONGEST_KEPT)),
        "topic": notice.topic,
        "urgency": notice.urgency,
    }


def _encrypted(address: Subscription, plain: bytes) -> bytes:
    keys = {"p256dh": address.p256dh, "auth": address.auth}
    sealed = cast(Mapping[str, bytes], WebPusher({"endpoint": address.endpoint, "keys": keys}).encode(plain))
    return sealed["body"]


def _outcome(status: int) -> Outcome:
    if status in range(200, 300):
        return "taken"
    if status in GONE:
        return "gone"
    return "later" if status in LATER or status >= 500 else "refused"


def _milliseconds(retry_after: str) -> int:
    """What a Retry-After says (RFC 9110 §10.2.3): seconds, or a date; 0 for nothing or nonsense."""
    if retry_after.isdecimal():
        return int(retry_after) * 1000
    with suppress(ValueError, TypeError):
        return max(int((parsedate_to_datetime(retry_after).timestamp() - time.time()) * 1000), 0)
    return 0
