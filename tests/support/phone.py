"""What a person does on the phone in the browser tests: sign in by the form, wait until the phone can stand alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.support.chromium import PHONE, Screen
from tests.support.command import Served, serving
from tests.support.cutproxy import CutProxy

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.support.chromium import Chromium, Window

# Resolves when the worker draws the open page itself: such a page has no date of a server.
DRAWN_HERE = """async () => {
    const told = new BroadcastChannel("konkret");
    for (;;) {
        const changed = new Promise((resolve, reject) => {
            told.onmessage = resolve;
            setTimeout(() => reject(new Error("the record is not on the phone")), 45_000);
        });
        const page = await fetch(location.pathname, {headers: {"x-konkret-part": "main"}});
        if (page.ok && !page.headers.has("date")) return;
        await changed;
    }
}"""
# A page asked for without the sign of one of ours passes by the worker.
AT_THE_SERVER = """async ([address, selector]) => {
    const answer = await fetch(address, {cache: "no-store"});
    if (!answer.headers.has("date")) throw new Error("not the server's page");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [...page.querySelectorAll(selector)].map((found) => found.textContent);
}"""
# What a browser says of a server that is not there, or that is lost in the middle of a stream or of an answer.
OFFLINE = (
    r"ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_FAILED"
    r"|ERR_CONTENT_LENGTH_MISMATCH"
)


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo town, served as `make run` does; tests share it and each has people of its own."""
    with serving("demo", "--port", "0", "--data", str(tmp_path_factory.mktemp("town"))) as served:
        yield served


@pytest.fixture
def line(town: Served) -> Iterator[CutProxy]:
    """The way to the demo town, which can be cut."""
    with CutProxy(urlsplit(town.address).port or 0) as proxy:
        yield proxy


def settled(page: Page, script: str, *arguments: str) -> None:
    """Wait until the promise of a function in the page is fulfilled, 45 seconds at most."""
    late = "new Promise((_, fail) => setTimeout(fail, 45_000, new Error('too late')))"
    page.evaluate(f"(given) => Promise.race([({script})(...given), {late}])", list(arguments))


def sign_in(window: Window, name: str) -> Page:
    """Press a name on the page where people sign in, and see the page it leads to."""
    page = window.page
    page.goto("/log-ind")
    page.get_by_role("button", name=name).click()
    page.wait_for_url(lambda url: urlsplit(url).path in {"/", "/borgere"})
    return page


def at_home(window: Window, name: str) -> Page:
    """Sign in as a citizen, and wait until the record is on the phone."""
    page = sign_in(window, name)
    window.worker()
    settled(page, DRAWN_HERE)
    return page


def reopened(chromium: Chromium, profile: str, *, javascript: bool = True, screen: Screen = PHONE) -> Window:
    """The same person's browser, closed and opened again: with what it keeps."""
    before = chromium.windows[-1]
    before.close()
    return chromium.open(profile, before.origin, javascript=javascript, screen=screen)


def card(page: Page, title: str) -> Locator:
    """The card of a job, an assignment or an entry."""
    return page.locator(".card").filter(has=page.get_by_role("heading", name=title, exact=True))


def write_in(page: Page, title: str, employer: str = "Havneby Havn") -> None:
    """Write an own entry into the joblog, and see it there."""
    page.goto("/joblog/ny")
    page.get_by_label("Stilling").fill(title)
    page.get_by_label("Arbejdsgiver").fill(employer)
    page.get_by_role("button", name="Skriv ind").click()
    expect(card(page, title)).to_be_visible()


def at_the_server(page: Page, address: str, selector: str) -> list[str]:
    """The texts of a page as the server draws it for whoever is signed in."""
    return page.evaluate(AT_THE_SERVER, [address, selector])


def titles_at_the_server(page: Page) -> list[str]:
    """What stands in the joblog, the newest first."""
    return at_the_server(page, "/joblog", ".entry .card__title")
