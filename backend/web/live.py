"""Server-sent events: an open page is told that a record has changed, and fetches what it shows again."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress

import msgspec
from litestar import get
from litestar.channels import ChannelsPlugin
from litestar.channels.backends.asyncpg import AsyncPgChannelsBackend
from litestar.channels.backends.base import ChannelsBackend
from litestar.channels.backends.memory import MemoryChannelsBackend
from litestar.di import NamedDependency
from litestar.response import ServerSentEvent, ServerSentEventMessage

from backend.store.engine import Database
from backend.store.sessions import SignedIn
from backend.web.asked import Asked
from backend.web.guards import signed_in, user_of

# Shorter than the silence after which proxies hang up.
HEARTBEAT_SECONDS = 20


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """The record of that citizen has a new version."""

    record: str


class Live:
    """Tells open pages of changes: in this process on SQLite, in all processes on PostgreSQL."""

    def __init__(self, db: Database, *, address: str) -> None:
        """`address` is PostgreSQL's, "" for SQLite."""
        backend: ChannelsBackend = _Notify(db, address) if address else MemoryChannelsBackend()
        self.plugin = ChannelsPlugin(
            backend, arbitrary_channels_allowed=True, subscriber_max_backlog=100, subscriber_backlog_strategy="dropleft"
        )
        self.closing = asyncio.Event()

    async def changed(self, record: str, *, followed_by: Iterable[str]) -> None:
        """Tell the citizen's own pages and those of the organisations that follow the course."""
        channels = [_channel("record", record), *(_channel("organisation", each) for each in followed_by)]
        await self.plugin.wait_published(Changed(record=record), channels)

    async def of(self, user: SignedIn) -> AsyncIterator[ServerSentEventMessage]:
        """Events for one open page, until the server closes; a comment now and then keeps the line open."""
        person = user.person
        mine = (
            _channel("record", person.id) if person.role == "citizen" else _channel("organisation", person.organisation)
        )
        async with self.plugin.start_subscription([mine]) as subscriber:
            # Only now, for the page then looks once more: nothing may happen unheard between the two.
            yield ServerSentEventMessage(data=None, comment="open", retry=2000)
            events = subscriber.iter_events()
            upcoming = asyncio.ensure_future(anext(events))
            closing = asyncio.ensure_future(self.closing.wait())
            try:
                while not self.closing.is_set():
                    await asyncio.wait({upcoming, closing}, timeout=HEARTBEAT_SECONDS, return_when="FIRST_COMPLETED")
                    if upcoming.done():
                        yield ServerSentEventMessage(event="changed", data=upcoming.result().decode())
                        upcoming = asyncio.ensure_future(anext(events))
                    elif not closing.done():
                        yield ServerSentEventMessage(data=None, comment="still here")
            finally:
                for waiting in (upcoming, closing):
                    waiting.cancel()
                    with suppress(asyncio.CancelledError):
                        await waiting


class _Notify(AsyncPgChannelsBackend):
    """Listens on a connection of its own, and notifies through the pool instead of a new connection each time."""

    def __init__(self, db: Database, address: str) -> None:
        super().__init__(dsn=address)
        self._db = db

    async def publish(self, data: bytes, channels: Iterable[str]) -> None:
        for channel in channels:
            await self._db.run("SELECT pg_notify({}, {})", channel, data.decode())


def _channel(sort: str, id: str) -> str:  # noqa: A002 -- it is one
    return f"{sort}_{id}"


@get("/live", guards=[signed_in], opt={"exclude_from_compression": True})
async def stream(request: Asked, live: NamedDependency[Live]) -> ServerSentEvent:
    """The stream of an open page."""
    return ServerSentEvent(
        live.of(user_of(request)),
        headers={"x-accel-buffering": "no"},
    )
