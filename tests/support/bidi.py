"""WebDriver BiDi: what is said to a browser over a websocket, and what it tells by itself."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from websockets.sync.client import connect

if TYPE_CHECKING:
    from collections.abc import Generator

    from websockets.sync.client import ClientConnection

PATIENCE = 60  # seconds


class Refused(Exception):
    """The browser does not do what it is told; `code` is the protocol's word for why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


@dataclass
class BiDi:
    """A session; `events` holds what the browser told while it was spoken to."""

    connection: ClientConnection
    events: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    _number: int = 0

    @classmethod
    @contextmanager
    def at(cls, address: str) -> Generator[BiDi]:
        """A session with the browser that listens there, until the end of the block."""
        with connect(f"{address}/session", max_size=None, proxy=None, ping_interval=None) as connection:
            session = cls(connection)
            session.send("session.new", capabilities={})
            yield session

    def send(self, method: str, **params: object) -> dict[str, Any]:
        """Say a message and wait for its answer. Raises Refused, and TimeoutError."""
        self._number += 1
        self.connection.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while (told := json.loads(self.connection.recv(PATIENCE))).get("id") != self._number:
            self.events.append(told)
        if told["type"] == "error":
            raise Refused(told["error"], told["message"])
        return told["result"]
