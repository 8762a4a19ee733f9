"""A push service that takes everything, over TLS, on a port of its own: it does next to nothing, so as not to count.

Given the path of a PEM file with its key and certificate; says its port.
"""

import asyncio
import ssl
import sys
from typing import cast

import uvloop

TAKEN = b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n"
END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"content-length: "


class Taking(asyncio.Protocol):
    """One connection: answers each request when its body is whole."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the first."""
        self._transport = cast(asyncio.Transport, transport)
        self._received = b""

    def data_received(self, data: bytes) -> None:
        """Answer as many as are whole."""
        self._received += data
        while (end := self._received.find(END_OF_HEAD)) >= 0:
            head = self._received[:end].lower()
            length = int(head.partition(LENGTH)[2].partition(b"\r\n")[0] or 0)
            if len(self._received) < (over := end + len(END_OF_HEAD) + length):
                return
            self._received = self._received[over:]
            self._transport.write(TAKEN)


async def serve(pem: str) -> None:
    """Until it is stopped."""
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(pem)
    server = await asyncio.get_running_loop().create_server(Taking, "127.0.0.1", 0, ssl=tls)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(sys.argv[1]))
