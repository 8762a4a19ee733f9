"""WebKitGTK's MiniBrowser, told what to do by WebDriver. It keeps nothing from one start to the next."""

from __future__ import annotations

import os
import socket
import subprocess
from contextlib import ExitStack, closing, contextmanager
from copy import copy
from typing import TYPE_CHECKING, Any, Self

import httpx

from tests.support.find_browser import WEBKIT, executable
from tests.support.tab import Left, ScriptError, Tab

if TYPE_CHECKING:
    from collections.abc import Generator

PATIENCE = 60  # seconds
# Tries to reach a driver that is starting, each after a longer pause.
TRIES = 8
# Answers with what an expression promises, or with what it throws.
ANSWERED = """const answer = arguments[arguments.length - 1];
(EXPRESSION).then((text) => answer({text}), (fault) => answer({fault: `${fault}`}));"""


class WebKit(Tab):
    """A WebKitGTK on the screen that there is, on request one that runs no scripts but the driver's."""

    def __init__(self, origin: str, *, scripts: bool = True) -> None:
        super().__init__(origin)
        with ExitStack() as started:
            self._http = started.enter_context(driver())
            arguments = ["--automation", f"--enable-javascript-markup={str(scripts).lower()}"]
            wanted = {"webkitgtk:browserOptions": {"args": arguments}}
            begun = self._says("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
            self._session = f"/session/{begun['sessionId']}"
            started.callback(self._says, "DELETE", self._session)
            self._says("POST", f"{self._session}/timeouts", {"script": PATIENCE * 1000})
            self._window: str = self._says("GET", f"{self._session}/window")
            self._end = started.pop_all()

    def opens(self, address: str) -> None:
        self._says_here("POST", "url", {"url": address})

    def evaluates(self, expression: str) -> str:
        script: dict[str, Any] = {"script": ANSWERED.replace("EXPRESSION", expression), "args": []}
        told = self._says_here("POST", "execute/async", script)
        if "fault" in told:
            raise ScriptError(told["fault"])
        return told["text"]

    def forgets_the_session(self) -> None:
        self._says_here("DELETE", "cookie")

    def opens_another(self) -> Self:
        other = copy(self)
        other._window = self._says_here("POST", "window/new", {"type": "tab"})["handle"]
        return other

    def leaves(self) -> None:
        self._says_here("DELETE", "window")

    def closes(self) -> None:
        self._end.close()

    def _says_here(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """To this tab: the driver speaks to the one that it was told last."""
        self._says("POST", f"{self._session}/window", {"handle": self._window})
        return self._says(method, f"{self._session}/{path}", body)

    def _says(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = self._http.request(method, path, json=body)
        told = answer.json()["value"]
        if answer.is_error:
            raise Left(f"{told['error']}: {told['message']}")
        return told


@contextmanager
def driver() -> Generator[httpx.Client]:
    """The way to a WebKitWebDriver of its own, which ends with the block."""
    port = free_port()
    process = subprocess.Popen(
        [executable(WEBKIT), f"--port={port}"],
        env=os.environ | {"NO_AT_BRIDGE": "1"},  # nobody asks for the page to be read aloud
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    reach = httpx.HTTPTransport(retries=TRIES)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", transport=reach, timeout=PATIENCE, trust_env=False) as http:
        try:
            yield http
        finally:
            process.terminate()
            process.wait(PATIENCE)


def free_port() -> int:
    """A port that nobody listens at."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return free.getsockname()[1]
