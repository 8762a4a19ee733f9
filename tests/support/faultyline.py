"""A line that plays tricks on the sync: breaks off inside a sentence, holds back, asks twice, answers twice.

`line.play(trick)` waits for the next sync that brings changes; everything else is passed on. What was asked and
answered is in `line.exchanges`, in the order in which it was asked.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.support.cutproxy import CutProxy, pump
from tests.support.tricks import Held, plainly

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from tests.support.command import Served

SYNC = b"POST /sync "
END_OF_HEAD = b"\r\n\r\n"
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
ZIPPED = re.compile(rb"(?i)\r\ncontent-encoding: *gzip")
# One request to a connection, and answers that can be read here.
ALTERED = re.compile(rb"(?i)\r\n(connection|accept-encoding|content-length):[^\r\n]*")


@dataclass
class Exchange:
    """One request of a sync as the browser made it, and what the server said to it, each time that it was asked."""

    asked: dict[str, Any]
    answers: list[dict[str, Any]]
    statuses: list[int]


class Call:
    """One sync on its way, for a trick to play with."""

    def __init__(self, line: FaultyLine, request: bytes, writer: asyncio.StreamWriter, exchange: Exchange) -> None:
        self.request = request
        self.exchange = exchange
        self._line = line
        self._writer = writer

    async def ask(self) -> bytes:
        """Let the server have it; its answer, whole."""
        return await self._line.asked(self.request, self.exchange)

    async def ask_in_part(self) -> None:
        """Let the server have it but for the second half of its body."""
        await self._line.said(_half(self.request))

    async def tell(self, answer: bytes) -> None:
        """Let the browser have an answer; it may be gone."""
        with contextlib.suppress(OSError):
            self._writer.write(answer)
            await self._writer.drain()
            self._writer.write_eof()

    async def tell_in_part(self, answer: bytes) -> None:
        """Let the browser have it but for the second half of its body."""
        with contextlib.suppress(OSError):
            self._writer.write(_half(answer))
            await self._writer.drain()


class FaultyLine(CutProxy):
    """A line that can be cut, and on which tricks are played.

    `schemas` tells which schema number the server takes another one for: so it can be older or newer than the phone.
    """

    def __init__(self, upstream: int) -> None:
        super().__init__(upstream)
        self.exchanges: list[Exchange] = []
        self.most_at_once = 0
        self.schemas: dict[int, int] = {}
        self._now = 0
        self._tricks: list[Callable[[Call], Awaitable[None]]] = []
        self._held: list[Held] = []

    def __exit__(self, *_: object) -> None:
        for held in self._held:
            held.free()
        super().__exit__()

    def play(self, *tricks: Callable[[Call], Awaitable[None]]) -> None:
        """Play these on the next syncs that bring changes, one on each."""
        self._tricks += tricks

    def hold(self, *, request: bool) -> Held:
        """Hold back the next sync that brings changes, or the answer to it."""
        held = Held(request=request)
        self._held.append(held)
        self.play(held)
        return held

    @property
    def brought(self) -> list[Exchange]:
        """The exchanges that brought changes."""
        return [each for each in self.exchanges if each.asked["mutations"]]

    async def asked(self, request: bytes, exchange: Exchange) -> bytes:
        """Ask the server something, and note what it says."""
        answer = b""
        async with self._reached() as (reader, writer):
            writer.write(request)
            answer = await reader.read(-1)
        if END_OF_HEAD not in answer:
            raise ConnectionResetError("the line was cut")
        head, body = answer.split(END_OF_HEAD, 1)
        exchange.statuses.append(int(head.split(b" ", 2)[1]))
        exchange.answers.append(json.loads(body))
        return answer

    async def said(self, part: bytes) -> None:
        """Say part of something to the server, and hang up."""
        async with self._reached() as (_, writer):
            writer.write(part)
            await writer.drain()
            writer.write_eof()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            head = await reader.readuntil(END_OF_HEAD)
            if head.startswith(SYNC):
                await self._sync(head, await reader.readexactly(_length(head)), writer)
                return
            async with self._reached() as (far_reader, far_writer):
                far_writer.write(head.replace(b"\r\nConnection: keep-alive", b"\r\nConnection: close"))
                await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer))

    async def _sync(self, head: bytes, body: bytes, writer: asyncio.StreamWriter) -> None:
        exchange = Exchange(json.loads(gzip.decompress(body) if ZIPPED.search(head) else body), [], [])
        self.exchanges.append(exchange)
        request = self._request(head, body, exchange.asked)
        trick = self._tricks.pop(0) if exchange.asked["mutations"] and self._tricks else plainly
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            await trick(Call(self, request, writer, exchange))
        finally:
            self._now -= 1

    def _request(self, head: bytes, body: bytes, asked: dict[str, Any]) -> bytes:
        kept = ALTERED.sub(b"", head).removesuffix(END_OF_HEAD)
        if (schema := self.schemas.get(asked["schema"])) is not None:
            kept = ZIPPED.sub(b"", kept)
            body = json.dumps(asked | {"schema": schema}).encode()
        return kept + b"\r\nconnection: close\r\ncontent-length: %d" % len(body) + END_OF_HEAD + body


def _half(message: bytes) -> bytes:
    """A message without the second half of its body."""
    return message[: len(message) - len(message.split(END_OF_HEAD, 1)[1]) // 2]


def _length(head: bytes) -> int:
    told = LENGTH.search(head)
    return int(told[1]) if told else 0


@pytest.fixture
def faulty(town: Served) -> Iterator[FaultyLine]:
    """The way to the demo town, on which tricks can be played."""
    with FaultyLine(urlsplit(town.address).port or 0) as proxy:
        yield proxy
