"""SQL that has the data base write a record's rows as JSON itself: one statement, one consistent look."""

from functools import cache

from backend.store.kinds import KINDS, LISTS, Kind

# The two dialects' words for the same three things.
_ARRAY = {"sqlite": "json_array", "postgres": "json_build_array"}
_OBJECT = {"sqlite": "json_object", "postgres": "json_build_object"}
_GATHER = {"sqlite": "json_group_array", "postgres": "json_agg"}


@cache
def every_row(dialect: str) -> str:
    """One record (its id is the only argument): a JSON list of objects for each kind, under the kind's name."""
    lists = ", ".join(f"({_objects(dialect, kind)}) AS {kind.name}" for kind in KINDS)
    return f"SELECT {lists} FROM record WHERE record.id = {{}}"  # noqa: S608 -- built of our own column names alone


@cache
def rows_between(dialect: str, kind: Kind) -> str:
    """Rows of one kind as a JSON list of lists. Arguments: record id, version after, version up to (inclusive)."""
    columns = ", ".join(_column(dialect, name) for name in kind.columns)
    return (
        f"SELECT {_GATHER[dialect]}({_ARRAY[dialect]}({columns})) AS rows FROM {kind.name} "  # noqa: S608 -- likewise
        "WHERE citizen = {} AND version > {} AND version <= {}"
    )


def _objects(dialect: str, kind: Kind) -> str:
    pairs = ", ".join(f"'{name}', {_column(dialect, name)}" for name in kind.columns)
    gathered = f"{_GATHER[dialect]}({_OBJECT[dialect]}({pairs}))"
    return f"SELECT coalesce({gathered}, '[]') FROM {kind.name} WHERE citizen = record.id"  # noqa: S608 -- likewise


def _column(dialect: str, name: str) -> str:
    if name not in LISTS:
        return name
    return f"json({name})" if dialect == "sqlite" else f"{name}::json"
