"""What a page tells of itself to machines, taken from its HTML.

The parser is libxml2's, by lxml: Python's own takes 80 seconds for 50 kB of the wrong kind. It is fed in pieces and
stopped where it, too, would become slow, so that two megabytes of anything are read in about a second.
"""

import codecs
import re
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

PIECE = 16 * 1024
MOST_TAGS = 100_000
DEEPEST = 256
LONGEST = 4_000
MOST_TEXTS = 4

# By the names that pages use; any other character set is read as UTF-8, in which what does not fit is replaced.
_CHARSETS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-15": "iso-8859-15",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE)
_VALUES = {"meta": "content", "link": "href", "a": "href", "time": "datetime", "data": "value"}

Item = dict[str, Any]
"""A thing of schema.org as JSON-LD writes it: `@type`, and under each name a text, a thing, or a list of them."""


@dataclass
class Markup:
    """`named` holds what the first `meta` of each name says; `scripts` are of JSON-LD, `items` of microdata."""

    title: str = ""
    canonical: str = ""
    named: dict[str, str] = field(default_factory=dict[str, str])
    scripts: list[str] = field(default_factory=list[str])
    items: list[Item] = field(default_factory=list[Item])


def markup_of(body: bytes, charset: str = "") -> Markup:
    """What stands in a page, as far as it can be followed; `charset` is what the server said. Never raises."""
    from lxml import etree  # noqa: PLC0415 -- four megabytes, until somebody pastes a link

    text = _decoded(body, charset).encode()
    page = _Page()
    parser = etree.HTMLParser(target=cast(Any, page), encoding="utf-8")
    with suppress(etree.LxmlError, _Enough):
        for start in range(0, len(text), PIECE):
            parser.feed(text[start : start + PIECE])
        parser.close()
    return page.found


def _decoded(body: bytes, charset: str) -> str:
    meta = _META_CHARSET.search(body, 0, 2048)
    named = charset or (meta[1].decode("ascii", "replace") if meta else "")
    told = next((codec for mark, codec in _BOMS if body.startswith(mark)), _CHARSETS.get(named.lower(), "utf-8"))
    return body.decode(told, "replace")


class _Enough(Exception):
    """What follows is no page that anybody reads."""


@dataclass
class _Text:
    """The text of an element that is open, and the names in `item` that it is the value of; `room` for so much more."""

    item: Item = field(default_factory=dict[str, Any])
    names: list[str] = field(default_factory=list[str])
    room: int = LONGEST
    parts: list[str] = field(default_factory=list[str])

    def add(self, more: str) -> None:
        if self.room > 0:
            self.parts.append(more)
            self.room -= len(more)


class _Open(NamedTuple):
    tag: str
    text: _Text | None
    is_item: bool


class _Page:
    """Follows the parser from tag to tag. No tree is built."""

    def __init__(self) -> None:
        self.found = Markup()
        self._tags = 0
        self._open: list[_Open] = []
        self._texts: list[_Text] = []
        self._items: list[Item] = []

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        """An element begins. Raises _Enough."""
        self._tags += 1
        if self._tags > MOST_TAGS or len(self._open) >= DEEPEST:
            raise _Enough
        if tag == "meta":
            self._meta(attrib)
        elif tag == "link" and "canonical" in attrib.get("rel", "").lower().split():
            self.found.canonical = self.found.canonical or attrib.get("href", "")
        text, is_item = self._microdata(tag, attrib)
        if tag == "title":
            text = _Text()
        elif tag == "script" and attrib.get("type", "").strip().lower() == "application/ld+json":
            # As long as the page may be: what people read of a job is not.
            text = _Text(room=sys.maxsize)
        if text is not None:
            self._texts.append(text)
        self._open.append(_Open(tag, text, is_item))

    def end(self, tag: str) -> None:
        """The element that began last ends."""
        if not self._open:
            return
        _, text, is_item = self._open.pop()
        if is_item:
            self._items.pop()
        if text is None:
            return
        self._texts.pop()
        whole = "".join(text.parts)
        if tag == "script" and not text.names:
            self.found.scripts.append(whole)
        elif tag == "title" and not text.names:
            self.found.title = self.found.title or whole
        _put(text.item, text.names, whole)

    def data(self, data: str) -> None:
        """Text of all elements that are open."""
        for text in self._texts:
            text.add(data)

    def comment(self, text: str) -> None:
        """Nobody reads it."""

    def close(self) -> None:
        """The page ends."""

    def _meta(self, attrib: dict[str, str]) -> None:
        name = (attrib.get("property") or attrib.get("name") or "").strip().lower()
        if name.startswith("og:") and attrib.get("content"):
            self.found.named.setdefault(name, attrib["content"])

    def _microdata(self, tag: str, attrib: dict[str, str]) -> tuple[_Text | None, bool]:
        names = attrib.get("itemprop", "").split()
        around = self._items[-1] if self._items else {}
        if "itemscope" in attrib:
            item: Item = {"@type": attrib.get("itemtype", "").split()}
            _put(around, names, item)
            self._items.append(item)
            self.found.items.append(item)
            return None, True
        if not names or not self._items:
            return None, False
        value = attrib.get("content") or attrib.get(_VALUES.get(tag, ""))
        if value is None and len(self._texts) < MOST_TEXTS:
            return _Text(around, names), False
        _put(around, names, value or "")
        return None, False


def _put(item: Item, names: list[str], value: str | Item) -> None:
    for name in names:
        item.setdefault(name, []).append(value)
