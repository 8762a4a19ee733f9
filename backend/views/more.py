"""The page «Mere»: reminders, where sync stands, what was not accepted, who follows the course, sign out."""

from msgspec import Struct

from backend.domain.record import Record
from backend.views.shell import Shell


class Refused(Struct, frozen=True, kw_only=True):
    """One change the server did not accept. `what` says it in words, `kept` is the text typed, word for word.

    `keep_as_own`: whether it can be kept as an own joblog entry.
    """

    number: int
    what: str
    reason: str
    kept: str
    keep_as_own: bool


class Waiting(Struct, frozen=True, kw_only=True):
    """One change saved on this phone and not yet received; `at` is local "YYYY-MM-DDTHH:MM"."""

    what: str
    at: str


class MorePage(Struct, frozen=True, kw_only=True):
    """`received` is the local time of the last exchange with the server, "" = unknown.

    `vapid_key` is the public key of this deployment's Web Push, base64url.
    """

    shell: Shell
    name: str
    caseworker: str
    organisation: str
    akasse: str
    received: str
    waiting: tuple[Waiting, ...]
    refused: tuple[Refused, ...]
    vapid_key: str


def more_page(shell: Shell, record: Record, *, name: str, vapid_key: str) -> MorePage:
    """The page as the server draws it: what waits or was refused only the phone knows."""
    course = record.course
    return MorePage(
        shell=shell,
        name=name,
        caseworker=course.caseworker if course else "",
        organisation=course.organisation if course else "",
        akasse=course.akasse if course else "",
        received="",
        waiting=(),
        refused=(),
        vapid_key=vapid_key,
    )
