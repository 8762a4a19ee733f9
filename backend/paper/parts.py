"""What a paper is made of: finished texts alone, each printed as it stands, whatever is in it."""

from msgspec import Struct


class Text(Struct, frozen=True, tag=True):
    """A paragraph; its line breaks are kept. `small` is for what explains and is not the matter itself."""

    text: str
    small: bool = False


class Facts(Struct, frozen=True, tag=True):
    """Pairs of (name, value), one a line."""

    pairs: tuple[tuple[str, str], ...]


class Items(Struct, frozen=True, tag=True):
    """A list with dots."""

    items: tuple[str, ...]


class Table(Struct, frozen=True, tag=True):
    """Rows below their heads, which stand again on every page. `widths` are shares of the line, one a column."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Text | Facts | Items | Table


class Section(Struct, frozen=True):
    """Parts under a heading. `level` 1 is below the title, 2 below a section of level 1."""

    heading: str
    parts: tuple[Part, ...]
    level: int = 1


class Paper(Struct, frozen=True, kw_only=True):
    """A whole paper. `made_on` is a date; `foot` stands at the foot of every page, before its number."""

    title: str
    lead: tuple[Part, ...]
    sections: tuple[Section, ...]
    foot: str
    made_on: str
