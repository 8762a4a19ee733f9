"""A new version of the app on a phone that is in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.faultyline import faulty
from tests.support.later_build import LaterBuild, later_build
from tests.support.phone import OFFLINE, at_home, card, settled, titles_at_the_server, town, write_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.chromium import Chromium
    from tests.support.command import Served
    from tests.support.faultyline import FaultyLine

__all__ = ["faulty", "town"]

# Looks for a new worker, and resolves to the state it comes to: `installed` (it waits) or `activated`.
UPDATED = """async (wanted) => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const fresh = registration.installing ?? registration.waiting ?? registration.active;
    while (fresh.state !== wanted) await new Promise((resolve) => { fresh.onstatechange = resolve; });
}"""
IN_CHARGE = """async () => {
    const registration = await navigator.serviceWorker.ready;
    const waiting = registration.waiting ?? registration.active;
    while (waiting.state !== "activated") await new Promise((resolve) => { waiting.onstatechange = resolve; });
}"""
FOUND = """async () => {
    const registration = await navigator.serviceWorker.ready;
    const isKept = async () => (await caches.keys()).includes("assets-later");
    while (registration.installing || !(await isKept())) await new Promise(requestAnimationFrame);
}"""
# Resolves when the files of the former build are gone.
CLEANED = """async () => {
    while ((await caches.keys()).join() !== "assets-later") await new Promise(requestAnimationFrame);
}"""


@pytest.fixture
def deployment(town: Served) -> Iterator[LaterBuild]:
    """The demo town, of which a newer build can be put out."""
    with later_build(town.address) as server:
        yield server


def test_a_new_version_waits_for_what_is_being_typed(deployment: LaterBuild, chromium: Chromium) -> None:
    anne = chromium.open("anne", deployment.origin)
    page = at_home(anne, "Anne Holm")
    page.goto("/joblog/ny")
    page.get_by_label("Stilling").fill("Skibsassistent")
    deployment.deployed = True
    settled(page, UPDATED, "installed")

    expect(page.get_by_label("Stilling")).to_have_value("Skibsassistent")
    page.get_by_label("Arbejdsgiver").fill("Rederiet Sund")
    assert page.evaluate("navigator.serviceWorker.ready.then((it) => it.waiting !== null)")
    page.get_by_role("button", name="Skriv ind").click()

    # That page lets the new one in: which of the two sends what was written is all the same.
    expect(card(page, "Skibsassistent")).to_be_visible()
    # Chromium lets the old one end when it is idle, which this page's questions put off. One of them may be cut off.
    anne.tolerate("ERR_FAILED")
    anne.worker().end_former()
    settled(page, IN_CHARGE)
    page.goto("/joblog")
    expect(card(page, "Skibsassistent")).to_contain_text("Modtaget kl.")
    settled(page, CLEANED)


def test_a_new_version_takes_over_at_once_where_nobody_types_and_reloads_nothing(
    deployment: LaterBuild, chromium: Chromium
) -> None:
    anne = chromium.open("anne", deployment.origin)
    page = at_home(anne, "Anne Holm")
    page.evaluate("window.isTheSame = true")
    deployment.deployed = True

    settled(page, UPDATED, "activated")
    settled(page, CLEANED)

    assert page.evaluate("window.isTheSame")


def test_a_page_of_the_former_version_can_still_send_its_form(deployment: LaterBuild, chromium: Chromium) -> None:
    anne = chromium.open("anne", deployment.origin)
    page = at_home(anne, "Anne Holm")
    page.goto("/joblog/ny")
    deployment.deployed = True
    settled(page, UPDATED, "activated")

    page.get_by_label("Stilling").fill("Matros")
    page.get_by_label("Arbejdsgiver").fill("Rederiet Sund")
    page.get_by_role("button", name="Skriv ind").click()

    expect(card(page, "Matros")).to_contain_text("Modtaget kl.")


def test_a_server_that_no_longer_understands_the_phone_gets_its_changes_from_the_next_version(
    faulty: FaultyLine, chromium: Chromium
) -> None:
    with later_build(faulty.origin) as deployment:
        phone = chromium.open("camilla", deployment.origin)
        page = at_home(phone, "Camilla Bech")
        phone.tolerate(f"{OFFLINE}|426")
        # The new server is out before the new front end.
        faulty.schemas = {1: 0, 2: 1}
        write_in(page, "Skrevet i den gamle")
        expect(page.locator("#sync-line")).to_contain_text("Konkret er blevet opdateret.")
        expect(page.locator("#sync-line")).to_contain_text("Din ændring er gemt så længe.")
        write_in(page, "Skrevet imens")

        deployment.deployed, deployment.schema = True, 2
        # It looks for the next version when it is told that it is too old. Nobody goes on to another page just now:
        # a worker that is being debugged and about to end has been seen to forget a page it was asked for.
        worker = phone.worker()
        worker.background_sync("record")
        settled(page, FOUND)
        worker.end_former()
        settled(page, IN_CHARGE)
        for title in ("Skrevet i den gamle", "Skrevet imens"):
            expect(card(page, title)).to_contain_text("Modtaget kl.")
        assert titles_at_the_server(page)[:2] == ["Skrevet imens", "Skrevet i den gamle"]
        assert {status for each in faulty.brought for status in each.statuses} == {426, 200}


def test_a_version_that_the_server_does_not_understand_yet_keeps_its_changes_until_it_does(
    faulty: FaultyLine, chromium: Chromium
) -> None:
    with later_build(faulty.origin) as deployment:
        phone = chromium.open("camilla", deployment.origin)
        page = at_home(phone, "Camilla Bech")
        phone.tolerate(f"{OFFLINE}|503")
        deployment.deployed, deployment.schema = True, 2
        settled(page, UPDATED, "activated")
        write_in(page, "Skrevet i den nye")
        with phone.context.expect_event("response", lambda answer: answer.status == 503):
            page.reload()
        expect(card(page, "Skrevet i den nye")).to_contain_text("Gemt på denne telefon")

        faulty.schemas = {2: 1}
        expect(card(page, "Skrevet i den nye")).to_contain_text("Modtaget kl.")
        assert titles_at_the_server(page)[0] == "Skrevet i den nye"
        assert {status for each in faulty.brought for status in each.statuses} == {503, 200}
