"""A push service on loopback, and a browser that can read what it is sent (RFC 8030, 8188, 8291, 8292)."""

import asyncio
import base64
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import http_ece
import msgspec
from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from backend.domain.subscription import Subscription


@dataclass
class Delivered:
    """One message as the push service took it."""

    endpoint: str
    headers: dict[str, str]
    body: bytes


@dataclass
class PushService:
    """Takes messages; `answers` are the statuses of the next ones, then 201. `retry_after` goes with every refusal.

    `bound` says which public key an endpoint was subscribed with: what another one signed is turned away.
    """

    address: str = ""
    answers: list[int] = field(default_factory=list[int])
    retry_after: str = ""
    bound: dict[str, str] = field(default_factory=dict[str, str])
    turned_away: int = 0
    taken: list[Delivered] = field(default_factory=list[Delivered])
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        """One POST of an application server."""
        body = await request.read()
        assert Vapid02.verify(request.headers["authorization"]), "the signature does not hold"
        status = self.answers.pop(0) if self.answers else 201
        if self.bound.get(str(request.url), request.headers["authorization"]) not in request.headers["authorization"]:
            status = 403
            self.turned_away += 1
        headers = {name.lower(): text for name, text in request.headers.items()}
        if status == 201:
            self.taken.append(Delivered(str(request.url), headers, body))
        self.arrived.set()
        told = {"location": f"{self.address}/elsewhere"} if status in {301, 307} else {}
        told |= {"retry-after": self.retry_after} if self.retry_after and status != 201 else {}
        return web.Response(status=status, headers=told)


class Receiver:
    """A browser's half: its keys, and what it reads."""

    def __init__(self, address: str, name: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)
        point = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.subscription = Subscription(
            endpoint=f"{address}/{name}", p256dh=base64url(point), auth=base64url(self._auth)
        )

    def read(self, delivered: Delivered) -> dict[str, Any]:
        """The message, decrypted."""
        plain: bytes = http_ece.decrypt(delivered.body, private_key=self._key, auth_secret=self._auth)
        return msgspec.json.decode(plain, type=dict[str, Any])


@asynccontextmanager
async def push_service() -> AsyncGenerator[PushService]:
    """The service, listening."""
    service = PushService()
    app = web.Application()
    app.router.add_post("/{name}", service.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    service.address = f"http://{host}:{port}"
    try:
        yield service
    finally:
        await runner.cleanup()


def base64url(raw: bytes) -> str:
    """Without padding, as push services write it."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
