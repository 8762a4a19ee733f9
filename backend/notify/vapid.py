"""The key that push messages are signed with (RFC 8292): from the settings, or made once and kept in a file."""

import os
import time
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from py_vapid import Vapid02
from py_vapid.utils import b64urlencode

HOUR = 60 * 60


class UnusableKey(Exception):
    """The private key cannot be read; the text is one sentence."""


class Signer:
    """Signs for push services. `public` is the key browsers subscribe with, base64url."""

    def __init__(self, key: Vapid02, *, subject: str) -> None:
        self._key = key
        self._subject = subject
        self.public = public_of(key)
        self._header = lru_cache(maxsize=64)(self._signed)

    def header(self, audience: str) -> str:
        """The Authorization header for one push service (scheme and host); the same for an hour, good for twelve."""
        return self._header(audience, int(time.time()) // HOUR)

    def _signed(self, audience: str, hour: int) -> str:
        claims = {"sub": self._subject, "aud": audience, "exp": (hour + 12) * HOUR}
        return str(self._key.sign(claims)["Authorization"])


def load(text: str) -> Vapid02:
    """The key in a PEM text or in base64url. Raises UnusableKey."""
    try:
        return Vapid02.from_pem(text.encode()) if text.startswith("-----") else Vapid02.from_string(text)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnusableKey(
            "The private key for push messages cannot be read: make a new one with `konkret keys`."
        ) from error


def load_or_make(file: Path) -> Vapid02:
    """The key in the file, made there when there is none, readable by its owner alone. Raises UnusableKey, OSError."""
    if file.exists():
        return load(file.read_text("ascii"))
    key = Vapid02()
    key.generate_keys()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as made:
        made.write(key.private_pem())
    return key


def public_of(key: Vapid02) -> str:
    """The public half as browsers take it: an uncompressed point, base64url."""
    if key.public_key is None:
        raise UnusableKey("The key for push messages has no public half: make a new one with `konkret keys`.")
    point = key.public_key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return b64urlencode(point)
