"""A server that stands before another one and passes everything on; what it is for, it changes on the way."""

from __future__ import annotations

import threading
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

# What belongs to one connection only, or would hide the text that passes.
LEFT_OUT = {"connection", "accept-encoding", "transfer-encoding", "content-length", "keep-alive"}


class Passing(BaseHTTPRequestHandler):
    """Passes a request on."""

    def do_GET(self) -> None:
        """Streams pass too."""
        assert isinstance(self.server, Between)
        with closing(HTTPConnection("127.0.0.1", self.server.upstream)) as upstream:
            self.passes_on(upstream, self.rfile.read(int(self.headers.get("content-length", "0"))))

    do_POST = do_GET  # noqa: N815

    def passes_on(self, upstream: HTTPConnection, body: bytes) -> None:
        """One request and its answer."""
        self.sends(upstream, body)
        with closing(upstream.getresponse()) as answer:
            self.begins(answer)
            while chunk := answer.read1():
                self.wfile.write(chunk)
                self.wfile.flush()

    def sends(self, upstream: HTTPConnection, body: bytes) -> None:
        """The request, as it came."""
        upstream.request(self.command, self.path, body=body or None, headers=_kept(self.headers.items()))

    def begins(self, answer: HTTPResponse, *, length: int | None = None) -> None:
        """The head of an answer; a browser misses what is not there of a `length`."""
        self.send_response_only(answer.status)
        for name, text in _kept(answer.getheaders()).items():
            self.send_header(name, text)
        if length is not None:
            self.send_header("content-length", str(length))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""


class Between(ThreadingHTTPServer):
    """Stands before the server at the port `upstream`."""

    daemon_threads = True

    def __init__(self, upstream: int, passing: type[Passing] = Passing) -> None:
        super().__init__(("127.0.0.1", 0), passing)
        self.upstream = upstream

    @property
    def origin(self) -> str:
        """The address that a browser opens."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is nothing to tell of."""

    @contextmanager
    def serving(self) -> Generator[Self]:
        """Until the end of the block."""
        with self:
            thread = threading.Thread(target=self.serve_forever)
            thread.start()
            try:
                yield self
            finally:
                self.shutdown()
                thread.join()


def _kept(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name: text for name, text in headers if name.lower() not in LEFT_OUT}
