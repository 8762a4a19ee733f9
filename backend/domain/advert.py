"""A job advert on the web, as far as it could be read; and what another app shares: a link, and words around it."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from msgspec import Struct

from backend.domain.text import NOTE, TITLE, WHITE, clean, web_address

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
    """A web address, or "", and what may be the title of the job. `text` is all there is where there is no address."""

    link: str
    title: str
    text: str


_ADDRESS = re.compile(rf"[Hh][Tt][Tt][Pp][Ss]?://[^\x00-\x20\x7f<>\"{WHITE}]+")
_SITE = re.compile(r"[Hh][Tt][Tt][Pp][Ss]?://(?:www\.)?([^/?#:]+)")
_AFTER = ".,;:!?)]}»”’'"
_BETWEEN = f"{WHITE}-–—|:,·"
_SPACE = re.compile(f"[{WHITE}]+")


def shared(said: Mapping[str, str]) -> Shared:
    """What is in `title`, `text` and `url` as an app shares them: most put the address in the text."""
    title, text, url = (said.get(name, "") for name in ("title", "text", "url"))
    link = _first_address(url) or _first_address(text) or _first_address(title)
    return Shared(link=link, title=_words(title) or _words(text), text="" if link else clean(f"{text}\n{url}")[:NOTE])


def as_planned(found: Shared) -> dict[str, str]:
    """The form of an application that is planned, filled in with what was shared.

    It can be kept as it is: a link alone is called after its site. A text without an address may be anything, and is
    for the citizen alone.
    """
    site = _SITE.match(found.link)
    title = found.title or (f"Job på {site[1]}"[:TITLE] if site else "")
    return {
        "status": "planned",
        "title": title,
        "was-title": title,
        "link": found.link,
        "found": "posted" if found.link else "",
        "private_note": found.text,
    }


def filled(typed: Mapping[str, str], advert: Advert) -> dict[str, str]:
    """A form with what the advert says in the fields that are empty.

    A title that nobody has touched since the form was first drawn gives way to the one the job has by its own words.
    """
    told = {"title": advert.title, "employer": advert.employer, "place": advert.place, "deadline": advert.deadline}
    untouched = advert.found_by == "posting" and typed.get("title") == typed.get("was-title")
    new = {
        name: text
        for name, text in (told | {"found": "posted"}).items()
        if text and (not clean(typed.get(name, "")) or (name == "title" and untouched))
    }
    return {**typed, **new, "link": advert.link}


def _first_address(text: str) -> str:
    for found in _ADDRESS.findall(text):
        address = web_address(found.rstrip(_AFTER))
        if isinstance(address, str):
            return address
    return ""


def _words(text: str) -> str:
    """The first line that says more than an address, as long as a title may be."""
    for line in re.split("[\r\n]", text):
        words = _SPACE.sub(" ", _ADDRESS.sub(" ", line)).strip(_BETWEEN)
        if words:
            return words[:TITLE]
    return ""
