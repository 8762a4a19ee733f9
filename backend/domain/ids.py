"""Ids: UUIDv7 (RFC 9562 §5.7) written as 22 characters of base64url (RFC 4648 §5) without padding.

The same string stands in the data base, on the wire and in addresses. An id says roughly when it was made, but its
text does not sort by time: the order of base64url's alphabet is not that of its code points. Sort by a column that
means time.
"""

import re
from base64 import urlsafe_b64encode

from backend.domain.errors import Invalid

RANDOM_BYTES = 10

_UNREADABLE = "Formularen kunne ikke læses. Hent siden igen."

# What is fixed in every such text: character 8 opens with the four bits of version 7, character 10 ends with the two
# bits of the variant, and the last four of its 132 bits lie beyond the 128 of a UUID and are zero.
_SHAPE = re.compile(r"[A-Za-z0-9_-]{8}[cdef][A-Za-z0-9_-][CGKOSWaeimquy26-][A-Za-z0-9_-]{10}[AQgw]")


def new_id(now_ms: int, random: bytes) -> str:
    """The id for something made at `now_ms` (Unix milliseconds UTC) from exactly ten random bytes.

    Raises ValueError when the instant does not fit in 48 bits or the random part is not ten bytes.
    """
    if not 0 <= now_ms < 1 << 48:
        raise ValueError(f"an id needs Unix milliseconds from 0 to 2^48 - 1, not {now_ms}")
    if len(random) != RANDOM_BYTES:
        raise ValueError(f"an id needs {RANDOM_BYTES} random bytes, not {len(random)}")
    raw = bytearray(now_ms.to_bytes(6, "big") + random)
    raw[6] = raw[6] & 0x0F | 0x70
    raw[8] = raw[8] & 0x3F | 0x80
    return urlsafe_b64encode(raw)[:22].decode("ascii")


def is_id(text: str) -> bool:
    """Whether the text is one id, in the one spelling that `new_id` gives it."""
    return _SHAPE.fullmatch(text) is not None


def must_be_id(text: str) -> None:
    """Raises Invalid unless `text` is an id: those that phones make are checked like everything else."""
    if not is_id(text):
        raise Invalid({"id": _UNREADABLE})


def must_differ(*ids: str) -> None:
    """Raises Invalid when two of the ids are the same: no page of ours names two rows by one."""
    if len({*ids}) < len(ids):
        raise Invalid({"id": _UNREADABLE})
