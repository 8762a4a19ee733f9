"""A citizen encloses a file from a phone whose pages the worker draws, and Karen fetches it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.support.chromium import DESKTOP, Screen
from tests.support.phone import OFFLINE, at_home, line, sign_in, town

if TYPE_CHECKING:
    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

SMALL = Screen(360, 740, scale=2, touch=True)
PDF = b"%PDF-1.7\nmin ans\xc3\xb8gning"
NAME = "Ansøgning til Kroen.pdf"


def test_anne_encloses_a_file_that_karen_fetches(line: CutProxy, chromium: Chromium) -> None:
    phone = chromium.open("anne", line.origin, screen=SMALL)
    anne = at_home(phone, "Anne Holm")
    phone.tolerate(f"{OFFLINE}|422|ERR_ABORTED")
    anne.goto(f"{line.origin}/joblog")
    anne.locator(".entry a").first.click()
    section = anne.get_by_role("region", name="Bilag")
    section.get_by_label("Fil").set_input_files({"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"MZ"})
    section.get_by_role("button", name="Læg ved").click()
    expect(anne.get_by_role("alert")).to_contain_text("Det er ikke en PDF, Word-fil")
    section.get_by_label("Fil").set_input_files({"name": NAME, "mimeType": "application/pdf", "buffer": PDF})
    section.get_by_role("button", name="Læg ved").click()
    # The page is the phone's own: it comes to know of the file with the next exchange.
    expect(section.get_by_role("link", name=NAME)).to_be_visible()
    assert anne.evaluate("document.documentElement.scrollWidth") == SMALL.width
    phone.screenshot("attachments")
    with anne.expect_download() as fetched:
        section.get_by_role("link", name=NAME).click()
    assert (fetched.value.suggested_filename, Path(fetched.value.path()).read_bytes()) == (NAME, PDF)

    line.cut()
    anne.reload()
    expect(section.get_by_role("link", name=NAME)).to_be_visible()
    expect(section).to_contain_text("Bilag kan lægges ved, når der er net.")
    expect(section.get_by_role("button")).to_have_count(0)
    phone.screenshot("attachments-offline")

    line.restore()
    desk = chromium.open("karen", line.origin, screen=DESKTOP)
    desk.tolerate("ERR_FAILED|ERR_ABORTED")
    karen = sign_in(desk, "Karen Lund")
    karen.get_by_role("link", name="Anne Holm").click()
    karen.get_by_role("link", name=NAME).scroll_into_view_if_needed()
    desk.screenshot("attachments-karen")
    with karen.expect_download() as fetched:
        karen.get_by_role("link", name=NAME).click()
    assert Path(fetched.value.path()).read_bytes() == PDF
