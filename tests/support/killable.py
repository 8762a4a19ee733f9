"""A deployment of the demo town, web and worker, whose processes are killed and started again while it is used."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field

import httpx

from backend.config import Settings
from backend.web.session import COOKIE
from tests.support.command import KONKRET, SECONDS, Served, serving, started
from tests.support.databases import SECRET

PAGES = {"accept": "text/html"}
QUIET = {"KONKRET_DEMO": "true", "KONKRET_PORT": "0", "KONKRET_SECRET": SECRET}


@dataclass(frozen=True)
class Session:
    """Somebody signed in, as their browser keeps it."""

    person: str
    cookie: str
    token: str


@dataclass
class Killable:
    """Both processes. `up` is set while somebody answers at `address`."""

    settings: Settings
    program: Sequence[str]
    more: dict[str, str]
    up: asyncio.Event = field(default_factory=asyncio.Event)
    kills: int = 0
    _processes: ExitStack = field(default_factory=ExitStack)

    @property
    def address(self) -> str:
        """Where it listens now; another place after each start."""
        return self._web.address

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        url = self.settings.database_url.get_secret_value()
        return QUIET | {"KONKRET_DATA": str(self.settings.folder), "KONKRET_DATABASE_URL": url} | self.more

    async def start(self) -> None:
        """Both processes, side by side; returns when the web process answers."""
        self._worker = self._processes.enter_context(started("worker", program=self.program, **self.environment))
        web = serving("web", program=self.program, **self.environment)
        self._web: Served = await asyncio.to_thread(self._processes.enter_context, web)
        self.up.set()

    async def kill(self) -> None:
        """SIGKILL to both, whatever they are doing."""
        assert self._worker.poll() is None, "the worker had ended by itself"
        self.up.clear()
        self.kills += 1
        await self.end()

    async def end(self) -> None:
        """No process is left."""
        await asyncio.to_thread(self._processes.close)

    async def killed_and_started(self) -> None:
        """Both killed, and both up again."""
        await self.kill()
        await self.start()

    async def stopped_and_started(self) -> None:
        """Both told to end, which they do in order, and both up again: an upgrade."""
        self.up.clear()
        self._worker.terminate()
        code = await asyncio.to_thread(self._web.stop)
        assert (code, await asyncio.to_thread(self._worker.wait, SECONDS)) == (0, 0)
        await self.end()
        await self.start()

    async def sign_in(self, name: str) -> Session:
        """Press a name of the town."""
        async with httpx.AsyncClient(base_url=self.address, headers=PAGES, timeout=SECONDS) as http:
            choices = (await http.get("/log-ind")).text.split('name="person" value="')[1:]
            person = next(choice.split('"')[0] for choice in choices if name in choice.split("</form>")[0])
            answer = await http.post("/log-ind", data={"person": person})
            session = (await http.get("/session", headers={"accept": "application/json"})).json()
            return Session(session["person"], f"{COOKIE}={answer.cookies[COOKIE]}", session["token"])


@asynccontextmanager
async def killable(
    settings: Settings, *, program: Sequence[str] = (str(KONKRET),), **more: str
) -> AsyncGenerator[Killable]:
    """One that is up, on the data base of the settings, with `more` of its environment; taken down in the end."""
    deployment = Killable(settings, program, more)
    await deployment.start()
    try:
        yield deployment
    finally:
        await deployment.end()
