"""Why a whole request was not carried out. Nothing of it was used, and the phone keeps everything.

`status` is the HTTP status, `body()` what `error.schema.json` describes; the web layer sends both as they are.
"""

from typing import ClassVar

import msgspec


class SyncError(Exception):
    """Parent of all named errors of the engine."""

    status: ClassVar[int]
    code: ClassVar[str]

    def body(self) -> bytes:
        """JSON: the code, and the number the phone needs to go on, where there is one."""
        return msgspec.json.encode({"code": self.code, **self.details()})

    def details(self) -> dict[str, int]:
        """What the phone must know beside the code."""
        return {}


class MalformedError(SyncError):
    """The request is not what `request.schema.json` describes: a fault in the program that sent it."""

    status, code = 400, "malformed"


class ForeignDeviceError(SyncError):
    """The changes, or the device id, belong to somebody else than who is signed in."""

    status, code = 403, "foreign_device"


class ErasedError(SyncError):
    """There is no record of this person (any more): the phone drops its rows, and keeps only what was never sent."""

    status, code = 410, "erased"


class GapError(SyncError):
    """The first mutation is not the next one. `last` = the last number used; after a restore it may have gone down."""

    status, code = 409, "gap"

    def __init__(self, *, last: int) -> None:
        super().__init__(f"expected mutation {last + 1}")
        self.last = last

    def details(self) -> dict[str, int]:
        return {"last": self.last}


class ForkedError(SyncError):
    """`number` was used for another mutation: the phone's storage was copied, or went back in time."""

    status, code = 409, "forked"

    def __init__(self, *, number: int) -> None:
        super().__init__(f"mutation {number} is another one here")
        self.number = number

    def details(self) -> dict[str, int]:
        return {"number": self.number}


class TooLargeError(SyncError):
    """More bytes than `Limits.bytes`."""

    status, code = 413, "too_large"


class TooManyError(SyncError):
    """More mutations than `Limits.mutations`."""

    status, code = 422, "too_many"


class TooOldError(SyncError):
    """The phone's program is older than what is still understood: update, then send again."""

    status, code = 426, "too_old"


class FailedError(SyncError):
    """Mutation `number` failed for a reason of ours; the cause is chained, the attempt is counted."""

    status, code = 500, "failed"

    def __init__(self, *, number: int) -> None:
        super().__init__(f"mutation {number} failed")
        self.number = number

    def details(self) -> dict[str, int]:
        return {"number": self.number}


class BusyError(SyncError):
    """The data base asked for a retry more often than `Limits.tries`."""

    status, code = 503, "busy"


class TooNewError(SyncError):
    """The phone was updated before this server was: try again soon."""

    status, code = 503, "too_new"
