"""Where a person can be reached beside their browsers: an address they wrote down, and showed to be theirs."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from backend.domain.delivery import Way
from backend.domain.errors import Invalid, NotFound
from backend.domain.meeting import DAY

LASTS = DAY
"""How long a link that asks for confirmation is good for, in milliseconds."""

LONGEST_ADDRESS = 254
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAIL = re.compile(rf"{_LOCAL}@({_LABEL}\.)+{_LABEL}")
_DANISH = re.compile(r"[2-9][0-9]{7}")
_NUMBER = re.compile(r"\+[1-9][0-9]{7,14}")


class Contact(Struct, frozen=True, kw_only=True):
    """One way to one person. `address` is confirmed, "" while none is; `wanted` is one that is not confirmed yet.

    `confirmed_at` and `expires_at` are instants (0 = never): after the second, `wanted` can no longer be confirmed.
    """

    way: Way
    address: str
    confirmed_at: int
    wanted: str
    expires_at: int


class Asked(Struct, frozen=True, kw_only=True):
    """A link that somebody opened: whose address it would confirm, and which."""

    person: str
    way: Way
    address: str


class Spent(NotFound):
    """The link was used, is too old, or never was one."""

    def __init__(self) -> None:
        super().__init__("Linket er brugt eller for gammelt. Bed om et nyt under «Hvor kan du nås?».")


def check(way: Way, text: str) -> str:
    """The address as it is kept. Raises Invalid: what is wrong with it; NotFound for a way that has none."""
    if way not in _CHECKS:
        raise NotFound
    return _CHECKS[way](text)


def _mail(text: str) -> str:
    tidy = text.strip()
    local = tidy.partition("@")[0]
    if len(tidy) > LONGEST_ADDRESS or len(local) > 64 or _MAIL.fullmatch(tidy) is None:
        raise Invalid({"email": "Skriv en e-mailadresse som anne@eksempel.dk."})
    return tidy


def _number(text: str) -> str:
    tidy = re.sub(r"[ .-]", "", text)
    tidy = f"+45{tidy}" if _DANISH.fullmatch(tidy) else re.sub(r"^00", "+", tidy)
    if _NUMBER.fullmatch(tidy) is None:
        raise Invalid({"sms": "Skriv et mobilnummer på otte cifre, eller med landekode, som +45 20 00 00 00."})
    return tidy


_CHECKS: Final[Mapping[Way, Callable[[str], str]]] = {"email": _mail, "sms": _number}
