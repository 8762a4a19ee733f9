"""The loop, end to end: what Karen hands out, Anne sees; what Anne ticks off with no server in reach, Karen sees."""

import re
import socket
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.chromium import ARTIFACTS, DESKTOP, Chromium, Window
from tests.support.command import serving

# While the server is stopped, what goes to it goes wrong; that is the story.
SERVER_DOWN = r"ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED|Failed to fetch"


class Server:
    """Konkret with its demo town, always at one address; can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            self.port = str(free.getsockname()[1])
        self.folder = folder
        self.origin = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Up, with what it knew."""
        self._running = serving("demo", "--port", self.port, "--data", str(self.folder))
        self.served = self._running.__enter__()

    def stop(self) -> None:
        """Gone, without a word."""
        self.served.kill()
        self._running.__exit__(None, None, None)


@pytest.fixture
def server(tmp_path: Path) -> Generator[Server]:
    """Up at the start, gone at the end."""
    konkret = Server(tmp_path / "data")
    konkret.start()
    yield konkret
    konkret.stop()


def sign_in(window: Window, name: str) -> Page:
    """Press the name on the demo's first page."""
    page = window.page
    page.goto(window.origin)
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("main")).to_be_visible()
    return page


def sign_in_again(window: Window, name: str) -> Page:
    """The session is over, the record is still on the phone."""
    window.page.goto(f"{window.origin}/log-ind")
    window.page.get_by_role("button", name=name).click()
    expect(window.page.get_by_role("heading", name="Hej")).to_be_visible()
    return window.page


def go(page: Page, place: str) -> None:
    """Press a tab at the foot of the phone."""
    page.get_by_role("navigation").get_by_role("link", name=place, exact=True).click()
    expect(page.get_by_role("navigation").get_by_role("link", name=place, exact=True)).to_have_attribute(
        "aria-current", "page"
    )


def write_entry(page: Page, *, title: str, employer: str) -> None:
    """An own joblog entry."""
    go(page, "Joblog")
    page.get_by_role("link", name="Skriv en ansøgning ind").click()
    page.get_by_label("Stilling").fill(title)
    page.get_by_label("Arbejdsgiver").fill(employer)
    page.get_by_label("Hvordan søgte du?").select_option(label="Uopfordret")
    page.get_by_role("button", name="Skriv ind").click()
    expect(page.get_by_text(title)).to_be_visible()


def hand_out(page: Page, *, title: str, employer: str) -> None:
    """Karen gives a job on a citizen's page."""
    page.get_by_text("Giv et job").click()
    form = page.locator("form", has=page.get_by_label("Stilling"))
    form.get_by_label("Stilling").fill(title)
    form.get_by_label("Arbejdsgiver").fill(employer)
    form.get_by_role("button").click()
    expect(page.get_by_role("main")).to_contain_text(title)


def test_anne_and_karen(server: Server, chromium: Chromium) -> None:
    phone = chromium.open("anne", server.origin)
    anne = sign_in(phone, "Anne Holm")
    expect(anne.get_by_role("heading", name="Hej Anne")).to_be_visible()
    # In eight days, or on the Monday after.
    expect(anne.get_by_text(re.compile(r"^om (8|9|10) dage$")).first).to_be_visible()
    expect(anne.get_by_role("main")).to_contain_text("Virker din måde at søge job på?")
    expect(anne.get_by_role("main")).to_contain_text("0 af 5")
    phone.worker()
    go(anne, "Job")
    expect(anne.get_by_role("button", name="Jeg har søgt")).to_have_count(5)

    # The server is stopped. Anne ticks two jobs and writes an entry of her own.
    phone.tolerate(SERVER_DOWN)
    server.stop()
    for _ in range(2):
        anne.get_by_role("button", name="Jeg har søgt").first.click()
        expect(anne.get_by_text("Gemt på denne telefon", exact=True).first).to_be_visible()
    expect(anne.get_by_role("main")).to_contain_text("2 af 5")
    expect(anne.get_by_text("Gemt på denne telefon", exact=True)).to_have_count(2)
    write_entry(anne, title="Cykelmekaniker", employer="Værkstedet Kædeskift")
    expect(anne.locator("#sync-line")).to_contain_text("Du er offline. 3 ændringer er gemt på denne telefon")

    # The browser is closed. When it is opened again, the server is still away, and everything is there.
    phone.close()
    phone = chromium.open("anne", server.origin)
    phone.tolerate(SERVER_DOWN)
    anne = phone.page
    anne.goto(server.origin)
    expect(anne.get_by_role("main")).to_contain_text("2 af 5")
    go(anne, "Joblog")
    expect(anne.get_by_text("Cykelmekaniker")).to_be_visible()
    expect(anne.get_by_text("Gemt på denne telefon", exact=True)).to_have_count(3)
    phone.screenshot("offline")

    # The server is back: without a touch, the three are received.
    server.start()
    anne.evaluate("dispatchEvent(new Event('online'))")
    expect(anne.get_by_text("Gemt på denne telefon", exact=True)).to_have_count(0, timeout=20_000)
    expect(anne.get_by_text(re.compile(r"Modtaget kl\. \d\d\.\d\d"))).to_have_count(3)

    # Karen sees the same three entries.
    desk = chromium.open("karen", server.origin, screen=DESKTOP)
    desk.tolerate("ERR_FAILED")  # a page that is left ends what it was fetching through its worker
    karen = sign_in(desk, "Karen Lund")
    karen.get_by_role("link", name="Anne Holm").click()
    expect(karen.get_by_role("main")).to_contain_text("2 af 5")
    expect(karen.get_by_text("Cykelmekaniker")).to_be_visible()
    expect(karen.get_by_text(re.compile(r"Modtaget kl\.")).first).to_be_visible()

    # Karen hands out one more job: it appears on Anne's open page within two seconds.
    go(anne, "Job")
    hand_out(karen, title="Postbud", employer="Brevhuset Kuvert")
    expect(anne.get_by_role("link", name="Postbud")).to_be_visible(timeout=2_000)
    expect(anne.get_by_role("main")).to_contain_text("2 af 6")

    # And a tick on the phone is on Karen's open page as fast.
    anne.get_by_role("button", name="Jeg har søgt").first.click()
    expect(karen.get_by_role("main")).to_contain_text("3 af 6", timeout=2_000)
    desk.screenshot("citizen")


