"""The key that push messages are signed with (RFC 8292)."""

import time
from functools import lru_cache

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

HOUR = 60 * 60
UNUSABLE = "The private key for push messages cannot be read: take it away and make a new one with `konkret keys`."


class UnusableKey(Exception):
    """The private key cannot be read; the text is one sentence."""


class Signer:
    """Signs for push services. `public` is the key browsers subscribe with, base64url."""

    def __init__(self, key: str, *, subject: str) -> None:
        """`key` is PEM or base64url, `subject` an address for push services to write to. Raises UnusableKey."""
        self._key = _loaded(key)
        self._subject = subject
        self._header = lru_cache(maxsize=64)(self._signed)
        self.public = self._signed("https://push.example", 0).rpartition("k=")[2]

    def header(self, audience: str) -> str:
        """The Authorization header for one push service (scheme and host); the same for an hour, good for twelve."""
        return self._header(audience, int(time.time()) // HOUR)

    def _signed(self, audience: str, hour: int) -> str:
        claims = {"sub": self._subject, "aud": audience, "exp": (hour + 12) * HOUR}
        return str(self._key.sign(claims)["Authorization"])


def new_key() -> str:
    """A new private key, PEM."""
    return (
        ec.generate_private_key(ec.SECP256R1())
        .private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        .decode("ascii")
    )


def _loaded(key: str) -> Vapid02:
    try:
        return Vapid02.from_pem(key.encode()) if key.startswith("-----") else Vapid02.from_string(key)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnusableKey(UNUSABLE) from error
