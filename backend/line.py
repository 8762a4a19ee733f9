"""The line to a browser: head and body of an answer leave together.

uvicorn hands them over one after the other, and each call of the system costs as much as a tenth of an exchange.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class Together(asyncio.Transport):
    """Keeps what is written until the next piece, or until the loop comes round: one piece at the most."""

    def __init__(self, line: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._line = line
        self._loop = loop
        self._kept = b""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send it with what was kept, or keep it."""
        if self._kept:
            kept, self._kept = self._kept, b""
            self._line.write(kept + data)
        elif data:
            self._kept = bytes(data)
            self._loop.call_soon(self._send)

    def close(self) -> None:
        """End once everything is sent."""
        self._send()
        self._line.close()

    def is_closing(self) -> bool:
        """Whether nothing more may be written."""
        return self._line.is_closing()

    def pause_reading(self) -> None:
        """Let the other side wait."""
        self._line.pause_reading()

    def resume_reading(self) -> None:
        """Go on reading."""
        self._line.resume_reading()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """As the line itself has it."""
        return self._line.get_extra_info(name, default)

    def _send(self) -> None:
        if self._kept:
            kept, self._kept = self._kept, b""
            self._line.write(kept)


class Conversation(HttpToolsProtocol):
    """uvicorn's, on such a line."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin."""
        super().connection_made(Together(transport, self.loop))
