"""One process from start to end: the folder, the port and the data base first, then web, worker or both."""

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial

import structlog
import uvicorn

from backend import clock, kept, outlets
from backend.app import app_of, services_of
from backend.clock import fresh_id
from backend.commands.write import Ground
from backend.config import Settings
from backend.demo.town import settle_if_empty
from backend.domain.delivery import Way
from backend.domain.programmes import load_all
from backend.line import Conversation
from backend.notify import way
from backend.notify.push import Push
from backend.notify.way import Posts
from backend.store import programmes
from backend.store.contacts import addresses_of
from backend.store.engine import Database, connect
from backend.store.files import Files
from backend.store.migrate import migrate
from backend.web.services import Services
from backend.worker.forgetful import Forgetful
from backend.worker.housekeeping import Housekeeping
from backend.worker.outgoing import Ways
from backend.worker.planning import Planning
from backend.worker.pulse import Pulse
from backend.worker.reminders import Reminders

# How long open pages' event streams may keep the process from ending.
GRACE_SECONDS = 3

Say = Callable[[str], None]


class PortTaken(Exception):
    """Something else listens there; the text is one sentence."""


@dataclass(frozen=True)
class Roles:
    """What this process does."""

    web: bool
    worker: bool


async def serve(settings: Settings, roles: Roles, *, say: Say) -> None:
    """Run until told to stop. Raises PortTaken, StoreError, NotBuilt, UnusableKey before anything."""
    log_from(settings.log_level)
    async with AsyncExitStack() as stack:
        listening = stack.enter_context(_bound(settings)) if roles.web else None
        kept.open_folder(settings)
        db = await stack.enter_async_context(ready(settings, say=say))
        ground = Ground(db=db, clock=clock.now, fresh_id=fresh_id)
        files = Files(settings.files_folder)
        if settings.demo:
            await settle_if_empty(ground, files, say=say)
        posts = await stack.enter_async_context(outlets.opened(settings))
        stop = _told_to_stop()
        tasks: list[asyncio.Task[None]] = []
        if roles.worker:
            push = Push(kept.push_keys(settings, since=clock.now()))
            await push.open()
            stack.push_async_callback(push.close)
            tidying = Housekeeping(ground, files, tombstone_days=settings.tombstone_days, log_days=settings.log_days)
            others: dict[Way, way.Way[str]] = {name: Forgetful(name, post) for name, post in posts.items()}
            delivering = Reminders(ground, Ways(push=push, others=others), addresses=partial(addresses_of, db))
            tasks += [
                asyncio.create_task(each.run(stop)) for each in (Pulse(ground), Planning(ground), delivering, tidying)
            ]
        if listening is not None:
            server = _web(settings, db, posts, announce=lambda: say(_welcome(settings, listening)))
            tasks.append(asyncio.create_task(_until(stop, server, listening)))
        await asyncio.gather(*tasks)


@asynccontextmanager
async def ready(settings: Settings, *, say: Say) -> AsyncGenerator[Database]:
    """The data base, open and brought up to date. Raises StoreError with nothing touched when it is newer than this."""
    db = connect(settings)
    await db.start()
    try:
        await migrate(db, progress=lambda name: say(f"data base: {name}"))
        with db.bound():
            for programme in load_all().programmes.values():
                await programmes.keep(programme)
        yield db
    finally:
        await db.close()


def log_from(level: str) -> None:
    """Write what is at least as grave as `level` ("debug" … "error") to stderr, as lines of text.

    Left alone, structlog shows the variables of every function in a traceback: what people typed, and their names.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


def _told_to_stop() -> asyncio.Event:
    """Set by whatever ends a process politely, so that everything in it may end in its own time."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def _web(settings: Settings, db: Database, posts: Posts, *, announce: Callable[[], None]) -> "_Server":
    services = services_of(
        settings,
        db,
        secret=kept.signing_secret(settings),
        vapid_key=kept.push_keys(settings).offered.public,
        posts=posts,
        clock=clock.now,
    )
    config = uvicorn.Config(
        app_of(services),
        http=Conversation,
        # Pages listen to events, not to sockets.
        ws="none",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
    )
    return _Server(config, services, announce=announce)


async def _until(stop: asyncio.Event, server: "_Server", listening: socket.socket) -> None:
    async def end() -> None:
        await stop.wait()
        server.should_exit = True

    ending = asyncio.create_task(end())
    try:
        await server.serve(sockets=[listening])
    finally:
        # A server that could not even start takes the rest of the process with it.
        stop.set()
        await ending


class _Server(uvicorn.Server):
    """Tells when it is up, leaves signals to the process, and ends the event streams before anything is cut off."""

    def __init__(self, config: uvicorn.Config, services: Services, *, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._services = services
        self._announce = announce

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Nothing of its own."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say that it is up, once it is."""
        await super().startup(sockets)
        if self.started:
            self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let open pages go first."""
        self._services.live.close()
        await super().shutdown(sockets)


def _bound(settings: Settings) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise PortTaken(
            f"port {settings.port} on {settings.host} cannot be used ({error.strerror}): choose another with PORT"
        ) from error
    return listening


def _welcome(settings: Settings, listening: socket.socket) -> str:
    port = listening.getsockname()[1]
    address = settings.public_url or f"http://{settings.host}:{port}"
    lines = [f"Konkret: {address}"]
    if settings.demo:
        lines.append("Sign in by pressing a name: Anne Holm is a citizen, Karen Lund is her caseworker.")
    return "\n".join(lines)
