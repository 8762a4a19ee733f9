"""A browser that wants reminders by Web Push, and which push services may be called for it."""

import base64
import binascii
from urllib.parse import urlsplit

from msgspec import Struct

from backend.domain.errors import Invalid

PUBLIC_KEY_BYTES = 65
AUTH_BYTES = 16
OTHER = "other"
LOOPBACK = frozenset({"127.0.0.1", "localhost"})


class Subscription(Struct, frozen=True, kw_only=True):
    """Where to send, and the browser's keys to encrypt for it (base64url).

    `made_with` is the public key of ours that it was made with, base64url: what is signed with another one is turned
    away. "" where nobody knows. `made_at` is the instant since which it is made with that one (0: not kept yet).
    """

    endpoint: str
    p256dh: str
    auth: str
    made_with: str = ""
    made_at: int = 0


def check(subscription: Subscription, *, hosts: tuple[str, ...]) -> Subscription:
    """The subscription as it is. Raises Invalid for a push service that is not on the list, or for keys that are none.

    `hosts` are names; one with a dot in front stands for every host below it. Plain http is for loopback alone.
    """
    if len(subscription.endpoint) > 1000 or not may_be_called(subscription.endpoint, hosts=hosts):
        raise Invalid({"endpoint": "Din browsers beskedtjeneste kendes ikke af Konkret."})
    if len(_bytes(subscription.p256dh)) != PUBLIC_KEY_BYTES or len(_bytes(subscription.auth)) != AUTH_BYTES:
        raise Invalid({"keys": "Din browsers nøgler kunne ikke læses."})
    if subscription.made_with and len(_bytes(subscription.made_with)) != PUBLIC_KEY_BYTES:
        raise Invalid({"made_with": "Konkrets nøgle kunne ikke læses."})
    return subscription


def may_be_called(endpoint: str, *, hosts: tuple[str, ...]) -> bool:
    """Whether it is an https address of one of `hosts` (see `check`), at the usual port, without a user in it."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    listed = any(_is_listed(host, name) for name in hosts)
    secure = (parts.scheme == "https" and port in {None, 443}) or (parts.scheme == "http" and host in LOOPBACK)
    return listed and secure and "@" not in parts.netloc


def service_of(host: str, *, hosts: tuple[str, ...]) -> str:
    """Which of the push services `hosts` (see `check`) that host is, or "other"; its port does not count."""
    name = host.split(":", 1)[0]
    return next((each for each in hosts if _is_listed(name, each)), OTHER).removeprefix(".")


def services(hosts: tuple[str, ...]) -> tuple[str, ...]:
    """What `service_of` may answer."""
    return (*(each.removeprefix(".") for each in hosts), OTHER)


def _is_listed(host: str, name: str) -> bool:
    return host == name or (name.startswith(".") and host.endswith(name))


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
