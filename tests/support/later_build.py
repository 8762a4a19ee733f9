"""A server with a newer front-end build: everything is passed on, but from a moment on the worker is another one."""

from __future__ import annotations

import re
import threading
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Generator

VERSION = re.compile(rb'version:"([0-9a-f]{10})"')
SCHEMA = re.compile(rb"schema:1,")
# What belongs to one connection only, or would hide the worker's text.
LEFT_OUT = {"connection", "accept-encoding", "transfer-encoding", "content-length", "keep-alive"}


class Passing(BaseHTTPRequestHandler):
    """Passes a request on."""

    @property
    def site(self) -> LaterBuild:
        """Whose request it is."""
        assert isinstance(self.server, LaterBuild)
        return self.server

    def do_GET(self) -> None:
        """Streams pass too."""
        with closing(HTTPConnection("127.0.0.1", self.site.upstream)) as upstream:
            self._pass_on(upstream)

    do_POST = do_GET  # noqa: N815

    def _pass_on(self, upstream: HTTPConnection) -> None:
        length = int(self.headers.get("content-length", "0"))
        headers = {name: text for name, text in self.headers.items() if name.lower() not in LEFT_OUT}
        upstream.request(self.command, self.path, body=self.rfile.read(length) or None, headers=headers)
        with closing(upstream.getresponse()) as answer:
            self._answer(answer)

    def _answer(self, answer: HTTPResponse) -> None:
        self.send_response_only(answer.status)
        for name, text in answer.getheaders():
            if name.lower() not in LEFT_OUT:
                self.send_header(name, text)
        self.end_headers()
        whole = self.path == "/sw.js"
        while chunk := answer.read() if whole else answer.read1():
            self.wfile.write(self.site.worker(chunk) if whole else chunk)
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""


class LaterBuild(ThreadingHTTPServer):
    """Stands before the server at `upstream`; `deployed` is whether the newer build is out, which speaks `schema`."""

    daemon_threads = True

    def __init__(self, upstream: int) -> None:
        super().__init__(("127.0.0.1", 0), Passing)
        self.upstream = upstream
        self.deployed = False
        self.schema = 1

    @property
    def origin(self) -> str:
        """The address that a browser opens."""
        return f"http://127.0.0.1:{self.server_port}"

    def worker(self, script: bytes) -> bytes:
        """The worker's script of the build that is out."""
        assert VERSION.search(script), "the worker does not say its version"
        assert SCHEMA.search(script), "the worker does not say its schema"
        if not self.deployed:
            return script
        return SCHEMA.sub(b"schema:%d," % self.schema, VERSION.sub(b'version:"later"', script))

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is nothing to tell of."""


@contextmanager
def later_build(address: str) -> Generator[LaterBuild]:
    """In front of the server at `address`, until the end of the block."""
    with LaterBuild(urlsplit(address).port or 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
