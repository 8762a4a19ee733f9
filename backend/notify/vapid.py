"""The keys that push messages are signed with (RFC 8292): a subscription is bound to the one it was made with."""

import base64
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

HOUR = 60 * 60
UNUSABLE = "The private key for push messages cannot be read: take it away and make a new one with `konkret keys`."
FORMER_UNUSABLE = "A former private key for push messages cannot be read: put it right or take it away."


class UnusableKey(Exception):
    """The private key cannot be read; the text is one sentence."""


class Signer:
    """Signs for push services. `public` is the key browsers subscribe with, base64url."""

    def __init__(self, key: str, *, subject: str, former: bool = False) -> None:
        """`key` is PEM or base64url, `subject` an address for push services to write to. Raises UnusableKey."""
        self._key = _loaded(key, unusable=FORMER_UNUSABLE if former else UNUSABLE)
        self._subject = subject
        self._header = lru_cache(maxsize=64)(self._signed)
        self.public = self._signed("https://push.example", 0).rpartition("k=")[2]

    def header(self, audience: str) -> str:
        """The Authorization header for one push service (scheme and host); the same for an hour, good for twelve."""
        return self._header(audience, int(time.time()) // HOUR)

    def _signed(self, audience: str, hour: int) -> str:
        claims = {"sub": self._subject, "aud": audience, "exp": (hour + 12) * HOUR}
        return str(self._key.sign(claims)["Authorization"])


@dataclass(frozen=True)
class Keyring:
    """The key in use, which new subscriptions are made with, and the former ones that are honoured, the latest first.

    `since` is the instant at which this process learned of them: what it cannot know of later keys, another one does.
    """

    offered: Signer
    former: tuple[Signer, ...] = ()
    since: int = 0

    def signers(self, made_with: str) -> Sequence[Signer]:
        """Whoever may sign for a subscription made with that public key; none if it is honoured no more.

        Where nobody knows the key, every one in turn, the oldest first: what nobody wrote down is old.
        """
        everyone = (self.offered, *self.former)
        return tuple(each for each in everyone if each.public == made_with) if made_with else everyone[::-1]


def new_key() -> str:
    """A new private key, PEM."""
    return (
        ec.generate_private_key(ec.SECP256R1())
        .private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        .decode("ascii")
    )


def new_setting() -> str:
    """A new private key on one line, as settings take it: base64url."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()


def _loaded(key: str, *, unusable: str = UNUSABLE) -> Vapid02:
    try:
        return Vapid02.from_pem(key.encode()) if key.startswith("-----") else Vapid02.from_string(key)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnusableKey(unusable) from error
