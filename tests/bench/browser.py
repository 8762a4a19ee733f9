"""Chromium with nothing in between that would cost time: the debugging protocol over a pipe, and no debugger attached.

Playwright attaches to every service worker and holds it up at its start, which is what is to be timed here.
"""

import json
import os
import select
import subprocess
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.chromium import ARGUMENTS, PHONE, chromium_path

PATIENCE = 30  # seconds
END = b"\0"
Message = dict[str, Any]
# Chromium reads from 3 and writes to 4.
ON_A_PIPE = 'read="$1" write="$2"; shift 2; exec "$@" 3<&"$read" 4>&"$write"'


class ProtocolError(Exception):
    """The browser refuses a message, or says nothing any more."""


@dataclass
class Wire:
    """Messages to and from a browser; events are kept until somebody waits for them."""

    to: int
    back: int
    events: list[Message] = field(default_factory=list[Message])
    _number: int = 0
    _buffer: bytes = b""

    def send(self, method: str, params: Message, *, session: str = "") -> Message:
        """Say a message and wait for its answer. Raises ProtocolError."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        os.write(self.to, json.dumps(message | ({"sessionId": session} if session else {})).encode() + END)
        while (answer := self._read()).get("id") != self._number:
            self.events.append(answer)
        if "error" in answer:
            raise ProtocolError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def wait(self, wanted: Callable[[Message], bool]) -> None:
        """Take events in until one is wanted. Raises ProtocolError."""
        while not any(wanted(event) for event in self.events):
            self.events.append(self._read())

    def _read(self) -> Message:
        end = time.monotonic() + PATIENCE
        while END not in self._buffer:
            ready, _, _ = select.select([self.back], [], [], max(0, end - time.monotonic()))
            if not ready or not (more := os.read(self.back, 1 << 20)):
                raise ProtocolError("the browser says nothing")
            self._buffer += more
        text, self._buffer = self._buffer.split(END, 1)
        return json.loads(text)


@dataclass
class Tab:
    """The one page of a browser, as large as a phone."""

    wire: Wire
    session: str

    @classmethod
    def of(cls, wire: Wire) -> "Tab":
        """A new one."""
        target = wire.send("Target.createTarget", {"url": "about:blank"})["targetId"]
        tab = cls(wire, wire.send("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"])
        for domain in ("Page", "Network", "ServiceWorker"):
            tab.send(f"{domain}.enable")
        size = {"width": PHONE.width, "height": PHONE.height, "deviceScaleFactor": PHONE.scale, "mobile": PHONE.touch}
        tab.send("Emulation.setDeviceMetricsOverride", **size)
        return tab

    def send(self, method: str, **params: Any) -> Message:
        """Say a message to the page and wait for its answer. Raises ProtocolError."""
        return self.wire.send(method, params, session=self.session)

    def goes_to(self, address: str) -> None:
        """Open an address, until everything on the page is loaded. Raises ProtocolError."""
        self.wire.events.clear()
        self.send("Page.navigate", url=address)
        self.wire.wait(lambda event: event["method"] == "Page.loadEventFired")

    def evaluates(self, expression: str) -> Any:
        """The value of a JavaScript expression, or of what it promises. Raises ProtocolError."""
        told = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in told:
            raise ProtocolError(f"{expression}: {told['exceptionDetails']}")
        return told["result"].get("value")

    def until(self, expression: str) -> None:
        """Look at the page until the expression holds. Raises ProtocolError."""
        end = time.monotonic() + PATIENCE
        while not self.evaluates(expression):
            if time.monotonic() > end:
                raise ProtocolError(f"never came true: {expression}")
            self.evaluates("new Promise((resolve) => setTimeout(resolve, 20))")


@contextmanager
def browsing(profile: Path) -> Generator[Tab]:
    """A browser with that profile; its one tab."""
    (theirs, to), (back, from_them) = os.pipe(), os.pipe()
    rights = ["--no-sandbox"] if os.geteuid() == 0 else []
    chromium = [chromium_path(), *ARGUMENTS, *rights, "--headless", "--remote-debugging-pipe"]
    process = subprocess.Popen(
        ["/bin/sh", "-c", ON_A_PIPE, "sh", str(theirs), str(from_them), *chromium, f"--user-data-dir={profile}"],
        pass_fds=(theirs, from_them),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    os.close(from_them)
    try:
        wire = Wire(to, back)
        yield Tab.of(wire)
        wire.send("Browser.close", {})
        process.wait(PATIENCE)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(to)
        os.close(back)
