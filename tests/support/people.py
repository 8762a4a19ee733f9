"""Named people at the product's front door: they sign in through the form and fill in what a page shows them."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any, cast

import httpx
from litestar import Litestar

from backend.advert.adverts import Adverts
from backend.advert.fetch import Fetcher
from backend.advert.reach import Address
from backend.clock import fresh_id
from backend.commands.write import Ground
from backend.config import Settings
from backend.demo.town import settle_if_empty
from backend.notify.vapid import Signer, new_key
from backend.notify.way import Posts
from backend.store.engine import Database
from backend.store.files import Files
from backend.web.services import Services

ORIGIN = "http://konkret.test"
SECRET = "signs-the-form-tokens-of-the-tests-only"
# A Wednesday morning in winter.
NOW = 1_795_593_600_000


_idle: list[Litestar] = []
"""Applications that no deployment of this process uses at the moment."""


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: int = NOW) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


class _Forms(HTMLParser):
    """Every form of a page: its address, and its fields as a browser would send them untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._select = self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((values.get("action", ""), {}))
        elif not self.forms or (values.get("type") in {"checkbox", "radio"} and "checked" not in values):
            return
        elif tag == "input" and values.get("name"):
            self.forms[-1][1][values["name"]] = values.get("value", "")
        elif tag == "select":
            self._select = values["name"]
        elif tag == "option" and (self._select not in self.forms[-1][1] or "selected" in values):
            self.forms[-1][1][self._select] = values.get("value", "")
        elif tag == "textarea":
            self._textarea = values["name"]
            self.forms[-1][1][self._textarea] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            # As browsers do: the newline right after the tag is not part of the text.
            self.forms[-1][1][self._textarea] += data.removeprefix("\n")


def forms_of(page: str) -> list[tuple[str, dict[str, str]]]:
    """(address, fields) of each form on the page."""
    parser = _Forms()
    parser.feed(page)
    return parser.forms


@dataclass
class Browser:
    """One person's browser without scripts."""

    http: httpx.AsyncClient
    page: str = ""
    status: int = 0
    address: str = ""
    query: str = ""
    seen: list[str] = field(default_factory=list[str])

    async def goes_to(self, path: str) -> str:
        """Open a page; its text."""
        return self._at(await self.http.get(path, headers={"accept": "text/html", "sec-fetch-site": "same-origin"}))

    async def sends(self, action: str, **typed: str) -> str:
        """Fill in the form with that address on the page at hand, send it, and follow where it leads."""
        fields = next(fields for address, fields in forms_of(self.page) if address == action)
        return await self.posts(action, fields | typed)

    async def posts(self, path: str, fields: dict[str, str]) -> str:
        """Send these fields, as a form of this site does."""
        answer = await self.http.post(
            path, data=fields, headers={"accept": "text/html", "origin": ORIGIN, "sec-fetch-site": "same-origin"}
        )
        return self._at(answer)

    async def token(self) -> str:
        """The session's form token."""
        return (await self.http.get("/session")).json()["token"]

    def _at(self, answer: httpx.Response) -> str:
        self.page, self.status, self.address = answer.text, answer.status_code, answer.url.path
        self.query = answer.url.query.decode()
        self.seen.append(self.address)
        return self.page


@dataclass(frozen=True)
class Followed:
    """A citizen's id, and the name of the caseworker who follows."""

    citizen: str
    caseworker: str


@dataclass
class Konkret:
    """One deployment with its demo town."""

    services: Services
    app: Litestar
    db: Database
    clock: SetClock

    @asynccontextmanager
    async def visitor(self) -> AsyncGenerator[Browser]:
        """Somebody who is not signed in."""
        transport = httpx.ASGITransport(app=cast("Any", self.app))  # the two type ASGI messages apart
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, follow_redirects=True) as http:
            yield Browser(http)

    @asynccontextmanager
    async def signed_in(self, name: str) -> AsyncGenerator[Browser]:
        """That person of the demo town, signed in by pressing their name."""
        async with self.visitor() as browser:
            await browser.goes_to("/log-ind")
            await browser.posts("/log-ind", {"person": await self.id_of(name)})
            yield browser

    async def newcomer(self, name: str, *, role: str) -> str:
        """Somebody of an organisation that follows nobody; their name."""
        organisation, person = fresh_id(), fresh_id()
        await self.db.run(
            "INSERT INTO organisation (id, kind, name) VALUES ({}, {}, {})",
            organisation,
            "jobcentre",
            "Jobcenter Fjern",
        )
        await self.db.run(
            "INSERT INTO person (id, name, role, organisation) VALUES ({}, {}, {}, {})",
            person,
            name,
            role,
            organisation,
        )
        return name

    async def of_programme(self, letter: str, *, without: tuple[str, ...] = ()) -> "Followed":
        """Somebody of the town in that programme, with no meeting of those steps."""
        for row in await self.db.run(
            "SELECT citizen, caseworker FROM course WHERE programme = {} ORDER BY citizen", letter
        ):
            steps = await self.db.run("SELECT step FROM meeting WHERE citizen = {}", row["citizen"])
            if not {step["step"] for step in steps} & set(without):
                return Followed(row["citizen"], row["caseworker"])
        raise AssertionError(f"nobody in programme {letter} is without {without}")

    async def id_of(self, name: str) -> str:
        """The id of a person of the town."""
        found = await self.db.run("SELECT id FROM person WHERE name = {}", name)
        return found[0]["id"]


@asynccontextmanager
async def konkret_on(
    db: Database, settings: Settings, *, posts: Posts | None = None, **changed: Any
) -> AsyncGenerator[Konkret]:
    """The application on an open data base, with the demo town in it; `posts` are ways out beside push."""
    from backend.app import services_of  # noqa: PLC0415 -- needs the front-end build, which few tests do

    ticking = SetClock()
    await settle_if_empty(
        Ground(db=db, clock=ticking, fresh_id=fresh_id), Files(settings.files_folder), say=lambda _: None
    )
    made = services_of(
        settings.model_copy(update={"demo": True, "public_url": ORIGIN, **changed}),
        db,
        secret=SECRET,
        vapid_key=Signer(new_key(), subject="mailto:drift@konkret.example").public,
        posts=posts or {},
        clock=ticking,
    )
    # No test looks up a name or calls a host: those that read an advert say which are there to be called.
    services = replace(made, adverts=Adverts(Fetcher(look_up=_nobody_is_known)))
    with _lent(services) as app:
        async with _alive(app):
            yield Konkret(services, app, db, ticking)


async def _nobody_is_known(_host: str, _port: int) -> list[Address]:
    raise OSError


@contextmanager
def _lent(services: Services) -> Generator[Litestar]:
    """An application for this deployment alone, as long as it lasts.

    To build one takes longer than most tests do. What it knows of a deployment lies in its state; the rest is routes.
    """
    from backend.app import app_of  # noqa: PLC0415 -- as above

    app = _idle.pop() if _idle else app_of(services)
    app.state["services"] = services
    try:
        yield app
    finally:
        del app.state["services"]
        _idle.append(app)


@asynccontextmanager
async def _alive(app: Litestar) -> AsyncGenerator[None]:
    """The application between its start and its end, both in one task, which fixtures cannot promise."""
    started, over = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            started.set()
            await over.wait()

    life = asyncio.create_task(live())
    try:
        await asyncio.wait({life, asyncio.create_task(started.wait())}, return_when=asyncio.FIRST_COMPLETED)
        yield
    finally:
        over.set()
        await life
