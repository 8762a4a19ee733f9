"""A server with a newer front-end build: everything is passed on, but from a moment on the worker is another one."""

from __future__ import annotations

import re
import threading
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.support.passing import Between, Passing

if TYPE_CHECKING:
    from collections.abc import Generator
    from http.client import HTTPConnection

PATIENCE = 30  # seconds
VERSION = re.compile(rb'version:"([0-9a-f]{10})"')
SCHEMA = re.compile(rb"schema:1,")


class Building(Passing):
    """Passes on everything but the worker as it is."""

    def passes_on(self, upstream: HTTPConnection, body: bytes) -> None:
        if self.path == "/sw.js":
            self._pass_worker_on(upstream, body)
        else:
            super().passes_on(upstream, body)

    def _pass_worker_on(self, upstream: HTTPConnection, body: bytes) -> None:
        assert isinstance(self.server, LaterBuild)
        self.sends(upstream, body)
        with closing(upstream.getresponse()) as answer:
            script = self.server.worker(answer.read())
            self.begins(answer)
            self.wfile.write(script)


class LaterBuild(Between):
    """Stands before the server at `upstream`; `deployed` is whether the newer build is out, which speaks `schema`."""

    def __init__(self, upstream: int) -> None:
        super().__init__(upstream, Building)
        self.deployed = False
        self.schema = 1
        self._looks = 0
        self._looked = threading.Condition()

    def worker(self, script: bytes) -> bytes:
        """The worker's script of the build that is out."""
        assert VERSION.search(script), "the worker does not say its version"
        assert SCHEMA.search(script), "the worker does not say its schema"
        with self._looked:
            self._looks += 1
            self._looked.notify_all()
        if not self.deployed:
            return script
        return SCHEMA.sub(b"schema:%d," % self.schema, VERSION.sub(b'version:"later"', script))

    @contextmanager
    def looked_at(self) -> Generator[None]:
        """What is done in the block makes a browser look for another worker, which is waited for."""
        with self._looked:
            before = self._looks
        yield
        with self._looked:
            assert self._looked.wait_for(lambda: self._looks > before, PATIENCE), "nobody looked for a newer build"


@contextmanager
def later_build(address: str) -> Generator[LaterBuild]:
    """In front of the server at `address`, until the end of the block."""
    with LaterBuild(urlsplit(address).port or 0).serving() as server:
        yield server
