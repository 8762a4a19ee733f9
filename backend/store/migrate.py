"""Brings a data base to the form that this code needs: numbered steps, forward only, each done whole or not at all.

A step is a file `migrations/m0007_what_it_does.py` with `async def apply(db: Database) -> None`, which runs statements
by `db.run` and looks at `db.dialect` where SQL differs. It imports no tables: they move on, it does not.
"""

import pkgutil
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from backend import clock
from backend.store import migrations as package
from backend.store.driver import StoreError
from backend.store.engine import Database

Apply = Callable[[Database], Awaitable[None]]
Progress = Callable[[str], None]

TABLE = "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, at BIGINT NOT NULL)"
RECORD = "INSERT INTO migration (number, name, at) VALUES ({}, {}, {})"
EXISTS = {
    "sqlite": "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'",
    "postgres": "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migration'",
}

_NAME = re.compile(r"m([0-9]{4})_([a-z0-9_]+)")


class NewerDatabase(StoreError):
    """The data base has been taken further than this code knows."""


class MigrationFailed(StoreError):
    """A step could not be taken; its cause is the exception's `__cause__`."""


@dataclass(frozen=True)
class Migration:
    """One step. `name` is its file's name, `m0007_what_it_does`."""

    number: int
    name: str
    apply: Apply


def known() -> tuple[Migration, ...]:
    """All steps of this code, in order. Raises StoreError when the numbers are not 1, 2, 3… or a name is misshapen."""
    steps = tuple(_loaded(name) for name in sorted(module.name for module in pkgutil.iter_modules(package.__path__)))
    if [step.number for step in steps] != list(range(1, len(steps) + 1)):
        raise StoreError(f"migrations are not numbered 1, 2, 3…: {', '.join(step.name for step in steps)}")
    return steps


def latest(steps: Sequence[Migration] | None = None) -> int:
    """The number of the last step that this code knows; 0 when there is none."""
    return len(known() if steps is None else steps)


async def head(db: Database) -> int:
    """The number of the last step that this data base has taken; 0 for an empty one. Changes nothing."""
    if not await db.run(EXISTS[db.dialect]):
        return 0
    (row,) = await db.run("SELECT COALESCE(MAX(number), 0) AS number FROM migration")
    return row["number"]


async def migrate(
    db: Database, steps: Sequence[Migration] | None = None, *, progress: Progress | None = None
) -> list[str]:
    """Take every step that is missing, tell `progress` each name before it begins, and give back their names.

    Any number of processes may do this at once: each step is taken by one of them, and the others wait for it. A step
    that fails leaves no trace and ends this with MigrationFailed. A data base that is further than this code is left
    as it is: NewerDatabase.
    """
    steps = known() if steps is None else steps
    taken = [step.name for step in steps[await head(db) :] if await _taken(db, step, progress=progress)]
    found = await head(db)  # asked last: a newer process may have been the one that was waited for
    if found > latest(steps):
        raise NewerDatabase(
            f"the data base is at migration {found} and this version of Konkret knows {latest(steps)}: "
            "start the newer version, or put back the backup from before it"
        )
    return taken


async def _taken(db: Database, step: Migration, *, progress: Progress | None) -> bool:
    try:
        async with db.schema_change():
            await db.run(TABLE)
            if await head(db) >= step.number:
                return False
            if progress is not None:
                progress(step.name)
            await step.apply(db)
            await db.run(RECORD, step.number, step.name, clock.now())
    except Exception as error:
        raise MigrationFailed(f"migration {step.name} failed and was undone: {error}") from error
    return True


def _loaded(name: str) -> Migration:
    shape = _NAME.fullmatch(name)
    if shape is None:
        raise StoreError(f"a migration is a file like m0007_what_it_does.py, not {name}.py")
    return Migration(int(shape[1]), name, import_module(f"{package.__name__}.{name}").apply)
