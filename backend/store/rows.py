"""SQL for a record's rows, each text made once: what reads many has the data base write them as JSON itself."""

from collections.abc import Iterable, Mapping
from functools import cache

from backend.store.kinds import KINDS, LISTS, Kind

# The two dialects' words for the same three things.
_ARRAY = {"sqlite": "json_array", "postgres": "json_build_array"}
_OBJECT = {"sqlite": "json_object", "postgres": "json_build_object"}
_GATHER = {"sqlite": "json_group_array", "postgres": "json_agg"}


@cache
def one_row(kind: Kind) -> str:
    """A row and whose it is. Argument: its id."""
    return f"SELECT citizen, {', '.join(kind.columns)} FROM {kind.name} WHERE id = {{}}"  # noqa: S608 -- our own names


@cache
def known_row(kind: Kind) -> str:
    """Whose a row is that stands, and whose it was that is gone. Arguments: its id, twice."""
    return (
        f"SELECT citizen, 1 AS stands FROM {kind.name} WHERE id = {{}} "  # noqa: S608 -- likewise
        "UNION ALL SELECT citizen, 0 AS stands FROM tombstone WHERE id = {}"
    )


@cache
def new_row(kind: Kind) -> str:
    """Arguments: the values of `Kind.stored_columns`."""
    names = kind.stored_columns
    return f"INSERT INTO {kind.name} ({', '.join(names)}) VALUES ({', '.join('{}' for _ in names)})"  # noqa: S608 -- likewise


@cache
def changed_row(kind: Kind) -> str:
    """Arguments: the values of `Kind.columns`, then the id."""
    return f"UPDATE {kind.name} SET {', '.join(f'{name} = {{}}' for name in kind.columns)} WHERE id = {{}}"  # noqa: S608 -- likewise


@cache
def gone_row(kind: Kind) -> str:
    """Argument: its id."""
    return f"DELETE FROM {kind.name} WHERE id = {{}}"  # noqa: S608 -- likewise


@cache
def every_row(dialect: str) -> str:
    """One record (its id is the only argument): a JSON list of objects for each kind, under the kind's name."""
    lists = ", ".join(
        f"({objects(dialect, columns_as_json(dialect, kind.columns), f'{kind.name} WHERE citizen = record.id')}) "
        f"AS {kind.name}"
        for kind in KINDS
    )
    return f"SELECT {lists} FROM record WHERE record.id = {{}}"  # noqa: S608 -- built of our own column names alone


@cache
def changes_between(dialect: str) -> str:
    """Where a record stands; for each kind, under its name, a JSON list of columns, NULL without rows; and `deleted`.

    Arguments: version that rows come after, version that tombstones come after, version up to, record id.
    """
    lists = ", ".join(f"({_columns(dialect, kind)}) AS {kind.name}" for kind in KINDS)
    span = "(SELECT CAST({} AS BIGINT) AS after, CAST({} AS BIGINT) AS settled, CAST({} AS BIGINT) AS upto) AS span"
    return (
        f"SELECT record.version, checksum, forgotten, {lists}, ({_buried(dialect)}) AS deleted "  # noqa: S608 -- likewise
        f"FROM record CROSS JOIN {span} WHERE record.id = {{}}"
    )


@cache
def versions_after(dialect: str) -> str:
    """The lowest versions of live rows as a JSON list. Arguments: record id, version after, how many at most."""
    each = " UNION ALL ".join(
        f"SELECT version FROM {kind.name} JOIN asked ON citizen = asked.id AND version > asked.after"  # noqa: S608 -- likewise
        for kind in KINDS
    )
    return (
        "WITH asked AS (SELECT {} AS id, CAST({} AS BIGINT) AS after) "  # noqa: S608 -- likewise
        f"SELECT {_GATHER[dialect]}(version) AS versions FROM ({each} ORDER BY version LIMIT {{}}) AS lowest"
    )


def _columns(dialect: str, kind: Kind) -> str:
    columns = ", ".join(f"{_GATHER[dialect]}({_column(dialect, name)})" for name in kind.columns)
    return (
        f"SELECT {_ARRAY[dialect]}({columns}) FROM {kind.name} WHERE citizen = record.id "  # noqa: S608 -- likewise
        f"AND {kind.name}.version > span.after AND {kind.name}.version <= span.upto GROUP BY citizen"
    )


def _buried(dialect: str) -> str:
    return (
        f"SELECT {_GATHER[dialect]}({_ARRAY[dialect]}(kind, id, tombstone.version)) FROM tombstone "  # noqa: S608 -- likewise
        "WHERE citizen = record.id AND tombstone.version > span.settled AND tombstone.version <= span.upto"
    )


def objects(dialect: str, values: Mapping[str, str], source: str) -> str:
    """What `source` holds (tables and conditions) as a JSON list of objects; `values` is SQL by name."""
    pairs = ", ".join(f"'{name}', {sql}" for name, sql in values.items())
    gathered = f"{_GATHER[dialect]}({_OBJECT[dialect]}({pairs}))"
    return f"SELECT coalesce({gathered}, '[]') FROM {source}"  # noqa: S608 -- likewise


def columns_as_json(dialect: str, names: Iterable[str]) -> dict[str, str]:
    """SQL for each column, as it stands in an object."""
    return {name: _column(dialect, name) for name in names}


def each_of(dialect: str, **columns: str) -> str:
    """A table called `given` made of one argument, a JSON list of objects; `columns` are names and SQL types."""
    if dialect == "postgres":
        typed = ", ".join(f"{name} {sql_type}" for name, sql_type in columns.items())
        return f"json_to_recordset(CAST({{}} AS JSON)) AS given ({typed})"
    values = ", ".join(f"json_extract(value, '$.{name}') AS {name}" for name in columns)
    return f"(SELECT {values} FROM json_each({{}})) AS given"  # noqa: S608 -- likewise


def one_of(dialect: str) -> str:
    """A list for `IN`, made of one argument: JSON text of a list of texts."""
    if dialect == "postgres":
        return "(SELECT json_array_elements_text(CAST({} AS JSON)))"
    return "(SELECT value FROM json_each({}))"


def _column(dialect: str, name: str) -> str:
    if name not in LISTS:
        return name
    return f"json({name})" if dialect == "sqlite" else f"{name}::json"
