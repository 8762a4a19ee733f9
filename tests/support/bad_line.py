"""A bad line for syncs: requests and answers that break off in the middle, and requests that arrive twice."""

from __future__ import annotations

from collections import deque
from contextlib import closing
from http.client import HTTPConnection
from typing import Literal

from tests.support.passing import Between, Passing

Mishap = Literal["half a request", "half an answer", "twice"]


class Struck(Passing):
    """Passes a request on, or does to it what is due."""

    def passes_on(self, upstream: HTTPConnection, body: bytes) -> None:
        assert isinstance(self.server, BadLine)
        match self.server.next_mishap(self.path):
            case "half a request":
                self._break_off(upstream, body)
            case "half an answer":
                self._answer_half(upstream, body)
            case "twice":
                with closing(HTTPConnection("127.0.0.1", self.server.upstream)) as before:
                    self.sends(before, body)
                    before.getresponse().read()
                super().passes_on(upstream, body)
            case None:
                super().passes_on(upstream, body)

    def _break_off(self, upstream: HTTPConnection, body: bytes) -> None:
        upstream.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, text in self.headers.items():
            upstream.putheader(name, text)
        upstream.endheaders(body[: len(body) // 2])

    def _answer_half(self, upstream: HTTPConnection, body: bytes) -> None:
        self.sends(upstream, body)
        with closing(upstream.getresponse()) as answer:
            said = answer.read()
            self.begins(answer, length=len(said))
            self.wfile.write(said[: len(said) // 2])


class BadLine(Between):
    """Stands before the server at `upstream`. `due` is what happens to the next syncs, one each."""

    def __init__(self, upstream: int) -> None:
        super().__init__(upstream, Struck)
        self.due: deque[Mishap] = deque()

    def next_mishap(self, path: str) -> Mishap | None:
        """What happens to a request for this path."""
        return self.due.popleft() if path == "/sync" and self.due else None
