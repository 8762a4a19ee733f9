"""The phone without a connection: pages come from it, and what is saved on it stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.phone import OFFLINE, at_home, card, line, sign_in, town

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

REFUSED = """() => {
    const refuse = () => { throw new DOMException("refused", "UnknownError"); };
    IDBFactory.prototype.open = refuse;
    IDBDatabase.prototype.transaction = refuse;
}"""
FULL = """() => {
    const full = () => { throw new DOMException("full", "QuotaExceededError"); };
    IDBObjectStore.prototype.put = full;
    IDBObjectStore.prototype.add = full;
}"""


def days_from_now(days: int) -> str:
    """A date as a date field takes it."""
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


def first_open_job(page: Page) -> str:
    """Where the card of a job is that is still to be applied for."""
    return f"#{page.locator('.job--open').first.get_attribute('id')}"


def test_the_first_page_is_there_after_one_visit_also_when_the_worker_was_stopped(
    line: CutProxy, chromium: Chromium
) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    anne.worker().stop()
    anne.tolerate(OFFLINE)
    line.cut()

    page.goto("/")

    expect(page.get_by_role("heading", name="Hej Anne")).to_be_visible()
    expect(page.locator("#sync-line")).to_contain_text("Du er offline.")
    pages = {
        "/job": "Job, du skal søge",
        "/opgaver": "Hjemmeopgaver",
        "/joblog": "Joblog",
        "/mere": "Mere",
        "/synkronisering": "Synkronisering",
        "/spor": "Dit spor",
        "/praktik": "Praktik og uddannelse",
    }
    for address, heading in pages.items():
        page.goto(address)
        expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()


def test_a_page_that_is_not_on_the_phone_says_that_there_is_no_connection(line: CutProxy, chromium: Chromium) -> None:
    nobody = chromium.open("nobody", line.origin)
    nobody.page.goto("/log-ind")
    nobody.worker()
    nobody.tolerate(f"{OFFLINE}|503")
    line.cut()

    nobody.page.goto("/job")

    expect(nobody.page.get_by_role("heading", name="Du er offline")).to_be_visible()


def test_what_was_ticked_offline_survives_a_dead_battery_and_an_ended_session(
    line: CutProxy, chromium: Chromium
) -> None:
    bo = chromium.open("bo", line.origin)
    page = at_home(bo, "Bo Krogh")
    bo.tolerate(OFFLINE)
    line.cut()
    page.goto("/job")
    job = first_open_job(page)
    page.locator(job).get_by_role("button", name="Jeg har søgt").click()
    expect(page.locator(job)).to_contain_text("Gemt på denne telefon")
    bo.kill()

    bo = chromium.open("bo", line.origin)
    bo.tolerate(f"{OFFLINE}|401")
    # Chromium writes cookies to the disk when it finds the time: a battery that dies may end the session too.
    bo.context.clear_cookies()
    page = bo.page
    page.goto("/job")
    expect(page.locator(job)).to_contain_text("Gemt på denne telefon")
    expect(page.locator("#sync-line")).to_contain_text("1 ændring er gemt på denne telefon")

    line.restore()
    page.reload()
    page.get_by_role("link", name="Log ind for at sende 1 ændring.").click()
    page.get_by_role("button", name="Bo Krogh").click()
    expect(page.get_by_role("heading", name="Hej Bo")).to_be_visible()
    page.goto("/job")
    expect(page.locator(job)).to_contain_text("Modtaget kl.")
    expect(page.locator("#sync-line")).to_be_empty()


def test_a_worker_that_is_stopped_between_saving_and_sending_sends_when_it_runs_again(
    line: CutProxy, chromium: Chromium
) -> None:
    camilla = chromium.open("camilla", line.origin)
    page = at_home(camilla, "Camilla Bech")
    camilla.tolerate(OFFLINE)
    page.goto("/joblog/ny")
    line.cut()
    page.get_by_label("Stilling").fill("Gartner")
    page.get_by_label("Arbejdsgiver").fill("Havnens Planter")
    page.get_by_role("button", name="Skriv ind").click()
    expect(card(page, "Gartner")).to_contain_text("Gemt på denne telefon")

    worker = camilla.worker()
    worker.stop()
    page.goto("about:blank")
    line.restore()
    with camilla.context.expect_event("response", lambda answer: answer.ok and answer.url.endswith("/sync")):
        worker.background_sync("record")

    page.goto("/joblog")
    expect(card(page, "Gartner")).to_contain_text("Modtaget kl.")


def test_what_cannot_be_right_is_said_offline_too_and_stays_typed(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    anne.tolerate(OFFLINE)
    anne.tolerate("422")
    line.cut()
    page.goto("/joblog/ny")
    page.get_by_label("Stilling").fill("<b>Vagt</b>")
    page.get_by_label("Hvornår søgte du?").fill(days_from_now(400))
    page.get_by_role("button", name="Skriv ind").click()

    expect(page.get_by_role("alert")).to_contain_text("Skriv, hvor du har søgt.")
    expect(page.get_by_role("alert")).to_contain_text("Datoen ligger i fremtiden.")
    expect(page.get_by_label("Stilling")).to_have_value("<b>Vagt</b>")

    page.get_by_label("Arbejdsgiver").fill("Havnevagten")
    page.get_by_label("Hvornår søgte du?").fill(days_from_now(-3))
    page.get_by_role("button", name="Skriv ind").click()
    expect(card(page, "<b>Vagt</b>")).to_contain_text("Gemt på denne telefon")


@pytest.mark.parametrize(("storage", "title"), [(REFUSED, "Piccolo"), (FULL, "Afrydder")], ids=["refused", "full"])
def test_a_phone_that_stores_nothing_sends_at_once_and_says_so_when_it_cannot(
    line: CutProxy, chromium: Chromium, storage: str, title: str
) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    anne.tolerate(f"{OFFLINE}|503|UnknownError: refused|QuotaExceededError")
    page.goto("/joblog/ny")
    anne.context.service_workers[0].evaluate(storage)

    page.get_by_label("Stilling").fill(title)
    page.get_by_label("Arbejdsgiver").fill("Café Molen")
    page.get_by_role("button", name="Skriv ind").click()
    expect(card(page, title)).to_contain_text("Modtaget kl.")

    page.goto("/joblog/ny")
    line.cut()
    page.get_by_label("Stilling").fill("Kok")
    page.get_by_label("Arbejdsgiver").fill("Café Molen")
    page.get_by_text("Flere oplysninger").click()
    page.get_by_label("Note").fill("Ringede til køkkenchefen")
    page.get_by_role("button", name="Skriv ind").click()
    expect(page.get_by_role("heading", name="Det blev ikke gemt")).to_be_visible()
    expect(page.locator(".kept")).to_contain_text("Ringede til køkkenchefen")


def test_a_caseworker_has_no_record_on_the_machine(line: CutProxy, chromium: Chromium) -> None:
    karen = chromium.open("karen", line.origin)
    page = sign_in(karen, "Karen Lund")
    karen.worker()
    stored = page.evaluate("indexedDB.databases().then((all) => all.map((each) => each.name))")
    assert [name for name in stored if name.startswith("sync-")] == []
