"""A phone whose storage is full, broken or closed under it: what is not saved is not called so, and nothing is lost."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.support import devtools
from tests.support.phone import OFFLINE, at_home, card, line, sign_in, titles_at_the_server, town, write_in

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

# What a browser says of storage that it cannot use, and what the worker passes on of it.
TROUBLE = r"QuotaExceededError|UnknownError|InvalidStateError|AbortError"
OPENED = """() => new Promise((tell) => {
    const opening = indexedDB.open("any");
    opening.onsuccess = () => tell("opened");
    opening.onerror = () => tell(opening.error.name);
})"""
# Every transaction finds its connection closed by the browser, once.
CLOSED = """() => {
    const real = IDBDatabase.prototype.transaction;
    const closed = new WeakSet();
    self.closings = 0;
    IDBDatabase.prototype.transaction = function (...given) {
        if (!closed.has(this) && self.closings < 6) {
            closed.add(this);
            self.closings++;
            this.close();
        }
        return real.apply(this, given);
    };
}"""


def fill_in(page: Page, title: str, *, note: str = "") -> Locator:
    """Write an entry; the button that sends it."""
    page.goto("/joblog/ny")
    page.get_by_label("Stilling").fill(title)
    page.get_by_label("Arbejdsgiver").fill("Havneby Havn")
    page.get_by_text("Flere oplysninger").click()
    page.get_by_label("Note").fill(note)
    return page.get_by_role("button", name="Skriv ind")


def test_a_full_phone_sends_directly_or_says_that_nothing_was_saved_and_keeps_what_was_typed(
    line: CutProxy, chromium: Chromium
) -> None:
    phone = chromium.open("camilla", line.origin)
    at_home(phone, "Camilla Bech")
    # Chromium believes for half a minute in the room that it has seen, unless it is started anew.
    phone.close()
    phone = chromium.open("camilla", line.origin)
    phone.tolerate(f"{OFFLINE}|{TROUBLE}|503")
    page = phone.page
    quota = devtools.of_page(page)
    quota.send("Storage.overrideQuotaForOrigin", {"origin": line.origin, "quotaSize": 1})
    fill_in(page, "Fuld, men med net").click()
    expect(card(page, "Fuld, men med net")).to_contain_text("Modtaget kl.")

    line.cut()
    fill_in(page, "Fuld og uden net", note="Ringede til havnefogeden").click()
    expect(page.get_by_role("heading", name="Det blev ikke gemt")).to_be_visible()
    expect(page.locator(".kept")).to_contain_text("Fuld og uden net")
    expect(page.locator(".kept")).to_contain_text("Ringede til havnefogeden")

    quota.send("Storage.overrideQuotaForOrigin", {"origin": line.origin})
    page.goto("/joblog")
    expect(card(page, "Fuld og uden net")).to_have_count(0)
    write_in(page, "Plads igen")
    expect(card(page, "Plads igen")).to_contain_text("Gemt på denne telefon")
    line.restore()
    expect(card(page, "Plads igen")).to_contain_text("Modtaget kl.")
    assert titles_at_the_server(page)[:2] == ["Plads igen", "Fuld, men med net"]


def broken(profile: Path) -> None:
    """Leave the profile's data bases where they are, but so that none can be opened or made."""
    (folder,) = (profile / "Default").glob("IndexedDB")
    shutil.rmtree(folder)
    folder.write_text("not a folder")


def test_a_browser_that_opens_no_data_base_is_served_by_the_server(line: CutProxy, chromium: Chromium) -> None:
    phone = chromium.open("camilla", line.origin)
    at_home(phone, "Camilla Bech")
    phone.close()
    broken(chromium.profiles / "camilla")

    phone = chromium.open("camilla", line.origin)
    phone.tolerate(f"{OFFLINE}|{TROUBLE}|503")
    page = sign_in(phone, "Camilla Bech")
    write_in(page, "Uden database")
    expect(card(page, "Uden database")).to_contain_text("Modtaget kl.")
    assert page.evaluate(OPENED) == "UnknownError"
    send = fill_in(page, "Uden database og net", note="Ringede til havnefogeden")
    line.cut()
    send.click()
    expect(page.get_by_role("heading", name="Det blev ikke gemt")).to_be_visible()
    expect(page.locator(".kept")).to_contain_text("Ringede til havnefogeden")


def test_a_connection_that_the_browser_closes_is_opened_again(line: CutProxy, chromium: Chromium) -> None:
    phone = chromium.open("camilla", line.origin)
    page = at_home(phone, "Camilla Bech")
    phone.tolerate(OFFLINE)
    page.goto("/joblog/ny")
    worker = phone.context.service_workers[0]
    line.cut()
    worker.evaluate(CLOSED)
    write_in(page, "Lukket og åbnet")
    expect(card(page, "Lukket og åbnet")).to_contain_text("Gemt på denne telefon")
    assert worker.evaluate("self.closings") > 0
    line.restore()
    expect(card(page, "Lukket og åbnet")).to_contain_text("Modtaget kl.")
    assert titles_at_the_server(page).count("Lukket og åbnet") == 1
