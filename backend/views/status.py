"""Where a change stands, as a person reads it: saved on this phone, received, not accepted."""

from typing import Literal

from msgspec import Struct

from backend.domain.time import local

Kind = Literal["none", "saved", "received", "refused"]


class Status(Struct, frozen=True, kw_only=True):
    """`at` is local "YYYY-MM-DDTHH:MM" for a received one, else ""; `reason` a sentence for a refused one, else ""."""

    kind: Kind = "none"
    at: str = ""
    reason: str = ""


def received(received_at: int) -> Status:
    """The status of a row that the server has had since the instant `received_at`; 0 = the citizen never changed it."""
    return Status(kind="received", at=local(received_at)) if received_at else Status()
