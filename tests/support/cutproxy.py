"""A TCP proxy that a test can cut: real offline, also for what a service worker asks for itself."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Coroutine

HOST = "127.0.0.1"
CHUNK = 65_536  # bytes


class CutProxy:
    """Passes connections on to a port of this machine until it is cut; keeps its own `port` when it is restored.

    `with CutProxy(upstream) as proxy:` runs it; `proxy.cut()` refuses new connections and breaks the open ones,
    `proxy.restore()` takes them again.
    """

    def __init__(self, upstream: int) -> None:
        self.upstream = upstream
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="cut-proxy")
        self._listener: socket.socket | None = None
        self._joined: set[asyncio.Task[None]] = set()
        self._open: set[asyncio.StreamWriter] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        self.restore()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def origin(self) -> str:
        """The address that a browser opens."""
        return f"http://{HOST}:{self.port}"

    def cut(self) -> None:
        """Be offline: refuse new connections, and break the open ones in the middle of what they say."""
        self._run(self._cut())

    def restore(self) -> None:
        """Be online again, at the same port."""
        self._run(self._listen())

    def _run(self, step: Coroutine[None, None, None]) -> None:
        asyncio.run_coroutine_threadsafe(step, self._loop).result(timeout=10)

    async def _listen(self) -> None:
        # asyncio's own server drops a connection on the floor when it is closed while it takes one.
        self._listener = socket.create_server((HOST, self.port))
        self._listener.setblocking(False)
        self.port = self._listener.getsockname()[1]
        self._loop.add_reader(self._listener, self._take, self._listener)

    async def _cut(self) -> None:
        if self._listener is not None:
            self._loop.remove_reader(self._listener)
            self._listener.close()
            self._listener = None
        while self._joined:
            for writer in self._open:
                writer.transport.abort()
            await asyncio.wait(self._joined, return_when=asyncio.FIRST_COMPLETED)

    def _take(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            connection, _ = listener.accept()
            task = self._loop.create_task(self._join(connection))
            self._joined.add(task)
            task.add_done_callback(self._joined.discard)

    async def _join(self, connection: socket.socket) -> None:
        reader, writer = await asyncio.open_connection(sock=connection)
        async with self._opened(writer):
            await self._carry(reader, writer)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass on what the browser says, and what it is answered."""
        async with self._reached() as (far_reader, far_writer):
            await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer))

    @contextlib.asynccontextmanager
    async def _reached(self) -> AsyncGenerator[tuple[asyncio.StreamReader, asyncio.StreamWriter], None]:
        """The server at the far end, until the end of the block."""
        reader, writer = await asyncio.open_connection(HOST, self.upstream)
        async with self._opened(writer):
            yield reader, writer

    @contextlib.asynccontextmanager
    async def _opened(self, writer: asyncio.StreamWriter) -> AsyncGenerator[None, None]:
        self._open.add(writer)
        with contextlib.suppress(OSError):
            yield
        self._open.discard(writer)
        writer.transport.abort()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass on what one side says until it ends or breaks, and then say no more to the other."""
    with contextlib.suppress(OSError):
        while chunk := await reader.read(CHUNK):
            writer.write(chunk)
            await writer.drain()
    writer.close()
