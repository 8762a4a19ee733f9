"""Camilla copies what she applied for to Jobnet, field by field, on a small screen and without a connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.support.chromium import Screen
from tests.support.phone import OFFLINE, at_home, card, line, town

if TYPE_CHECKING:
    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

SMALL = Screen(360, 740, scale=2, touch=True)


def test_camilla_copies_one_and_skips_the_next(line: CutProxy, chromium: Chromium) -> None:
    camilla = chromium.open("camilla", line.origin, screen=SMALL)
    page = at_home(camilla, "Camilla Bech")
    camilla.tolerate(OFFLINE)
    line.cut()

    page.goto("/joblog/ny")
    page.get_by_label("Stilling").fill("Fyrpasser")
    page.get_by_label("Arbejdsgiver").fill("Fyret på Molen")
    page.get_by_role("button", name="Skriv ind").click()
    page.get_by_role("link", name="Kopiér dem over, én ad gangen").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Fyrpasser")
    place = page.locator(".lead")
    total = int(place.inner_text().removeprefix("1 af "))
    employer = page.locator("[data-copy]").filter(has=page.get_by_label("Arbejdsgiver"))
    employer.get_by_role("button").click()
    expect(employer.get_by_role("status")).to_contain_text("Teksten er valgt: kopiér den.", use_inner_text=True)
    camilla.context.grant_permissions(
        ["background-sync", "notifications", "clipboard-read", "clipboard-write"], origin=line.origin
    )
    employer.get_by_role("button").click()
    expect(employer.get_by_role("status")).to_have_text("Kopieret", use_inner_text=True)
    page.get_by_role("textbox", name="Stilling").click()
    assert page.evaluate("document.getSelection().toString()") == "Fyrpasser"
    camilla.screenshot("jobnet-360")

    page.get_by_role("button", name="Den står på Jobnet nu").click()
    expect(place).to_have_text(f"2 af {total}")
    expect(page.get_by_role("heading", level=2)).not_to_have_text("Fyrpasser")
    page.get_by_role("link", name="Spring over").click()
    expect(place).to_have_text(f"3 af {total}")

    # What was copied is pasted elsewhere, and the mark reaches the server.
    page.goto("/joblog/ny")
    page.get_by_label("Stilling").focus()
    page.keyboard.press("Control+V")
    expect(page.get_by_label("Stilling")).to_have_value("Fyret på Molen")
    line.restore()
    page.goto("/joblog")
    expect(card(page, "Fyrpasser")).to_contain_text("Modtaget kl.")
    page.get_by_role("link", name="Fyrpasser").click()
    expect(page.get_by_text("Skrevet ind på Jobnet")).to_be_visible()
