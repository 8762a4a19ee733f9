"""A phone's line to a real server, on sockets of its own, so that it can break at any byte; every break is counted."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Literal
from urllib.parse import urlsplit

from tests.support.killable import Killable, Session
from tests.support.sync_phone import Phone, Sent

Fate = Literal[
    "arrives", "request lost", "request cut", "answer lost", "answer cut", "twice", "late", "gateway gives up"
]
FAULTS: tuple[Fate, ...] = (
    "request lost",
    "request cut",
    "answer lost",
    "answer cut",
    "twice",
    "late",
    "gateway gives up",
)
Part = Literal["half the request", "the answer's first byte", "everything"]
BROKEN = (OSError, asyncio.IncompleteReadError)
GATEWAY = b"<html><h1>504 Gateway Time-out</h1></html>"


@dataclass
class Line:
    """One phone, signed in. `faults` counts what went wrong, by kind; `late` holds requests still on their way."""

    phone: Phone
    session: Session
    server: Killable
    faults: Counter[str]
    late: list[bytes] = field(default_factory=list[bytes])
    after_a_restore: bool = False

    async def talk(self, fate: Fate = "arrives") -> bool:
        """One exchange. True: the phone has a reason to go on at once."""
        sent = self.phone.send()
        before = self.phone.acknowledged
        try:
            again = await self._met(fate, sent)
        except BROKEN:
            self.faults["server gone"] += 1
            again = False
        # The phone would send it again, and nobody would ever know.
        assert self.phone.acknowledged >= before or self.after_a_restore, "what was acknowledged is there no more"
        return again

    async def _met(self, fate: Fate, sent: Sent) -> bool:
        match fate:
            case "request lost":
                pass
            case "late":
                self.late.append(sent.body)
                return False
            case "request cut":
                await self._post(sent.body, until="half the request")
            case "answer lost":
                await self._post(sent.body, until="the answer's first byte")
            case "answer cut":
                status, body = await self._post(sent.body)
                self.phone.take(sent, status, body[: len(body) // 2])
            case "gateway gives up":
                await self._post(sent.body)
                self.phone.take(sent, 504, GATEWAY)
            case "twice":
                _, answer = await asyncio.gather(self._post(sent.body), self._post(sent.body))
                self.faults[fate] += 1
                return self._take(sent, *answer)
            case "arrives":
                again = self._take(sent, *await self._post(sent.body))
                await self._overtaken()
                return again
        self.faults[fate] += 1
        return False

    def _take(self, sent: Sent, status: int, body: bytes) -> bool:
        # 503 is what a data base that is away comes to; 500 would be a fault of the program.
        assert status in (200, 503) or (status == 409 and self.after_a_restore), body[:500]
        if status == 503:
            self.faults["data base gone"] += 1
        return self.phone.take(sent, status, body)

    async def _overtaken(self) -> None:
        """What was sent earlier arrives after what was sent later; the phone has long stopped to listen."""
        while self.late:
            await self._post(self.late.pop())
            self.faults["late"] += 1

    async def _post(self, body: bytes, *, until: Part = "everything") -> tuple[int, bytes]:
        at = urlsplit(self.server.address)
        reader, writer = await asyncio.open_connection(at.hostname, at.port)
        try:
            request = self._head(at.netloc, len(body)) + body
            writer.write(request[: -len(body) // 2] if until == "half the request" else request)
            await writer.drain()
            match until:
                case "half the request":
                    return 0, b""
                case "the answer's first byte":
                    return 0, await reader.readexactly(1)
                case "everything":
                    return await _answer(reader)
        finally:
            writer.transport.abort()

    def _head(self, host: str, length: int) -> bytes:
        return (
            f"POST /sync HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-type: application/json\r\n"
            f"content-length: {length}\r\ncookie: {self.session.cookie}\r\nx-konkret-token: {self.session.token}\r\n"
            "sec-fetch-site: same-origin\r\n\r\n"
        ).encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = int(head.split("content-length: ")[1].split("\r\n")[0])
    return int(head.split(" ")[1]), await reader.readexactly(length)


def drawn(random: Random, *, of_ten: int) -> Fate:
    """What happens to the next request: a fault `of_ten` times in ten."""
    return random.choice(FAULTS) if random.randrange(10) < of_ten else "arrives"
