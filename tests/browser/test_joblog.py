"""An application from the wish to apply until the no, on a small screen and without a connection."""

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


def test_camilla_plans_applies_is_asked_to_an_interview_and_finds_it_again(line: CutProxy, chromium: Chromium) -> None:
    camilla = chromium.open("camilla", line.origin, screen=SMALL)
    page = at_home(camilla, "Camilla Bech")
    camilla.tolerate(f"{OFFLINE}|422")
    line.cut()

    page.goto("/joblog")
    page.get_by_role("link", name="Husk et job, du vil søge").click()
    page.get_by_label("Stilling").fill("Fyrpasser")
    page.get_by_role("button", name="Gem som kladde").click()
    expect(card(page, "Fyrpasser")).to_contain_text("Gemt på denne telefon")

    # Where it is to be sent is not known yet: that is asked for when it was.
    card(page, "Fyrpasser").get_by_role("button", name="Jeg har søgt").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv, hvor du har søgt.")
    page.get_by_label("Arbejdsgiver").fill("Fyret på Molen")
    page.get_by_text("Flere oplysninger").click()
    page.get_by_label("Til dig selv").fill("Spørg om vagterne")
    page.get_by_role("button", name="Gem").click()
    card(page, "Fyrpasser").get_by_role("button", name="Jeg har søgt").click()
    expect(page.locator(".entry").first).to_contain_text("Fyrpasser")

    page.get_by_role("link", name="Fyrpasser").click()
    page.get_by_role("button", name="Jeg er kaldt til samtale").click()
    expect(page.locator(".way")).to_contain_text("Samtale")
    camilla.screenshot("entry-360")

    page.goto("/joblog/ny")
    page.get_by_label("Stilling").fill("fyrpasser")
    page.get_by_label("Arbejdsgiver").fill("Fyret på Molen A/S")
    page.get_by_role("button", name="Skriv ind").click()
    expect(page.get_by_role("alert")).to_contain_text("Det ligner en, der allerede står i din joblog")
    camilla.screenshot("alike-360")
    page.get_by_role("link", name="Åbn den, der står der").click()
    expect(page.get_by_role("heading", name="Fyrpasser", level=1)).to_be_visible()

    page.goto("/joblog")
    page.get_by_label("Søg i din joblog").fill("vagterne")
    page.get_by_text("Vælg, hvad der vises").click()
    page.get_by_label("Hvor langt?").select_option(label="Samtale")
    page.get_by_role("button", name="Søg", exact=True).click()
    expect(page.get_by_role("status").get_by_text("1 fundet.")).to_be_visible()
    expect(page.locator(".entry")).to_have_count(1)
    camilla.screenshot("joblog-360")

    line.restore()
    page.goto("/joblog")
    expect(page.locator(".entry").first).to_contain_text("Modtaget kl.")
