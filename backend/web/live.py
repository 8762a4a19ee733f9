"""Server-sent events: an open page is told that a record has changed, and fetches what it shows again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

import msgspec
import structlog
from litestar import get
from litestar.di import NamedDependency
from litestar.response import ServerSentEvent, ServerSentEventMessage

from backend.domain.people import Person
from backend.store.changes import Changed, Changes
from backend.store.engine import Database
from backend.store.sessions import SignedIn
from backend.web.asked import Asked
from backend.web.guards import takes_part, user_of

# Shorter than the silence after which proxies hang up.
HEARTBEAT_SECONDS = 20
NOBODY_KNOWS = ""

log = structlog.get_logger()


class Live:
    """Tells open pages of changes: in this process on SQLite, in all processes on PostgreSQL."""

    def __init__(self, db: Database, *, address: str) -> None:
        """`address` is PostgreSQL's, "" for SQLite."""
        self._changes = Changes(db, address=address, heard=self._heard, missed=self._missed)
        self._pages: set[_Page] = set()
        self._closed = False

    def listening(self) -> AbstractAsyncContextManager[None]:
        """`async with`: changes made in other processes are heard of."""
        return self._changes.listening()

    def close(self) -> None:
        """End the streams: they would keep the process from ending."""
        self._closed = True
        for page in self._pages:
            page.rung.set()

    async def changed(self, record: str) -> None:
        """Tell the citizen's own pages and those of the organisations that follow the course.

        Never raises: the change is made, and nobody may be told otherwise because a page hears of it late.
        """
        try:
            await self._changes.tell(record)
        except Exception:
            log.exception("open pages were not told of a change")

    async def of(self, user: SignedIn) -> AsyncIterator[ServerSentEventMessage]:
        """Events for one open page, until the server closes; a comment now and then keeps the line open.

        An event's data is {record}, "" when changes went by unheard and nobody knows whose.
        """
        page = _Page(user.person)
        self._pages.add(page)
        try:
            # Only now, for the page then looks once more: nothing may happen unheard between the two.
            yield ServerSentEventMessage(data=None, comment="open", retry=2000)
            while not self._closed:
                news = await page.news()
                for record in news:
                    yield ServerSentEventMessage(event="changed", data=msgspec.json.encode({"record": record}).decode())
                if not news and not self._closed:
                    yield ServerSentEventMessage(data=None, comment="still here")
        finally:
            self._pages.discard(page)

    @property
    def open_pages(self) -> int:
        """How many pages listen to this process."""
        return len(self._pages)

    def _heard(self, change: Changed) -> None:
        concerned = {change.record, *change.followed_by}
        for page in self._pages:
            if page.about in concerned:
                page.tell(change.record)

    def _missed(self) -> None:
        for page in self._pages:
            page.tell(NOBODY_KNOWS)


class _Page:
    """One open page. A slow line holds a record's name once, however often the record changes meanwhile."""

    def __init__(self, person: Person) -> None:
        self.about = person.id if person.role == "citizen" else person.organisation
        self.rung = asyncio.Event()
        self._news: set[str] = set()

    def tell(self, record: str) -> None:
        self._news.add(record)
        self.rung.set()

    async def news(self) -> set[str]:
        """Whose records changed; none when all was quiet for a while."""
        try:
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                await self.rung.wait()
        except TimeoutError:
            return set()
        self.rung.clear()
        news, self._news = self._news, set()
        return news


@get("/live", guards=[takes_part], opt={"exclude_from_compression": True})
async def stream(request: Asked, live: NamedDependency[Live]) -> ServerSentEvent:
    """The stream of an open page."""
    return ServerSentEvent(
        live.of(user_of(request)),
        headers={"x-accel-buffering": "no"},
    )
