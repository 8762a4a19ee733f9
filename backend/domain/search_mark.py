"""Marks that job search is often held against, from `search_marks.json`, which the phone reads too.

They are information: no law sets a number, what was agreed is what counts, and nobody is judged by a mark. The register
of facts gives them no date, so they are taken to be as old as anything here; `sure` = false stands until somebody has
read the number in its source.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from backend.domain.programme import Date, Words

HERE = Path(__file__).with_name("search_marks.json")
Per = Literal["four-weeks", "month"]


class SearchMark(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At `least` so many applications in 28 days or in a calendar month, said in Danish, from a date on.

    `checked_on` is the date somebody last held it against its source, `sure` whether the number was found there.
    """

    per: Per
    least: Annotated[int, Meta(ge=1, le=100)]
    da: Words
    holds_from: Date
    source: Words
    checked_on: Date
    sure: bool


@cache
def load_marks() -> tuple[SearchMark, ...]:
    """The marks that come with Konkret."""
    return msgspec.json.decode(HERE.read_bytes(), type=tuple[SearchMark, ...])


def in_force(marks: Iterable[SearchMark], *, on: str) -> list[SearchMark]:
    """The youngest of each kind that holds on the date `on`, in the order of the file."""
    begun = sorted((mark for mark in marks if mark.holds_from <= on), key=lambda mark: mark.holds_from)
    youngest = {mark.per: mark for mark in begun}
    return [mark for mark in marks if youngest.get(mark.per) is mark]
