"""What a small screen does to long words, and what is said while somebody waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.chromium import Screen
from tests.support.phone import at_home, line, town

if TYPE_CHECKING:
    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

SMALL = Screen(360, 740, scale=2, touch=True)


@pytest.mark.parametrize("path", ["/opgaver", "/joblog/ny"])
def test_a_long_address_in_a_note_leaves_the_page_as_wide_as_the_screen(
    line: CutProxy, chromium: Chromium, path: str
) -> None:
    page = at_home(chromium.open("anne", line.origin, screen=SMALL), "Anne Holm")
    page.goto(path)
    if path == "/opgaver":
        page.get_by_text("Skriv en besked").first.click()
    page.locator("textarea").first.fill("https://job.example/" + "x" * 300)
    assert page.evaluate("document.documentElement.scrollWidth") == SMALL.width


def test_while_the_browser_is_asked_for_reminders_somebody_says_so(line: CutProxy, chromium: Chromium) -> None:
    page = at_home(chromium.open("anne", line.origin), "Anne Holm")
    page.goto("/mere")
    page.get_by_role("button", name="Slå påmindelser til").click()
    state = page.locator("#reminders-state")
    expect(state).to_have_text("Vent lidt …", use_inner_text=True)
    # No push service can be reached from here.
    told = "Det lykkedes ikke lige nu. Prøv igen om lidt."
    expect(state).to_have_text(told, use_inner_text=True, timeout=15_000)
