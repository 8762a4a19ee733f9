"""A job advert on the web, as far as it could be read; and what a shared one is at first: a link and a title."""

import re
from typing import Literal, NamedTuple

from msgspec import Struct

from backend.domain.text import TITLE, WHITE, web_address

FoundBy = Literal["posting", "opengraph", "title", ""]


class Advert(Struct, frozen=True, kw_only=True):
    """What a page says of a job; "" for what it does not say. `deadline` is a date, `link` where it is found.

    `found_by`: the page describes a job to machines (schema.org), or itself (Open Graph), or it only has a title.
    """

    title: str
    employer: str
    place: str
    deadline: str
    link: str
    found_by: FoundBy


class Shared(NamedTuple):
    """What another app handed over: an address, or "", and what may be the title of the job."""

    link: str
    title: str


_ADDRESS = re.compile(rf"https?://[^\x00-\x20\x7f<>\"{WHITE}]+", re.IGNORECASE)
_AFTER = ".,;:!?)]}»”’'"
_BETWEEN = f"{WHITE}-–—|:,·"


def shared(*, title: str, text: str, url: str) -> Shared:
    """What is in the three texts that an app shares: most put the address in `text`, and some words around it."""
    link = _first_address(url) or _first_address(text) or _first_address(title)
    return Shared(link=link, title=_words(title) or _words(text))


def _first_address(text: str) -> str:
    for found in _ADDRESS.findall(text):
        address = web_address(found.rstrip(_AFTER))
        if isinstance(address, str):
            return address
    return ""


def _words(text: str) -> str:
    """The first line that says more than an address, as long as a title may be."""
    for line in text.splitlines():
        words = " ".join(_ADDRESS.sub(" ", line).split()).strip(_BETWEEN)
        if words:
            return words[:TITLE]
    return ""
