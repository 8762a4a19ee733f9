"""A citizen shapes the course from a phone without a connection, and hears the answer on the page that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.support.chromium import DESKTOP, Screen
from tests.support.phone import OFFLINE, at_home, card, line, sign_in, town

if TYPE_CHECKING:
    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

SMALL = Screen(360, 740, scale=2, touch=True)
WISH = "Øv en samtale med min nabo"


def test_ida_wishes_and_prepares_offline_and_karen_answers(line: CutProxy, chromium: Chromium) -> None:
    phone = chromium.open("ida", line.origin, screen=SMALL)
    ida = at_home(phone, "Ida Kjær")
    phone.tolerate(f"{OFFLINE}|422")
    line.cut()
    ida.get_by_role("link", name="Forløb A").click()
    expect(ida.get_by_role("heading", name="Mit forløb")).to_be_visible()

    # What cannot be right is said here and now, and stays typed.
    ida.get_by_label("Hvad vil du gerne?").select_option(label="Foreslå en hjemmeopgave")
    ida.get_by_role("button", name="Send ønsket").click()
    expect(ida.get_by_role("alert")).to_contain_text("Skriv, hvilken opgave du foreslår.")
    expect(ida.get_by_label("Hvad vil du gerne?")).to_have_value("homework")
    ida.get_by_label("Skriv det med dine egne ord").fill(WISH)
    ida.get_by_role("button", name="Send ønsket").click()
    wish = card(ida, WISH)
    expect(wish).to_contain_text("Gemt på denne telefon")
    following = ida.locator("[aria-current=step]")
    following.get_by_role("button", name="Jeg har forberedt mig").click()
    expect(following).to_contain_text("Du har forberedt dig")
    expect(following).to_contain_text("Gemt på denne telefon")
    assert ida.evaluate("document.documentElement.scrollWidth") == SMALL.width
    phone.screenshot("course-offline")

    line.restore()
    ida.evaluate("dispatchEvent(new Event('online'))")
    expect(wish).to_contain_text("Modtaget kl.")
    expect(following).to_contain_text("Modtaget kl.")

    desk = chromium.open("karen", line.origin, screen=DESKTOP)
    desk.tolerate("ERR_FAILED")  # a page that is left ends what it was fetching through its worker
    karen = sign_in(desk, "Karen Lund")
    karen.get_by_role("link", name="Ida Kjær").click()
    expect(karen.get_by_role("main")).to_contain_text("Borgeren har forberedt sig")
    asked = card(karen, WISH).filter(has=karen.get_by_label("Svar"))
    asked.get_by_label("Svar").fill("God idé.")
    asked.get_by_role("button", name="Ja").click()
    expect(card(karen, WISH).first).to_contain_text("Ja fra Karen Lund")
    desk.screenshot("wish-answered")

    # Nothing is touched on the phone: the answer comes, and what was granted is on its list.
    expect(wish).to_contain_text("Ja fra Karen Lund")
    expect(wish).to_contain_text("God idé.")
    phone.screenshot("course-answered")
    wish.get_by_role("link", name="Se opgaven").click()
    expect(card(ida, WISH).get_by_role("button", name="Færdig")).to_be_visible()
