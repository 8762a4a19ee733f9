"""A server that means no good, a host behind it that must never be called, and a watch on every call that is made."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

import pytest

from backend.advert.fetch import Fetcher, Limits, LookUp
from backend.advert.reach import Address, is_public

# Both are of this machine; the tests take the first for a host of the public network.
OUTSIDE, INSIDE = "127.0.0.2", "127.0.0.1"
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PAGE = HTML + b"Content-Length: 12\r\nConnection: close\r\n\r\n<h1>Kok</h1>"


@dataclass
class Visit:
    """One request to the server: what was asked."""

    head: str
    _reader: asyncio.StreamReader
    _writer: asyncio.StreamWriter

    @property
    def path(self) -> str:
        """The address that is asked for, without its host."""
        return self.head.split(" ", 2)[1]

    async def says(self, parts: Iterable[bytes]) -> None:
        """Send them. Raises ConnectionError when nobody listens any more."""
        for part in parts:
            self._writer.write(part)
            await self._writer.drain()

    async def is_left(self) -> None:
        """Say nothing until the other side hangs up."""
        await self._reader.read()


Answer = Callable[[Visit], Awaitable[None]]


@dataclass
class Hostile:
    """`answers` by path; `visits` of the server itself, each an arrival; `intrusions` where nobody must call."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict[str, Answer])
    visits: list[Visit] = field(default_factory=list[Visit])
    arrivals: asyncio.Queue[Visit] = field(default_factory=asyncio.Queue[Visit])
    intrusions: int = 0
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when somebody hung up before all was said."""
    _running: set[asyncio.Task[Any]] = field(default_factory=set[asyncio.Task[Any]])

    def address(self, path: str = "/", *, host: str = OUTSIDE) -> str:
        """Where to call."""
        return f"http://{host}:{self.port}{path}"

    def says(self, path: str, *parts: bytes) -> str:
        """Answer a path with these, and hang up; its address."""
        return self.goes_on_saying(path, parts)

    def goes_on_saying(self, path: str, parts: Iterable[bytes]) -> str:
        """Answer a path with these, of which there may be no end; its address."""
        self.answers[path] = lambda visit: visit.says(parts)
        return self.address(path)

    def says_no_more(self, path: str, *parts: bytes) -> str:
        """Answer a path with these, and then not at all; its address."""

        async def answer(visit: Visit) -> None:
            await visit.says(parts)
            await visit.is_left()
            raise ConnectionError

        self.answers[path] = answer
        return self.address(path)

    def moves(self, path: str, to: str, *, status: int = 302) -> str:
        """Send whoever asks for a path elsewhere; its address."""
        head = f"HTTP/1.1 {status} Moved\r\nLocation: {to}\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"
        return self.says(path, head.encode())

    async def over(self) -> None:
        """Wait until every visit has ended."""
        await asyncio.gather(*self._running)

    async def outside(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection to the server."""
        self._entered()
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            self.visits.append(visit := Visit(head.decode("latin-1"), reader, writer))
            self.arrivals.put_nowait(visit)
            answer = self.answers.get(visit.path)
            await (answer(visit) if answer else visit.says([PAGE]))
        except (ConnectionError, asyncio.IncompleteReadError):
            self.left.set()
        finally:
            writer.close()

    async def inside(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection to the other host."""
        self._entered()
        self.intrusions += 1
        writer.write(PAGE)
        writer.close()

    def _entered(self) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        task.add_done_callback(self._running.discard)


@pytest.fixture
async def hostile() -> AsyncGenerator[Hostile]:
    """The two of them, on one port."""
    server = Hostile()
    inside = await asyncio.start_server(server.inside, INSIDE, 0)
    server.port = inside.sockets[0].getsockname()[1]
    outside = await asyncio.start_server(server.outside, OUTSIDE, server.port)
    yield server
    for each in (inside, outside):
        each.close()
    await server.over()


@pytest.fixture
async def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that are called, in order. What is beyond this machine does not answer."""
    loop, calls = asyncio.get_running_loop(), list[str]()
    connect = loop.sock_connect

    async def watched(sock: Any, address: Any) -> None:
        calls.append(address[0])
        if not ip_address(address[0]).is_loopback:
            raise ConnectionRefusedError
        await connect(sock, address)

    monkeypatch.setattr(loop, "sock_connect", watched)
    return calls


def fetcher(hostile: Hostile, *, names: Mapping[str, list[list[str]]] | None = None, **limits: Any) -> Fetcher:
    """One that takes the server for a host of the public network. `names`: where each leads the first time, then …

    No limit of time unless a test sets one: what is not refused for what it is would take for ever, and so is seen.
    """
    turns = {name: iter(answers) for name, answers in (names or {}).items()}

    async def look_up(host: str, _port: int) -> list[Address]:
        return [ip_address(address) for address in next(turns[host])]

    known: LookUp = look_up
    return Fetcher(
        may_reach=lambda address: is_public(address) or str(address) == OUTSIDE,
        ports=frozenset({hostile.port}),
        look_up=known,
        limits=Limits(**{"seconds": 600, **limits}),
    )


@asynccontextmanager
async def soon() -> AsyncGenerator[None]:
    """What happens in it happens at once, or the test fails."""
    async with asyncio.timeout(10):
        yield
