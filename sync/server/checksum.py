"""One number that is the same on phone and server when they hold the same rows in the same versions.

A sum, so it does not depend on order and a store can move it along: `(old - mark(before) + mark(after)) % MODULUS`.
"""

from zlib import crc32

MODULUS = 2**32


def mark(kind: str, row_id: str, version: int) -> int:
    """What one live row adds to the sum (0 … 2**32 - 1)."""
    return crc32(f"{kind}/{row_id}:{version}".encode())
