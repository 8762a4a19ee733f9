"""The page «Synkronisering»: what is only on this phone, what was not accepted, and how safely it is kept there."""

from typing import Literal

from msgspec import Struct

from backend.views.shell import Shell

Protection = Literal["yes", "no", ""]


class Refused(Struct, frozen=True, kw_only=True):
    """One change the server did not accept. `what` says it in words, `kept` is the text typed, word for word.

    `file` is the id of a file that is on the phone only, "" for a change, which has a `number`. `keep_as_own`: whether
    it can be kept as an own joblog entry.
    """

    number: int
    file: str
    what: str
    reason: str
    kept: str
    keep_as_own: bool


class Overwrote(Struct, frozen=True, kw_only=True):
    """One change that went over something newer than what was seen when it was made. `what` says it in words, `texts`
    what stood there: the label of its field and the text, "" for none.
    """

    number: int
    what: str
    texts: tuple[tuple[str, str], ...]


class Waiting(Struct, frozen=True, kw_only=True):
    """One change saved on this phone and not yet received; `at` is local "YYYY-MM-DDTHH:MM"."""

    what: str
    at: str


class SyncPage(Struct, frozen=True, kw_only=True):
    """`on_phone`: whether this browser keeps the record itself; the rest is known only there.

    `received` is the local time of the last exchange, "" before the first. `rescued` are refused because the citizen
    may no longer change what they were about. `used` and `given` are amounts of storage in words, and `protected`
    whether the browser has promised not to clear it, "" where it does not say.
    """

    shell: Shell
    on_phone: bool
    received: str
    waiting: tuple[Waiting, ...]
    refused: tuple[Refused, ...]
    rescued: tuple[Refused, ...]
    overwrote: tuple[Overwrote, ...]
    used: str
    given: str
    protected: Protection


def sync_page(shell: Shell) -> SyncPage:
    """The page as the server draws it: there everything has been received."""
    return SyncPage(
        shell=shell,
        on_phone=False,
        received="",
        waiting=(),
        refused=(),
        rescued=(),
        overwrote=(),
        used="",
        given="",
        protected="",
    )
