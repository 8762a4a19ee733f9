"""Debian's Firefox as it is, told what to do by WebDriver BiDi; its profile keeps what a person's phone would keep."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import threading
import time
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from copy import copy
from typing import TYPE_CHECKING, Self, TypeVar

from websockets.exceptions import ConnectionClosed

from tests.support.bidi import BiDi, Refused
from tests.support.find_browser import FIREFOX, executable
from tests.support.tab import Left, ScriptError, Tab

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

T = TypeVar("T")

PATIENCE = 60  # seconds
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
# Nothing is fetched for the browser's own sake, and what is asked of other machines goes to a proxy that is not there.
PREFERENCES: dict[str, str | int | bool] = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.region.network.url": "",
    "browser.sessionstore.resume_from_crash": False,
    "dom.push.connection.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.native_https_query": False,  # goes past the proxy to the name server
    "network.manage-offline-status": False,  # a machine without a network is not offline to itself
    "network.proxy.allow_bypass": False,  # what the browser fetches for itself would go around the proxy
    "network.proxy.failover_direct": False,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.no_proxies_on": "localhost, 127.0.0.1",
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.type": 1,
    "services.settings.server": "data:,#",
    "toolkit.startup.max_resumed_crashes": -1,  # after a kill it starts as it always does
}
# With a push service of ours, and notices in windows of the browser's own, which need nobody who shows them.
PUSHING: dict[str, str | int | bool] = {
    "alerts.useSystemBackend": False,
    "dom.push.connection.enabled": True,
    "dom.push.retryBaseInterval": 300,
    "dom.push.testing.allowInsecureServerURL": True,
}
# The notice that is shown last, pressed: its words, or null while there is none.
PRESS_NOTICE = """(async () => {
    const windows = [...Services.wm.getEnumerator(null)].filter(({location, document}) =>
        location.href.endsWith("/alert.xhtml") && document.readyState === "complete");
    const told = windows.map(({document}) => ["alertTitleLabel", "alertTextLabel"].map((id) => {
        const label = document.getElementById(id);
        return label.value || label.textContent;
    }));
    windows.at(-1)?.document.getElementById("alertBox").click();
    return JSON.stringify(told.at(-1) ?? null);
})()"""
SURROUNDINGS = {
    "MOZ_CRASHREPORTER_DISABLE": "1",
    "MOZ_DISABLE_AUTO_SAFE_MODE": "1",
    "MOZ_REMOTE_SETTINGS_DEVTOOLS": "1",  # else the address of its settings server above counts for nothing
}


class Firefox(Tab):
    """A Firefox without a screen, on request without service workers, or with a push service: its host and port."""

    def __init__(self, profile: Path, origin: str, *, workers: bool = True, push: str = "") -> None:
        super().__init__(origin)
        profile.mkdir(parents=True, exist_ok=True)
        chosen = PREFERENCES | {"dom.serviceWorkers.enabled": workers}
        if push:
            chosen |= PUSHING | {"dom.push.serverURL": f"ws://{push}/"}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in chosen.items()]
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        with ExitStack() as started:
            self._process, address = started.enter_context(
                running(profile, *(["--remote-allow-system-access"] if push else []))
            )
            self._session = started.enter_context(BiDi.at(address))
            self._session.send("session.subscribe", events=["log.entryAdded"])
            self._context: str = self._session.send("browsingContext.getTree")["contexts"][0]["context"]
            self._end = started.pop_all()

    def faults(self) -> list[str]:
        told = [event["params"] for event in self._session.events if event.get("method") == "log.entryAdded"]
        # What has no stack is the browser's own word, of a server that is not there for instance.
        return [entry["text"] for entry in told if entry["type"] == "javascript" and entry.get("stackTrace")]

    def opens(self, address: str) -> None:
        self._session.send("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def evaluates(self, expression: str) -> str:
        target = {"context": self._context}
        try:
            told = self._session.send("script.evaluate", expression=expression, target=target, awaitPromise=True)
        except Refused as refused:
            raise Left from refused
        if told["type"] == "exception":
            raise ScriptError(told["exceptionDetails"]["text"])
        return told["result"]["value"]

    def forgets_the_session(self) -> None:
        self._session.send("storage.deleteCookies")

    def opens_another(self) -> Self:
        other = copy(self)
        other._context = self._session.send("browsingContext.create", type="tab")["context"]
        return other

    def leaves(self) -> None:
        self._session.send("browsingContext.close", context=self._context)

    def allows_notices(self) -> None:
        """The person has said yes to the browser's own question."""
        asked = {"name": "notifications"}
        self._session.send("permissions.setPermission", descriptor=asked, state="granted", origin=self.origin)

    def presses_notice(self) -> list[str]:
        """Tap the notice that is shown, once there is one; its title and body. Raises TimeoutError."""
        found = self._session.send("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"]
        browser = next(each["context"] for each in found if each["url"].endswith("/browser.xhtml"))
        script = {"expression": PRESS_NOTICE, "target": {"context": browser}, "awaitPromise": True}
        return self._waits(lambda: json.loads(self._session.send("script.evaluate", **script)["result"]["value"]))

    def waits_for_page(self, path: str) -> None:
        """A page of that address is open, in whichever tab. Raises TimeoutError."""
        self._waits(lambda: self.origin + path in self.addresses())

    def addresses(self) -> list[str]:
        """What is open."""
        return [each["url"] for each in self._session.send("browsingContext.getTree")["contexts"]]

    def _waits(self, ask: Callable[[], T]) -> T:
        """The first answer that is not empty: of its own windows Firefox tells nothing, so they are looked at."""
        end = time.monotonic() + PATIENCE
        while not (found := ask()):
            if time.monotonic() > end:
                raise TimeoutError
        return found

    def closes(self) -> None:
        if self._process.poll() is None:
            with suppress(ConnectionClosed):
                self._session.send("browser.close")
            self._process.wait(PATIENCE)
        self._end.close()

    def dies(self, *, after: float = 0) -> None:
        """As with an empty battery, some seconds from now: `kill -9` of all processes, nothing is written any more."""
        threading.Timer(after, os.killpg, (self._process.pid, signal.SIGKILL)).start()
        self._process.wait(PATIENCE)
        self._end.close()


@contextmanager
def running(profile: Path, *options: str) -> Generator[tuple[subprocess.Popen[str], str]]:
    """Firefox with that profile and those options, and the address it listens at; gone at the end of the block."""
    process = subprocess.Popen(
        [
            executable(FIREFOX),
            "--headless",
            "--no-remote",
            "--profile",
            profile,
            "--remote-debugging-port",
            "0",
            *options,
        ],
        env=os.environ | SURROUNDINGS | {"HOME": str(profile)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # so that all of its processes can be killed at once
    )
    listening: Future[str] = Future()
    reader = threading.Thread(target=read, args=(process, listening))
    reader.start()
    try:
        yield process, listening.result(PATIENCE)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        reader.join()


def read(process: subprocess.Popen[str], listening: Future[str]) -> None:
    """Take in what Firefox says until it ends, so that it never waits for a reader."""
    assert process.stderr
    with process.stderr as lines:
        for line in lines:
            if found := LISTENING.search(line):
                listening.set_result(found[1])
    if not listening.done():
        listening.set_exception(AssertionError("Firefox ended before it listened"))
