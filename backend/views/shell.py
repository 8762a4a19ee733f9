"""What every page is given beside its own content: who is signed in, where they are, how sync stands."""

from typing import Literal

from msgspec import Struct

from backend.domain.people import Role

Place = Literal["home", "jobs", "assignments", "joblog", "course", "more", "citizens", "operation", "sign-in", "error"]


class SyncLine(Struct, frozen=True, kw_only=True):
    """The quiet line on top: shown when offline, signed out, refused or unsent changes wait. Counts are of changes.

    `overwrote`: those that went over something newer than what was seen when they were made.
    `waiting_since` is the local time of the oldest one that waits, once it has waited for more than a day; else "".
    """

    offline: bool = False
    signed_out: bool = False
    outdated: bool = False
    waiting: int = 0
    refused: int = 0
    overwrote: int = 0
    waiting_since: str = ""


class Shell(Struct, frozen=True, kw_only=True):
    """Frame of a page. `token` is the form token, `person` the signed-in id ("" = nobody), `today` a date.

    `flash` is a one-time sentence after a change, "" for none.
    """

    title: str
    place: Place
    role: Role | Literal[""]
    person: str
    first_name: str
    token: str
    today: str
    sync: SyncLine
    flash: str = ""
