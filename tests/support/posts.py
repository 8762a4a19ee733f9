"""Ways out that tests can look into: one that keeps what it is given, and a gateway on loopback for the real one."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from backend.domain.delivery import Outcome
from backend.notify.gateway import Gateway, Outlet
from backend.notify.way import Answer, Notice
from tests.support.certificates import Certified

ORIGIN = "https://konkret.example"
TEMPLATE = '{"to": "{to}", "text": "{text}", "id": "{id}"}'
AUTHORIZATION = "Bearer of the tests alone"
NOTICE = Notice(
    reminder="m/meeting-tomorrow/1",
    delivery="d1",
    receipt="r1",
    kind="meeting-tomorrow",
    title="Konkret",
    body="Du har en aftale i morgen kl. 10.00",
    details=False,
    url="/forloeb",
    topic="t",
    urgency="high",
    until=2,
    meeting=None,
)
TO = "anne@postkassen.example"


@dataclass
class KeptPost:
    """Stands in for e-mail and gateways: `kept` are (address, text); `answers` what it says next instead of taking."""

    kept: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    answers: list[Outcome] = field(default_factory=list[Outcome])

    async def send(self, address: str, notice: Notice, *, now: int) -> Answer:  # noqa: ARG002 as ways do
        """Keep it."""
        return self._take(address, f"{notice.body} {ORIGIN}{notice.url}")

    async def confirm(self, address: str, link: str, *, now: int) -> Answer:  # noqa: ARG002 as ways do
        """Keep it."""
        return self._take(address, link)

    def _take(self, address: str, text: str) -> Answer:
        outcome = self.answers.pop(0) if self.answers else "taken"
        if outcome == "taken":
            self.kept.append((address, text))
        return Answer(outcome=outcome, host="kept.test")


@dataclass
class Asked:
    """One request as the gateway saw it."""

    headers: dict[str, str]
    body: Any


@dataclass
class GatewayServer:
    """`answers` are the statuses and headers of the next requests, then 202; it never answers while `hangs`."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list[Asked])
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list[tuple[int, dict[str, str]]])
    hangs: bool = False

    async def take(self, request: web.Request) -> web.Response:
        """One POST."""
        if self.hangs:
            await asyncio.Event().wait()
        headers = {name.lower(): text for name, text in request.headers.items()}
        self.asked.append(Asked(headers, json.loads(await request.read())))
        status, told = self.answers.pop(0) if self.answers else (202, {})
        return web.Response(status=status, headers=told)


@asynccontextmanager
async def gateway_server(certified: Certified) -> AsyncGenerator[GatewayServer]:
    """The gateway, listening; encrypted as the real ones are."""
    server = GatewayServer()
    app = web.Application()
    app.router.add_post("/{name}", server.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=certified.server).start()
    server.url = f"https://127.0.0.1:{runner.addresses[0][1]}/sms"
    try:
        yield server
    finally:
        await runner.cleanup()


@asynccontextmanager
async def gateway_to(url: str, certified: Certified | None, *, template: str = TEMPLATE) -> AsyncGenerator[Gateway]:
    """The adapter, pointed at it."""
    outlet = Outlet(url=url, authorization=AUTHORIZATION, template=template)
    gateway = Gateway(outlet, origin=ORIGIN, tls=certified.client if certified else None)
    await gateway.open()
    try:
        yield gateway
    finally:
        await gateway.close()
