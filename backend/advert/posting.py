"""The job that a page describes by schema.org's JobPosting, in JSON-LD or microdata."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

from backend.advert.markup import Item, Markup
from backend.advert.when import day_of
from backend.advert.words import line

MOST_JOBS = 20
MOST_PLACES = 3
# A thing can name itself as its own name: no chain of lists and things is followed further, nor a list longer.
DEEPEST = 5
MOST_OF_A_LIST = 5
# What shields a script from browsers of another age, and a semicolon that somebody took for a part of it.
_BEFORE = ("//", "<![CDATA[", "<!--")
_AFTER = (";", "]]>", "-->", "//", ";")


class Posting(NamedTuple):
    """What it says of a job; "" for what it does not say. `url` may be anything."""

    title: str
    employer: str = ""
    place: str = ""
    deadline: str = ""
    url: str = ""


def posting_of(markup: Markup) -> Posting | None:
    """The job that the page is about: none when it describes none, or several, for then nobody knows which is meant."""
    for values in (map(_read, markup.scripts), markup.items):
        things = _Things(values)
        jobs = things.jobs()
        found = {posting for posting in map(things.posting, jobs[:MOST_JOBS]) if posting.title}
        if found:
            return found.pop() if len(found) == 1 and len(jobs) <= MOST_JOBS else None
    return None


def _read(script: str) -> Any:
    text = script.strip()
    for shield in _BEFORE:
        text = text.removeprefix(shield).lstrip()
    for shield in _AFTER:
        text = text.removesuffix(shield).rstrip()
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


class _Things:
    """All things of some JSON, among them those that others only name by `@id`."""

    def __init__(self, values: Iterable[Any]) -> None:
        self._all = list(_within(list(values)))
        self._named = {str(thing["@id"]): thing for thing in self._all if "@id" in thing and len(thing) > 1}

    def jobs(self) -> list[Item]:
        return [thing for thing in self._all if "JobPosting" in _kinds(thing)]

    def posting(self, job: Item) -> Posting:
        return Posting(
            title=self._text(job.get("title")) or self._text(job.get("name")),
            employer=self._text(job.get("hiringOrganization")),
            place=self._place(job),
            deadline=day_of(self._text(job.get("validThrough"))),
            url=self._text(job.get("url")),
        )

    def _place(self, job: Item) -> str:
        told = [self._address(place) for place in _each(job.get("jobLocation"))]
        places = [place for place in dict.fromkeys(told) if place]
        if not places and self._text(job.get("jobLocationType")).upper() == "TELECOMMUTE":
            return "Hjemmefra"
        return line(", ".join(places[:MOST_PLACES]))

    def _address(self, place: Any) -> str:
        """Postal code and town; else what is said in one text, or is the name of the place."""
        address = self._thing(place)
        for inner in _each(address.get("address")):
            if not self._thing(inner):
                return self._text(inner)
            address = self._thing(inner)
        town, code = self._text(address.get("addressLocality")), self._text(address.get("postalCode"))
        told = town if town.startswith(code) else f"{code} {town}".strip()
        return told or self._text(address.get("addressRegion")) or self._text(place)

    def _thing(self, value: Any) -> Item:
        if not isinstance(value, dict):
            return {}
        thing = cast(Item, value)
        return self._named.get(str(thing.get("@id")), thing)

    def _text(self, value: Any, depth: int = 0) -> str:
        """A text, the name of a thing, or the first of several that is one."""
        if depth > DEEPEST:
            return ""
        if isinstance(value, str):
            return line(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return line(str(value))
        if isinstance(value, list):
            return next(filter(None, (self._text(one, depth + 1) for one in _each(value))), "")
        thing = self._thing(value)
        return self._text(thing.get("name", thing.get("@value", "")), depth + 1) if thing else ""


def _within(values: list[Any]) -> Iterator[Item]:
    """The things in some JSON, without calling oneself: it may be nested as deep as it likes."""
    left = list(reversed(values))
    while left:
        value = left.pop()
        if isinstance(value, dict):
            thing = cast(Item, value)
            yield thing
            left.extend(reversed(thing.values()))
        elif isinstance(value, list):
            left.extend(reversed(cast(list[Any], value)))


def _kinds(thing: Item) -> set[str]:
    return {re.split("[/#:]", kind)[-1] for kind in _each(thing.get("@type")) if isinstance(kind, str)}


def _each(value: Any) -> list[Any]:
    if value is None:
        return []
    return cast(list[Any], value)[:MOST_OF_A_LIST] if isinstance(value, list) else [value]