def test_an_empty_battery_loses_the_session_at_most(server: Server, chromium: Chromium) -> None:
    phone = chromium.open("anne", server.origin)
    anne = sign_in(phone, "Anne Holm")
    phone.worker()
    go(anne, "Job")
    phone.tolerate(SERVER_DOWN)
    server.stop()
    anne.get_by_role("button", name="Jeg har søgt").first.click()
    expect(anne.get_by_text("Gemt på denne telefon", exact=True)).to_have_count(1)
    phone.kill()

    # Chromium writes cookies down only now and then: the sign-in may be gone, the change may not.
    server.start()
    phone = chromium.open("anne", server.origin)
    phone.tolerate("401")
    anne = phone.page
    anne.goto(f"{server.origin}/job")
    expect(anne.get_by_role("main")).to_contain_text("1 af 5")
    anne = sign_in_again(phone, "Anne Holm")
    go(anne, "Job")
    expect(anne.get_by_text(re.compile(r"Modtaget kl\."))).to_have_count(1, timeout=20_000)
    karen = sign_in(chromium.open("karen", server.origin, screen=DESKTOP), "Karen Lund")
    karen.get_by_role("link", name="Anne Holm").click()
    expect(karen.get_by_role("main")).to_contain_text("1 af 5")


def test_the_same_without_any_script(server: Server, chromium: Chromium) -> None:
    anne = sign_in(phone := chromium.open("anne", server.origin, javascript=False), "Anne Holm")
    expect(anne.get_by_role("main")).to_contain_text("0 af 5")
    go(anne, "Job")
    for done in ("1 af 5", "2 af 5"):
        anne.get_by_role("button", name="Jeg har søgt").first.click()
        expect(anne.get_by_role("main")).to_contain_text(done)
    expect(anne.get_by_text(re.compile(r"Modtaget kl\."))).to_have_count(2)
    write_entry(anne, title="Cykelmekaniker", employer="Værkstedet Kædeskift")
    expect(anne.get_by_text(re.compile(r"Modtaget kl\. \d\d\.\d\d"))).to_have_count(3)

    karen = sign_in(chromium.open("karen", server.origin, screen=DESKTOP, javascript=False), "Karen Lund")
    karen.get_by_role("link", name="Anne Holm").click()
    expect(karen.get_by_role("main")).to_contain_text("2 af 5")
    expect(karen.get_by_text("Cykelmekaniker")).to_be_visible()
    hand_out(karen, title="Postbud", employer="Brevhuset Kuvert")
    go(anne, "Job")
    expect(anne.get_by_role("link", name="Postbud")).to_be_visible()
    assert phone.faults == []


def test_the_picture_in_the_readme_is_what_anne_sees(server: Server, chromium: Chromium) -> None:
    phone = chromium.open("anne", server.origin)
    sign_in(phone, "Anne Holm")
    phone.page.screenshot(path=ARTIFACTS / "screenshot.png", animations="disabled")
    assert phone.installability_errors() == []
