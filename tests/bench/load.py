"""A bounded load, as a program of its own: connections kept open, on each the next visitor whose turn it is.

Reads a `Load` as JSON from standard input and writes what came of it, a `Result`, to standard output.
"""

import asyncio
import sys
import time
from collections import deque
from typing import cast
from urllib.parse import urlsplit

import msgspec
import uvloop

from tests.bench.visitor import Phone, Reader, Unexpected

END_OF_HEAD = b"\r\n\r\n"
PATIENCE = 10  # seconds for the last answers

Visitor = Reader | Phone


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, each as soon as it is their turn, for `seconds`: at least as many as there are connections."""

    address: str
    visitors: tuple[Visitor, ...]
    connections: int
    seconds: float


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a load; `body_bytes` is the mean of the bodies as they were sent, `visitors` as they are now."""

    requests: int
    seconds: float
    body_bytes: float
    p50_ms: float
    p95_ms: float
    visitors: tuple[Visitor, ...]

    @property
    def per_second(self) -> float:
        """Answered requests."""
        return self.requests / self.seconds


class Asker(asyncio.Protocol):
    """One connection: asks, takes the answer in, asks again, until the time is up."""

    def __init__(self, waiting: "deque[Visitor]", *, host: str, until: float) -> None:
        self.took: list[float] = []
        self.body_bytes = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting = waiting
        self._host = host
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
            self._end(Unexpected(self._answer[:300].decode(errors="replace")))
            return
        length = int(head.split(b"\r\ncontent-length: ", 1)[1].split(b"\r\n", 1)[0])
        begin = head_end + len(END_OF_HEAD)
        if len(self._answer) >= begin + length:
            self._took(time.perf_counter(), self._answer[begin:])

    def connection_lost(self, exc: Exception | None) -> None:
        """The other side may not hang up first."""
        self._end(exc or Unexpected("the connection was closed"))

    def _ask(self) -> None:
        self._visitor = self._waiting.popleft()
        self._answer = b""
        question = self._visitor.question(self._host)
        self._asked = time.perf_counter()
        self._transport.write(question)

    def _took(self, now: float, body: bytes) -> None:
        self.took.append(now - self._asked)
        self.body_bytes += len(body)
        try:
            self._visitor.answered(body)
        except (Unexpected, msgspec.DecodeError) as error:
            self._end(error)
            return
        self._waiting.append(self._visitor)
        if now < self._until:
            self._ask()
        else:
            self._end(None)

    def _end(self, fault: Exception | None) -> None:
        if not self.done.done():
            self._transport.close()
            self.done.set_exception(fault) if fault else self.done.set_result(None)


async def carry_out(load: Load) -> Result:
    """Raises Unexpected at the first answer that is not what was asked for."""
    at = urlsplit(load.address)
    waiting = deque(load.visitors)
    begun = time.perf_counter()
    askers = [Asker(waiting, host=at.netloc, until=begun + load.seconds) for _ in range(load.connections)]
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
        body_bytes=sum(asker.body_bytes for asker in askers) / len(took),
        p50_ms=took[len(took) // 2] * 1000,
        p95_ms=took[len(took) * 95 // 100] * 1000,
        visitors=tuple(waiting),
    )


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        result = runner.run(carry_out(msgspec.json.decode(sys.stdin.buffer.read(), type=Load)))
    sys.stdout.buffer.write(msgspec.json.encode(result))
