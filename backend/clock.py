"""The machine's own clock and chance: the only impure sources of time and ids, handed in at the edges."""

import os
import time

from backend.domain.ids import RANDOM_BYTES, new_id


def now() -> int:
    """The instant it is on this machine, in Unix milliseconds UTC; a `backend.domain.time.Clock`."""
    return time.time_ns() // 1_000_000


def fresh_id() -> str:
    """A new id for something made on this machine now."""
    return new_id(now(), os.urandom(RANDOM_BYTES))
