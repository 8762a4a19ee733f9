"""Chromium's debugging protocol with types: Playwright leaves the messages open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page


class DevTools(Protocol):
    """A session: messages are named `Domain.method`, their values are JSON."""

    def send(self, method: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """Say a message and wait for its answer."""
        ...

    def on(self, event: str, f: Callable[[dict[str, Any]], None]) -> None:
        """Hear an event each time it happens."""
        ...

    def detach(self) -> None:
        """End the session, and with it what it has set."""
        ...


def of_page(page: Page) -> DevTools:
    """A session with one page."""
    return cast("DevTools", page.context.new_cdp_session(page))


def of_browser(browser: Browser) -> DevTools:
    """A session with the browser as a whole."""
    return cast("DevTools", browser.new_browser_cdp_session())
