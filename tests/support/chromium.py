"""A real Chromium for tests: windows with lasting profiles, what went wrong in them, and ways to break them.

The interface is Playwright's synchronous one, so that a test reads as a story; the server runs as a process of its own.
"""

from __future__ import annotations

import os
import re
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, expect, sync_playwright

from tests.support import devtools
from tests.support.find_browser import CHROMIUM, executable
from tests.support.service_worker import WorkerTools

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, Request, Response

ARTIFACTS = Path(__file__).resolve().parents[1] / "artifacts"
# Nothing is looked up beyond this machine, and Chromium fetches nothing for itself.
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
# How long something may take to show, unless a test says that it must be quicker: machines are shared.
PATIENCE_MS = 20_000
# A page that is left, or a stream that it closes, ends its own requests.
ENDED_BY_THE_PAGE = "net::ERR_ABORTED"


@dataclass(frozen=True)
class Screen:
    """What a person looks at, in CSS pixels."""

    width: int
    height: int
    scale: float
    touch: bool


PHONE = Screen(412, 839, scale=2.625, touch=True)  # a Pixel 7
DESKTOP = Screen(1440, 900, scale=1, touch=False)


@dataclass(eq=False)
class Window:
    """One person's browser with its profile: `page` is the open tab.

    What goes wrong in it collects in `faults`, and what it waits for is `unanswered`.
    """

    context: BrowserContext
    origin: str
    faults: list[str] = field(default_factory=list[str])
    unanswered: set[Request] = field(default_factory=set["Request"])
    _tolerated: list[re.Pattern[str]] = field(default_factory=list[re.Pattern[str]])

    def __post_init__(self) -> None:
        self.context.on("console", self._said)
        self.context.on("weberror", lambda failure: self._fault(str(failure.error)))
        self.context.on("request", self._asked)
        self.context.on("requestfinished", self._finished)
        self.context.on("requestfailed", self._failed)
        self.context.on("response", self._answered)

    @property
    def page(self) -> Page:
        """The tab that was opened first and is open still."""
        return self.context.pages[0]

    def tolerate(self, pattern: str) -> None:
        """From now on, faults that match are part of the story (a server that is down, a form that is refused)."""
        self._tolerated.append(re.compile(pattern))

    def worker(self) -> WorkerTools:
        """The controls of the service worker, once it is active."""
        return WorkerTools.attach(self.page, origin=self.origin)

    def installability_errors(self) -> list[str]:
        """Why the page could not be installed as an app; empty when it can be."""
        session = devtools.of_page(self.page)
        told = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        session.detach()
        return [error["errorId"] for error in told]

    def screenshot(self, name: str) -> Path:
        """Save what the page looks like, whole, to `tests/artifacts/NAME.png`."""
        return save_screenshot(self.page, name)

    @cached_property
    def process(self) -> int:
        """The id of the browser's own process, which the others do not outlive. Asked for once: it takes its time."""
        browser = self.context.browser
        assert browser is not None
        processes = devtools.of_browser(browser).send("SystemInfo.getProcessInfo")["processInfo"]
        return next(it["id"] for it in processes if it["type"] == "browser")

    def kill(self) -> None:
        """End the browser as an empty battery does: `kill -9`, nothing is written any more."""
        process = self.process
        with self.context.expect_event("close"):
            os.kill(process, signal.SIGKILL)

    def close(self) -> None:
        """Close the browser in order; one that is gone already is fine."""
        with suppress(Error):
            self.context.close()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._fault(f"{message.text} ({message.location['url']})")

    def _asked(self, request: Request) -> None:
        self.unanswered.add(request)

    def _finished(self, request: Request) -> None:
        self.unanswered.discard(request)

    def _failed(self, request: Request) -> None:
        self._finished(request)
        if request.failure != ENDED_BY_THE_PAGE:
            self._fault(f"{request.method} {request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self._fault(f"{response.request.method} {response.url}: {response.status}")

    def _fault(self, text: str) -> None:
        if not any(pattern.search(text) for pattern in self._tolerated):
            self.faults.append(text)


@dataclass
class Chromium:
    """Opens windows; a profile name stands for one person's browser and keeps what it stored between two windows."""

    playwright: Playwright
    profiles: Path
    windows: list[Window] = field(default_factory=list[Window])

    def open(
        self, profile: str, origin: str, *, screen: Screen = PHONE, javascript: bool = True, notifications: bool = True
    ) -> Window:
        """Open a window at an empty page, on a phone unless told otherwise.

        Only a lasting profile has push, can install and keeps its storage: an ordinary context is a private window.
        """
        context = self.playwright.chromium.launch_persistent_context(
            self.profiles / profile,
            executable_path=chromium_path(),
            args=ARGUMENTS,
            base_url=origin,
            java_script_enabled=javascript,
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            viewport={"width": screen.width, "height": screen.height},
            device_scale_factor=screen.scale,
            is_mobile=screen.touch,
            has_touch=screen.touch,
        )
        # What is not in this list is denied.
        allowed = ["background-sync", *(["notifications"] if notifications else [])]
        context.grant_permissions(allowed, origin=origin)
        self.windows.append(Window(context, origin))
        return self.windows[-1]


def chromium_path() -> Path:
    """The browser's executable; the test fails with what to install when there is none."""
    return executable(CHROMIUM)


def save_screenshot(page: Page, name: str) -> Path:
    """Save a page, whole, to `tests/artifacts/NAME.png`."""
    path = ARTIFACTS / f"{name}.png"
    page.screenshot(path=path, full_page=True, animations="disabled")
    return path


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """What browsers are driven with, for all tests of a file: to start it takes as long as a short story.

    Not for a whole run: it has an event loop, and while that is there no test of another file can have its own.
    """
    with sync_playwright() as driving:
        yield driving


@pytest.fixture
def chromium(playwright: Playwright, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Chromium]:
    """Windows for one test, which fails at the end when anything went wrong in one that it did not tolerate.

    Name it after the server among a test's arguments: the windows then close while the server still answers.
    After a failed test, the open pages are saved to `tests/artifacts`, and it is told what they wait for.
    """
    failed_before = request.session.testsfailed
    expect.set_options(timeout=PATIENCE_MS)
    browser = Chromium(playwright, profiles=tmp_path / "profiles")
    yield browser
    faults = [fault for window in browser.windows for fault in window.faults]
    for number, window in enumerate(browser.windows):
        if request.session.testsfailed > failed_before:
            for each in window.unanswered:
                print(f"Window {number} waits for {each.method} {each.url}")
            with suppress(Error, IndexError):
                window.screenshot(f"failed-{request.node.name}-{number}")
        window.close()
    assert not faults, "went wrong in the browser:\n" + "\n".join(faults)
