"""Push messages and reminders on the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.support.phone import OFFLINE, at_home, card, line, settled, town

if TYPE_CHECKING:
    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

HEAR = """() => {
    window.channel = new BroadcastChannel("opened");
    window.heard = new Promise((tell) => { channel.onmessage = ({data}) => tell(data); });
}"""
OPEN_NOTHING = """() => {
    Clients.prototype.openWindow = async (address) => new BroadcastChannel("opened").postMessage(address);
}"""
NEUTRAL = "Der er nyt til dig i Konkret."


def test_a_push_is_shown_and_leads_to_its_page(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    worker = anne.worker()
    worker.stop()

    worker.push({"title": "I morgen kl. 10.00", "body": "Du har en aftale.", "url": "/opgaver", "tag": "m-1"})
    (shown,) = worker.notifications(at_least=1)
    assert (shown["title"], shown["body"]) == ("I morgen kl. 10.00", "Du har en aftale.")

    worker.click_notification()
    expect(page.get_by_role("heading", name="Hjemmeopgaver", level=1)).to_be_visible()


def test_anne_says_that_she_comes_from_the_lock_screen_without_a_connection(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    anne.tolerate(OFFLINE)
    form = page.locator("form[action$='/kommer']")
    meeting = (form.get_attribute("action") or "").split("/")[2]
    booked_at = int(form.locator("[name=booked_at]").input_value())
    worker = anne.worker()
    worker.stop()
    come = {"action": "come", "title": "Jeg kommer", "meeting": meeting, "booked_at": booked_at}
    cannot = {"action": "cannot", "title": "Kan ikke", "url": f"/forloeb?flyt={meeting}#kan-ikke"}
    worker.push({"title": "Konkret", "body": "Du har en aftale i morgen kl. 10.00", "actions": [come, cannot]})
    (shown,) = worker.notifications(at_least=1)
    assert shown["buttons"] == ["Jeg kommer", "Kan ikke"]

    line.cut()
    worker.click_notification("come")
    expect(form).to_contain_text("Du har sagt, at du kommer")
    expect(form).to_contain_text("Gemt på denne telefon")
    line.restore()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(form).to_contain_text("Modtaget kl.")

    form.get_by_role("link", name="Kan ikke").click()
    expect(page.get_by_role("heading", name="Kan du ikke komme")).to_be_visible()
    page.get_by_label("Hvorfor kan du ikke?").fill("Jeg skal på kursus")
    page.get_by_label("Ved du en dag, der passer bedre?").fill("2030-01-02")
    page.get_by_role("button", name="Bed om en anden dag").click()
    expect(card(page, "Jeg skal på kursus")).to_contain_text("onsdag 2. januar")
    expect(page.locator("[aria-current=step]")).not_to_contain_text("Du har sagt, at du kommer")


def test_a_tap_does_not_take_a_page_away_that_is_being_typed_in(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    page.goto("/joblog/ny")
    page.get_by_label("Stilling").fill("Montør")
    worker = anne.worker()
    worker.push({"title": "I morgen kl. 10.00", "body": "", "url": "/opgaver", "tag": "m-1"})
    worker.notifications(at_least=1)

    # Only a real tap may open a window: the worker tells the page instead.
    page.evaluate(HEAR)
    anne.context.service_workers[0].evaluate(OPEN_NOTHING)
    worker.click_notification()

    settled(page, f"async () => {{ if (await heard !== '{line.origin}/opgaver') throw new Error(await heard); }}")
    expect(page.get_by_label("Stilling")).to_have_value("Montør")


def test_a_message_that_cannot_be_read_is_a_neutral_word(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    at_home(anne, "Anne Holm")
    worker = anne.worker()

    worker.push("no JSON at all")
    (shown,) = worker.notifications(at_least=1)

    assert (shown["title"], shown["body"], shown["data"]["url"], shown["buttons"]) == ("Konkret", NEUTRAL, "/", [])


def test_reminders_that_the_browser_forbids_are_said_plainly(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin, notifications=False)
    page = at_home(anne, "Anne Holm")
    page.goto("/mere")

    expect(page.get_by_text("Der er sagt nej til beskeder fra Konkret her.")).to_be_visible()
    expect(page.get_by_role("button", name="Slå påmindelser til")).to_be_hidden()


def test_reminders_that_cannot_be_had_just_now_are_said_plainly(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    page.goto("/mere")
    page.get_by_role("button", name="Slå påmindelser til").click()

    expect(page.get_by_text("Det lykkedes ikke lige nu.")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("button", name="Slå påmindelser til")).to_be_enabled()


def test_the_page_can_be_installed(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    at_home(anne, "Anne Holm")

    assert anne.installability_errors() == []
