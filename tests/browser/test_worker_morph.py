"""An open page that changes under somebody's hands: what they type, where they are and what they opened stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.support.chromium import DESKTOP
from tests.support.phone import at_home, card, line, sign_in, town

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]


def give(karen: Page, title: str) -> None:
    """Karen gives a piece of homework on the citizen's page that she has open."""
    form = karen.locator("form[action$='/opgave']")
    form.get_by_label("Opgave").fill(title)
    form.get_by_role("button", name="Giv opgaven").click()
    expect(card(karen, title)).to_be_visible()


def at_citizen(chromium: Chromium, origin: str, name: str) -> Page:
    """Karen has a citizen's page open, and the form for homework."""
    karen = sign_in(chromium.open("karen", origin, screen=DESKTOP), "Karen Lund")
    karen.get_by_role("link", name=name).click()
    karen.locator("summary").filter(has_text="Giv en hjemmeopgave").click()
    return karen


def test_a_new_assignment_appears_and_the_note_being_typed_stays(line: CutProxy, chromium: Chromium) -> None:
    page = at_home(chromium.open("anne", line.origin), "Anne Holm")
    karen = at_citizen(chromium, line.origin, "Anne Holm")
    page.goto("/opgaver")
    summary = page.locator("summary").filter(has_text="Skriv en besked").first
    summary.click()
    note = page.get_by_label("Besked til din sagsbehandler").first
    note.press_sequentially("Jeg når det ikke før")
    page.evaluate("scrollTo(0, 40)")

    give(karen, "Ring til tre virksomheder")

    expect(card(page, "Ring til tre virksomheder")).to_be_visible()
    expect(note).to_be_focused()
    note.press_sequentially(" fredag")
    expect(note).to_have_value("Jeg når det ikke før fredag")
    assert page.evaluate("scrollY") == 40
    note.locator("xpath=ancestor::form").get_by_role("button").click()
    expect(page.locator(".assignment").filter(has_text="Jeg når det ikke før fredag")).to_contain_text("Modtaget kl.")


def test_what_is_folded_out_stays_so(line: CutProxy, chromium: Chromium) -> None:
    page = at_home(chromium.open("anne", line.origin), "Anne Holm")
    karen = at_citizen(chromium, line.origin, "Anne Holm")
    page.goto("/opgaver")
    page.locator("summary").filter(has_text="Skriv en besked").first.click()

    give(karen, "Lav en liste over dit netværk")

    expect(card(page, "Lav en liste over dit netværk")).to_be_visible()
    assert page.locator("details[open]").count() == 1


def test_a_form_that_was_not_accepted_is_left_alone(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    anne.tolerate("422")
    page = at_home(anne, "Anne Holm")
    karen = at_citizen(chromium, line.origin, "Anne Holm")
    page.goto("/joblog/ny")
    page.get_by_label("Stilling").fill("Slagter")
    page.get_by_role("button", name="Skriv ind").click()
    expect(page.get_by_role("alert")).to_be_visible()

    with anne.context.expect_event("response", lambda response: response.url.endswith("/sync")):
        give(karen, "Besøg et jobcenter")
    page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Stilling")).to_have_value("Slagter")


def test_a_caseworkers_open_page_follows_what_the_citizen_does(line: CutProxy, chromium: Chromium) -> None:
    page = at_home(chromium.open("anne", line.origin), "Anne Holm")
    karen = at_citizen(chromium, line.origin, "Anne Holm")
    typed = karen.locator("form[action$='/opgave']").get_by_label("Opgave")
    typed.fill("Skriv dit CV om")
    page.goto("/joblog/ny")
    page.get_by_label("Stilling").fill("Kranfører")
    page.get_by_label("Arbejdsgiver").fill("Havneby Havn")
    page.get_by_role("button", name="Skriv ind").click()

    expect(card(karen, "Kranfører")).to_be_visible()
    expect(typed).to_have_value("Skriv dit CV om")


def test_a_session_that_ends_does_not_take_away_what_is_being_typed(line: CutProxy, chromium: Chromium) -> None:
    page = at_home(chromium.open("anne", line.origin), "Anne Holm")
    karen = at_citizen(chromium, line.origin, "Anne Holm")
    typed = karen.locator("form[action$='/opgave']").get_by_label("Opgave")
    typed.fill("Tal med din fagforening")
    karen.context.request.post(f"{line.origin}/log-ud")
    page.goto("/joblog/ny")
    page.get_by_label("Stilling").fill("Styrmand")
    page.get_by_label("Arbejdsgiver").fill("Havneby Havn")

    with karen.expect_response(lambda answer: answer.url.endswith("/log-ind")):
        page.get_by_role("button", name="Skriv ind").click()
    karen.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")

    expect(typed).to_have_value("Tal med din fagforening")
