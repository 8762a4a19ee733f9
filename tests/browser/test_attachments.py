"""A citizen encloses files from a phone whose pages the worker draws, one without a line; Karen fetches them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.support.chromium import DESKTOP, Screen
from tests.support.phone import OFFLINE, at_home, at_the_server, line, sign_in, town

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

SMALL = Screen(360, 740, scale=2, touch=True)
PDF = b"%PDF-1.7\nmin ans\xc3\xb8gning"
NAME = "Ansøgning til Kroen.pdf"
LATER = "CV 2026.pdf"
CV = b"%PDF-1.7\nmit CV"


def encloses(section: Locator, name: str, content: bytes = PDF) -> None:
    """Choose a file and send the form."""
    section.get_by_label("Fil").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})
    section.get_by_role("button", name="Læg ved").click()


def fetches(page: Page, name: str) -> tuple[str, bytes]:
    """What comes of a link to a file: its name and what is in it."""
    with page.expect_download() as fetched:
        page.get_by_role("link", name=name).click()
    return fetched.value.suggested_filename, Path(fetched.value.path()).read_bytes()


def test_anne_encloses_a_file_that_karen_fetches_and_one_without_a_line_that_outlives_her_browser(
    line: CutProxy, chromium: Chromium
) -> None:
    phone = chromium.open("anne", line.origin, screen=SMALL)
    anne = at_home(phone, "Anne Holm")
    phone.tolerate(f"{OFFLINE}|422|ERR_ABORTED")
    anne.goto(f"{line.origin}/joblog")
    anne.locator(".entry a").first.click()
    anne.wait_for_url(re.compile(r"/joblog/[\w-]{22}$"))
    entry = urlsplit(anne.url).path
    section = anne.get_by_role("region", name="Bilag")
    encloses(section, "cv.pdf", b"MZ")
    expect(anne.get_by_role("alert")).to_contain_text("Det er ikke en PDF, Word-fil")
    encloses(section, NAME)
    # The page is the phone's own: it comes to know of the file with the next exchange.
    expect(section.get_by_role("link", name=NAME)).to_be_visible()
    assert anne.evaluate("document.documentElement.scrollWidth") == SMALL.width
    phone.screenshot("attachments")
    assert fetches(anne, NAME) == (NAME, PDF)

    line.cut()
    anne.reload()
    expect(section.get_by_role("link", name=NAME)).to_be_visible()
    encloses(section, LATER, CV)
    expect(section).to_contain_text("Gemt på denne telefon, sendes når der er net")
    assert anne.evaluate("document.documentElement.scrollWidth") == SMALL.width
    phone.screenshot("attachments-offline")
    assert fetches(anne, LATER) == (LATER, CV)
    anne.goto(f"{line.origin}/synkronisering")
    expect(anne.get_by_role("main")).to_contain_text(f"Bilag: {LATER}")
    phone.screenshot("attachments-sync")
    phone.kill()

    line.restore()
    phone = chromium.open("anne", line.origin, screen=SMALL)
    phone.tolerate("401")
    # A kill may cost the browser its newest cookies, and then she signs in again.
    anne = at_home(phone, "Anne Holm")
    anne.goto(f"{line.origin}/synkronisering")
    expect(anne.get_by_role("main")).to_contain_text("Alt er sendt")
    assert at_the_server(anne, entry, ".files a") == [NAME, LATER]
    desk = chromium.open("karen", line.origin, screen=DESKTOP)
    desk.tolerate("ERR_FAILED|ERR_ABORTED")
    karen = sign_in(desk, "Karen Lund")
    karen.get_by_role("link", name="Anne Holm").click()
    expect(karen.get_by_role("link", name=LATER)).to_have_count(1)
    karen.get_by_role("link", name=NAME).scroll_into_view_if_needed()
    desk.screenshot("attachments-karen")
    assert fetches(karen, NAME) == (NAME, PDF)
