"""Where a change stands, as a person reads it: saved on this phone, received, not accepted."""

from typing import Literal

from msgspec import Struct

Kind = Literal["none", "saved", "received", "refused"]


class Status(Struct, frozen=True, kw_only=True):
    """`at` is local "YYYY-MM-DDTHH:MM" for a received one, else ""; `reason` a sentence for a refused one, else ""."""

    kind: Kind = "none"
    at: str = ""
    reason: str = ""
