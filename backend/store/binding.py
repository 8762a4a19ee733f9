"""What stands in for an engine in Piccolo's tables: it sends each query to the data base bound in the running task."""

import sqlite3
from typing import Any, NoReturn

from piccolo.engine.base import Engine
from piccolo.querystring import QueryString

from backend.store.driver import StoreError
from backend.store.engine import current


class CurrentEngine(Engine[Any]):
    """Piccolo's engine for every table, given as `class Person(Table, db=CURRENT)`.

    Transactions are opened on `Database`, never here, so that there is one set of rules for them.
    """

    def __init__(self) -> None:  # pyright: ignore[reportMissingSuperCall] it would ask a data base for its version
        self.log_queries = False
        self.log_responses = False
        self.query_id = 0

    @property
    def engine_type(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride] it differs from task to task
        return current().dialect

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Any:  # noqa: ARG002
        database = current()
        return await database.fetch(*querystring.compile_string(engine_type=database.dialect))

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> Any:  # noqa: ARG002
        return await current().fetch(ddl, ())

    async def get_version(self) -> float:
        return self.get_version_sync()

    def get_version_sync(self) -> float:
        """SQLite's version the way Piccolo writes it, 3.4 for 3.40; it asks on SQLite alone."""
        major, minor, _ = sqlite3.sqlite_version_info
        return float(f"{major}.{minor}")

    async def prep_database(self) -> None:
        """Nothing to do: migrations make all there is."""

    def transaction_exists(self) -> bool:
        _refuse()

    def transaction(self, *_args: object, **_kwargs: object) -> NoReturn:
        _refuse()

    def atomic(self) -> NoReturn:
        _refuse()

    async def batch(self, *_args: object, **_kwargs: object) -> NoReturn:
        _refuse()


def _refuse() -> NoReturn:
    raise StoreError("transactions and batches are not Piccolo's here: see backend.store.engine.Database")


CURRENT = CurrentEngine()
# Letters of a row's id.
ID = 22
