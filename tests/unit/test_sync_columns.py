"""Rows go over the wire in columns, whole numbers in steps, and come out of them as they were."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.server.columns import MOST, in_columns, in_steps
from sync.server.messages import Columns
from tests.support.sync_rows import rows_of

VALUES = st.one_of(
    st.integers(-MOST, MOST), st.booleans(), st.none(), st.text(max_size=3), st.lists(st.integers(), max_size=2)
)
NUMBERS = st.integers(-MOST, MOST)


def arrived(columns: Columns) -> list[dict[str, object]]:
    return rows_of(msgspec.json.decode(msgspec.json.encode(columns)))


@given(st.lists(st.tuples(NUMBERS, NUMBERS, VALUES), min_size=1, max_size=5))
def test_every_table_arrives_as_it_was(rows: list[tuple[object, ...]]) -> None:
    names = ("id", "version", "text")
    assert arrived(in_columns(names, rows)) == [dict(zip(names, row, strict=True)) for row in rows]


def test_times_and_versions_are_told_in_steps() -> None:
    columns = in_columns(("id", "version", "at"), [("a", 7, 1_795_000_000_000), ("b", 5, 1_795_000_060_000)])
    assert columns == Columns(
        ("id", "version", "at"), [("a", "b"), [7, -2], [1_795_000_000_000, 60_000]], ("version", "at")
    )


@pytest.mark.parametrize("column", [[True, False], [1, None], [1.5, 2], ["1", "2"], [7], [MOST, -MOST]], ids=str)
def test_what_is_no_column_of_whole_numbers_or_would_be_rounded_is_told_as_it_is(column: list[object]) -> None:
    columns = in_columns(("x",), [(value,) for value in column])
    assert (list(columns.v[0]), columns.d) == (column, ())


def test_what_a_data_base_has_written_as_json_goes_as_it_is() -> None:
    columns = in_steps(("id", "version"), [msgspec.Raw(b'["a", "b"]'), [7, 9]])
    assert msgspec.json.encode(columns) == b'{"k":["id","version"],"v":[["a", "b"],[7,2]],"d":["version"]}'
    assert arrived(columns) == [{"id": "a", "version": 7}, {"id": "b", "version": 9}]
