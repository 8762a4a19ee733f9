"""What a store holds of a record, as a phone makes it out."""

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

import msgspec

from sync.server import Reading

HIGHEST = 2**53 - 1


async def rows_in(reading: Reading, *, after: int = 0, upto: int = HIGHEST) -> dict[str, list[dict[str, Any]]]:
    """The live rows with after < version <= upto, by kind."""
    changes = await reading.changes(after=after, settled=upto, upto=upto)
    tables = msgspec.json.decode(msgspec.json.encode(changes.rows))
    return {kind: rows_of(table) for kind, table in tables.items()}


def rows_of(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a table that came in columns."""
    stepped = set(table.get("d", ()))
    columns = (accumulate(v) if k in stepped else v for k, v in zip(table["k"], table["v"], strict=True))
    return [dict(zip(table["k"], values, strict=True)) for values in zip(*columns, strict=True)]
