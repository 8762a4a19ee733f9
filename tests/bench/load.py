"""A bounded load on a start page, as a program of its own: connections kept open, each asking for the next citizen.

Reads a `Load` as JSON from standard input and writes what came of it, a `Result`, to standard output.
"""

import asyncio
import sys
import time
from itertools import cycle
from typing import cast
from urllib.parse import urlsplit

import msgspec
import uvloop

END_OF_HEAD = b"\r\n\r\n"
PATIENCE = 10  # seconds for the last answers


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What to ask for: `GET /` as the owner of each cookie in turn, for `seconds`, `accept` being a content coding."""

    address: str
    cookies: tuple[str, ...]
    connections: int
    seconds: float
    accept: str = "identity"


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a load; `page_bytes` is the mean of the bodies as they were sent."""

    requests: int
    seconds: float
    page_bytes: float
    p50_ms: float
    p95_ms: float

    @property
    def per_second(self) -> float:
        """Answered requests."""
        return self.requests / self.seconds


class Unexpected(Exception):
    """An answer that is no page; the text is how it begins."""


class Asker(asyncio.Protocol):
    """One connection: asks, takes the answer in, asks again, until the time is up."""

    def __init__(self, questions: "cycle[bytes]", *, until: float) -> None:
        self.took: list[float] = []
        self.body_bytes = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._questions = questions
        self._until = until
        self._answer = b""
        self._asked = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask the first question."""
        self._transport = cast(asyncio.Transport, transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        """Ask the next question when the answer is whole."""
        self._answer += data
        head_end = self._answer.find(END_OF_HEAD)
        if head_end < 0:
            return
        head = self._answer[:head_end].lower()
        if not head.startswith(b"http/1.1 200 ") or b"\r\ncontent-length: " not in head:
            self._end(Unexpected(self._answer[:200].decode(errors="replace")))
            return
        length = int(head.split(b"\r\ncontent-length: ", 1)[1].split(b"\r\n", 1)[0])
        if len(self._answer) < head_end + len(END_OF_HEAD) + length:
            return
        now = time.perf_counter()
        self.took.append(now - self._asked)
        self.body_bytes += length
        if now < self._until:
            self._ask()
        else:
            self._end(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """The other side may not hang up first."""
        self._end(exc or Unexpected("the connection was closed"))

    def _ask(self) -> None:
        self._answer = b""
        self._asked = time.perf_counter()
        self._transport.write(next(self._questions))

    def _end(self, fault: Exception | None) -> None:
        if not self.done.done():
            self._transport.close()
            self.done.set_exception(fault) if fault else self.done.set_result(None)


async def carry_out(load: Load) -> Result:
    """Raises Unexpected at the first answer that is no page."""
    at = urlsplit(load.address)
    questions = cycle(_question(at.netloc, cookie, accept=load.accept) for cookie in load.cookies)
    begun = time.perf_counter()
    askers = [Asker(questions, until=begun + load.seconds) for _ in range(load.connections)]
    loop = asyncio.get_running_loop()
    for asker in askers:
        await loop.create_connection(lambda asker=asker: asker, at.hostname or "", at.port or 80)
    async with asyncio.timeout(load.seconds + PATIENCE):
        await asyncio.gather(*(asker.done for asker in askers))
    ended = time.perf_counter()
    took = sorted(each for asker in askers for each in asker.took)
    return Result(
        requests=len(took),
        seconds=ended - begun,
        page_bytes=sum(asker.body_bytes for asker in askers) / len(took),
        p50_ms=took[len(took) // 2] * 1000,
        p95_ms=took[len(took) * 95 // 100] * 1000,
    )


def _question(host: str, cookie: str, *, accept: str) -> bytes:
    return (
        f"GET / HTTP/1.1\r\nhost: {host}\r\naccept: text/html\r\naccept-encoding: {accept}\r\n"
        f"sec-fetch-site: none\r\ncookie: {cookie}\r\n\r\n"
    ).encode()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        result = runner.run(carry_out(msgspec.json.decode(sys.stdin.buffer.read(), type=Load)))
    sys.stdout.buffer.write(msgspec.json.encode(result))
