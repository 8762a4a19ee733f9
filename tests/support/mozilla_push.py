"""The push service of a real Firefox, on loopback: Mozilla's websocket on one side, RFC 8030 on the other.

Firefox registers here, whoever has an endpoint posts to it, and the browser is handed what it alone can decrypt.
"""

from __future__ import annotations

import asyncio
import base64
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Coroutine, Generator

PATIENCE = 60  # seconds
DECRYPTED = 100
"""What Firefox says of a message that it could read and has handed to the worker."""


@dataclass
class MozillaPush:
    """One browser's push service, in a thread of its own. `address` is a host and a port."""

    loop: asyncio.AbstractEventLoop
    address: str = ""
    acknowledged: Queue[int] = field(default_factory=Queue[int])
    _registered: Queue[str] = field(default_factory=Queue[str])
    _browser: str = ""
    _channels: set[str] = field(default_factory=set[str])
    _socket: web.WebSocketResponse | None = None
    _runner: web.AppRunner | None = None

    def waits_for_subscription(self) -> str:
        """The next subscription there is; its channel."""
        return self._registered.get(timeout=PATIENCE)

    def waits_for_message(self) -> None:
        """The browser has been handed a message, and could read it."""
        assert self.acknowledged.get(timeout=PATIENCE) == DECRYPTED

    def forgets(self) -> None:
        """As a push service does that has lost its data: no subscription holds any more."""
        self.does(self._forget())

    def does(self, work: Coroutine[Any, Any, None]) -> None:
        """Have it done in the thread."""
        asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    async def start(self) -> None:
        """Listen, at any port."""
        app = web.Application()
        app.router.add_get("/", self._speak)
        app.router.add_post("/{channel}", self._take)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.address = f"{host}:{port}"

    async def stop(self) -> None:
        """Listen no more."""
        if self._socket is not None:
            await self._socket.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _forget(self) -> None:
        self._browser = ""
        self._channels.clear()
        if self._socket is not None:
            await self._socket.close()

    async def _speak(self, request: web.Request) -> web.WebSocketResponse:
        self._socket = socket = web.WebSocketResponse(protocols=("push-notification",))
        await socket.prepare(request)
        async for message in socket:
            told = json.loads(message.data or "{}")
            if (answer := self._answer(told)) is not None:
                await socket.send_json(answer)
        return socket

    def _answer(self, told: dict[str, Any]) -> dict[str, Any] | None:
        match told.get("messageType"):
            case "hello":
                # A browser that is given another name than it has lets go of its subscriptions.
                known = told.get("uaid") == self._browser and self._browser
                self._browser = self._browser if known else uuid4().hex
                return {"messageType": "hello", "uaid": self._browser, "status": 200, "use_webpush": True}
            case "register":
                channel = told["channelID"]
                self._channels.add(channel)
                self._registered.put(channel)
                endpoint = f"http://{self.address}/{channel}"
                return {"messageType": "register", "channelID": channel, "status": 200, "pushEndpoint": endpoint}
            case "unregister":
                self._channels.discard(told["channelID"])
                return {"messageType": "unregister", "channelID": told["channelID"], "status": 200}
            case "ack":
                for each in told["updates"]:
                    self.acknowledged.put(each["code"])
            case None:
                return {}
            case _:
                pass
        return None

    async def _take(self, request: web.Request) -> web.Response:
        channel = request.match_info["channel"]
        if channel not in self._channels or self._socket is None:
            return web.Response(status=410)
        data = base64.urlsafe_b64encode(await request.read()).rstrip(b"=").decode()
        headers = {"encoding": request.headers["content-encoding"]}
        message = {"messageType": "notification", "channelID": channel, "version": uuid4().hex}
        await self._socket.send_json(message | {"data": data, "headers": headers})
        return web.Response(status=201)


@contextmanager
def mozilla_push() -> Generator[MozillaPush]:
    """The service, until the end of the block."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    service = MozillaPush(loop)
    try:
        service.does(service.start())
        yield service
    finally:
        service.does(service.stop())
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        loop.close()
