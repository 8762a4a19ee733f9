"""The browser is killed right after it said «saved»: everything that it said so of is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.faultyline import faulty
from tests.support.phone import OFFLINE, at_home, card, town, write_in

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

    from tests.support.chromium import Chromium, Window
    from tests.support.faultyline import FaultyLine

__all__ = ["faulty", "town"]

SAVES = 200  # at full size
FEW = 25
DELAYS_MS = (0, 100, 300)
# Sends the product's own form for a change of the newest entry, without showing it first.
SEND = """async (note) => {
    // The frame has come to the page, which is still being read.
    while (document.readyState === "loading") {
        await new Promise((read) => document.addEventListener("readystatechange", read, {once: true}));
    }
    const address = document.querySelector(".entry .card__title a").getAttribute("href");
    const answer = await fetch(address, {headers: {"x-konkret-part": "main"}});
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = document.body.appendChild(document.adoptNode(page.querySelector("form.card")));
    form.elements.note.value = note;
    form.submit();
}"""
# The mistake to be caught: «saved» is said when the request has succeeded, not when the transaction is complete.
SAID_TOO_EARLY = """() => {
    const real = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (names, mode, options) {
        const transaction = real.call(this, names, mode, options);
        if (mode === "readwrite" && this.name.startsWith("sync-outbox")) {
            const meta = transaction.objectStore("meta");
            const until = performance.now() + 4000;
            const hold = () => { if (performance.now() < until) meta.get("meta").onsuccess = hold; };
            hold();
            transaction.commit = () => undefined;
            Object.defineProperty(transaction, "oncomplete", {set: (told) => setTimeout(told, 50)});
        }
        return transaction;
    };
}"""


def is_saved(response: Response) -> bool:
    """Whether it is the worker's word that a form was saved on this phone."""
    return response.request.method == "POST" and response.status == 303 and response.from_service_worker


def save(page: Page, notes: list[str]) -> None:
    """Save changes of an entry, one form after the other, until the last is said to be saved."""
    for note in notes[:-1]:
        with page.expect_event("framenavigated"):
            page.evaluate(SEND, note)
    with page.expect_response(is_saved):
        page.evaluate(SEND, notes[-1])


def offline(chromium: Chromium, faulty: FaultyLine, name: str, *, entry: str) -> Window:
    """The phone of `name` at the joblog, with an entry that the server has, from now on without a line."""
    phone = chromium.open("phone", faulty.origin)
    page = at_home(phone, name)
    write_in(page, entry)
    expect(card(page, entry)).to_contain_text("Modtaget kl.")
    phone.tolerate(OFFLINE)
    faulty.cut()
    faulty.exchanges.clear()
    assert phone.process, "is known before the moment comes"
    return phone


def killed(chromium: Chromium, phone: Window, *, after_ms: int) -> Window:
    """The battery dies so long after what was said last; the browser that is opened then."""
    phone.page.wait_for_timeout(after_ms)
    phone.kill()
    phone = chromium.open("phone", phone.origin)
    phone.tolerate(f"{OFFLINE}|401")
    phone.page.goto("/joblog")
    return phone


def sent(phone: Window, faulty: FaultyLine, name: str, *, entry: str) -> list[str]:
    """The notes as they come to the server after the person has signed in again, which a kill may make necessary."""
    faulty.restore()
    page = at_home(phone, name)
    page.goto("/joblog")
    expect(card(page, entry)).to_contain_text("Modtaget kl.")
    made = {
        exchange.asked["from"] + place: mutation["args"]["changed"]["note"]
        for exchange in faulty.brought
        for place, mutation in enumerate(exchange.asked["mutations"])
    }
    return [made[number] for number in sorted(made)]


def test_what_was_said_to_be_saved_is_there_after_the_browser_was_killed(
    faulty: FaultyLine, chromium: Chromium
) -> None:
    phone = offline(chromium, faulty, "Anne Holm", entry="Nattevagt")
    saved: list[str] = []
    for delay in DELAYS_MS:
        notes = [f"{number}, {delay} ms før" for number in range(FEW)]
        save(phone.page, notes)
        phone = killed(chromium, phone, after_ms=delay)
        saved += notes
        expect(card(phone.page, "Nattevagt")).to_contain_text(saved[-1])
        expect(phone.page.locator("#sync-line")).to_contain_text(f"{len(saved)} ændringer er gemt på denne telefon")
    assert sent(phone, faulty, "Anne Holm", entry="Nattevagt") == saved


@pytest.mark.soak
@pytest.mark.parametrize("delay", DELAYS_MS)
@pytest.mark.parametrize("run", range(10))
def test_200_saves_are_there_ten_times_out_of_ten(faulty: FaultyLine, chromium: Chromium, run: int, delay: int) -> None:
    entry = f"Nattevagt {run}, {delay} ms"
    phone = offline(chromium, faulty, "Bo Krogh", entry=entry)
    saved = [f"{number}, {delay} ms, {run}" for number in range(SAVES)]
    save(phone.page, saved)
    phone = killed(chromium, phone, after_ms=delay)
    expect(phone.page.locator("#sync-line")).to_contain_text(f"{SAVES} ændringer er gemt på denne telefon")
    assert sent(phone, faulty, "Bo Krogh", entry=entry) == saved


def test_the_kill_would_show_a_save_that_is_said_too_early(faulty: FaultyLine, chromium: Chromium) -> None:
    phone = offline(chromium, faulty, "Camilla Bech", entry="Nattevagt")
    phone.context.service_workers[0].evaluate(SAID_TOO_EARLY)
    save(phone.page, ["Sagt for tidligt"])
    phone = killed(chromium, phone, after_ms=0)
    assert "Sagt for tidligt" not in phone.page.inner_text("main")
