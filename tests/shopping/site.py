"""The door over HTTP on loopback: whoever says a name is signed in as that person, which is enough for a test."""

import asyncio
import socket
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

import uvicorn

from tests.shopping.door import Door
from tests.shopping.lists import ShoppingWriting

Message = MutableMapping[str, Any]


class Site:
    """An ASGI application of one route, for uncompressed requests."""

    def __init__(self, door: Door[ShoppingWriting]) -> None:
        self._door = door

    async def __call__(
        self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
    ) -> None:
        person = dict(scope["headers"]).get(b"x-person", b"").decode()
        body = b""
        while (message := await receive()).get("more_body") or message.get("body"):
            body += message["body"]
            if not message.get("more_body"):
                break
        status, answer = await self._door.post(body, person=person, now=time.time_ns() // 1_000_000)
        await send(
            {"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]}
        )
        await send({"type": "http.response.body", "body": answer})


@asynccontextmanager
async def open_site(door: Door[ShoppingWriting]) -> AsyncGenerator[str]:
    """The address that the shop is open at."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(Site(door), lifespan="off", log_config=None, ws="none"))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/sync"
        finally:
            server.should_exit = True
            await serving
