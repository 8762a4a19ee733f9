"""«Synkronisering»: what waits, what was not accepted and why, and what a person can do about it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.chromium import DESKTOP
from tests.support.faultyline import faulty
from tests.support.phone import OFFLINE, at_home, card, line, reopened, sign_in, town, write_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.chromium import Chromium, Window
    from tests.support.cutproxy import CutProxy
    from tests.support.faultyline import FaultyLine

__all__ = ["faulty", "line", "town"]

TWO_DAYS_AGO = """() => {
    const today = Date.now;
    Date.now = () => today() - 2 * 24 * 60 * 60 * 1000;
}"""
# The server's word as it is when a right has been withdrawn meanwhile.
FORBIDDEN = """() => {
    const asked = self.fetch;
    self.fetch = async (...what) => {
        const answer = await asked(...what);
        if (what[0] !== "/sync" || !answer.ok) return answer;
        const said = await answer.json();
        const refused = {state: "refused", code: "forbidden", reason: "Det må du ikke længere rette."};
        return Response.json({...said, verdicts: said.verdicts.map((one) => ({...one, ...refused}))});
    };
}"""


def saved_file(page: Page) -> str:
    """What «Gem det usendte som fil» gives."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Gem det usendte som fil").click()
    assert download.value.suggested_filename.startswith("konkret-ikke-sendt-")
    return Path(download.value.path()).read_text(encoding="utf-8")


def in_the_worker(window: Window, script: str) -> None:
    """Run something where the record is kept, for as long as the worker lives."""
    window.context.service_workers[0].evaluate(script)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_what_waits_is_told_in_words_saved_as_a_file_and_sent_by_a_press(
    faulty: FaultyLine, chromium: Chromium, *, javascript: bool
) -> None:
    at_home(chromium.open("anne", faulty.origin), "Anne Holm")
    anne = reopened(chromium, "anne", javascript=javascript)
    page = anne.page
    anne.tolerate(OFFLINE)
    faulty.cut()
    title = f"Bogbinder {'med' if javascript else 'uden'}"
    write_in(page, title, "Papir & Lim")
    page.goto("/synkronisering")
    main = page.get_by_role("main")
    expect(main).to_contain_text("1 ændring er gemt på denne telefon og venter på at blive sendt.")
    expect(main).to_contain_text("Den ældste er fra i dag.")
    expect(main).to_contain_text(f"Ny i joblog: {title}")
    expect(main).to_contain_text("Gemt kl.")
    expect(main).to_contain_text("Konkret fylder under 1 MB.")
    text = saved_file(page)
    assert "Anne Holm" in text
    assert f"Ny i joblog: {title}" in text
    assert [change["args"]["title"] for change in json.loads(text[text.index("{") :])["mutations"]] == [title]

    page.get_by_role("button", name="Send nu").click()
    expect(main).to_contain_text("Der er ingen forbindelse lige nu.")
    # Else it may be sent by itself before the press.
    held = faulty.hold(request=True)
    faulty.restore()
    page.get_by_role("button", name="Send nu").click(no_wait_after=True)
    held.wait()
    held.let_go()
    expect(main).to_contain_text("Alt er sendt. Intet venter her.")
    expect(page.get_by_role("link", name="Gem det usendte som fil")).to_have_count(0)
    page.goto("/joblog")
    expect(card(page, title)).to_contain_text("Modtaget kl.")


def test_what_has_waited_for_days_is_said_loudly_and_signing_in_sends_it(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    anne.tolerate(f"{OFFLINE}|401")
    line.cut()
    in_the_worker(anne, TWO_DAYS_AGO)
    write_in(page, "Fyrbøder", "Havneby Varme")
    anne.worker().stop()
    page.goto("/")
    told = page.locator("#sync-line")
    expect(told).to_contain_text("1 ændring har ventet siden ")
    expect(told).to_contain_text("Du er offline.")
    anne.screenshot("waiting-since")
    told.get_by_role("link", name="Se hvilken.").click()
    expect(page.get_by_role("main")).to_contain_text("Ny i joblog: Fyrbøder")

    anne.context.clear_cookies()
    line.restore()
    page.get_by_role("button", name="Send nu").click()
    expect(page.get_by_role("main")).to_contain_text("Du skal logge ind, før det kan sendes.")
    expect(told).to_contain_text("1 ændring har ventet siden ")
    told.get_by_role("link", name="Log ind for at sende 1 ændring.").click()
    page.get_by_role("button", name="Anne Holm").click()
    page.goto("/joblog")
    expect(card(page, "Fyrbøder")).to_contain_text("Modtaget kl.")
    expect(told).to_be_empty()


def test_what_was_refused_says_why_and_can_be_kept_as_ones_own(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    page.goto("/job")
    job = page.locator(".job--open").first
    title = job.get_by_role("heading").inner_text()
    anne.tolerate(OFFLINE)
    line.cut()
    job.get_by_role("button", name="Jeg har søgt").click()
    expect(page.get_by_text("Gemt på denne telefon").first).to_be_visible()
    withdraw(chromium, line.upstream, citizen="Anne Holm", title=title)

    line.restore()
    page.goto("/synkronisering")
    page.evaluate("dispatchEvent(new Event('online'))")
    refused = page.locator("#afvist .refused")
    expect(refused).to_contain_text(f"Søgt: {title}")
    expect(refused).to_contain_text("Ikke godtaget: Jobbet er trukket tilbage af Karen Lund.")
    expect(page.locator("#sync-line")).to_contain_text("1 ændring blev ikke godtaget.")
    assert "Ikke godtaget: Jobbet er trukket tilbage af Karen Lund." in saved_file(page)
    anne.screenshot("refused")
    refused.get_by_role("button", name="Behold som egen registrering").click()
    expect(card(page, title)).to_contain_text("Modtaget kl.")
    expect(page.locator("#sync-line")).to_be_empty()


def withdraw(chromium: Chromium, port: int, *, citizen: str, title: str) -> None:
    """Karen, who has a line of her own, takes a job back."""
    karen = sign_in(chromium.open("karen", f"http://127.0.0.1:{port}", screen=DESKTOP), "Karen Lund")
    karen.get_by_role("link", name=citizen).click()
    job = card(karen, title)
    job.get_by_text("Træk tilbage").click()
    job.get_by_role("button", name="Træk jobbet tilbage").click()
    expect(job).to_contain_text("Trukket tilbage")


def test_a_text_whose_right_was_withdrawn_is_rescued(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    in_the_worker(anne, FORBIDDEN)
    page.goto("/opgaver")
    page.locator("summary").filter(has_text="Skriv en besked").first.click()
    page.get_by_label("Besked til din sagsbehandler").first.fill("Jeg har øvet mig hele ugen")
    page.get_by_role("button", name="Gem beskeden").first.click()
    expect(page.locator("#sync-line")).to_contain_text("1 ændring blev ikke godtaget.")

    page.goto("/synkronisering")
    rescued = page.locator("#reddet .refused")
    expect(rescued).to_contain_text("Det må du ikke længere rette.")
    expect(rescued).to_contain_text("Jeg har øvet mig hele ugen")
    assert "Jeg har øvet mig hele ugen" in saved_file(page)
    rescued.get_by_role("button", name="Fjern").click()
    expect(page.get_by_role("main")).to_contain_text("Ændringen er fjernet.")
    expect(rescued).to_have_count(0)


def test_a_page_that_was_loaded_past_the_phone_is_drawn_by_it_soon(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    page.goto("/synkronisering")
    session = page.context.new_cdp_session(page)
    session.send("Page.reload", {"ignoreCache": True})
    expect(page.get_by_role("main")).to_contain_text("Alt er sendt. Intet venter her.")
    expect(page.get_by_role("button", name="Beskyt det, jeg har gemt")).to_be_visible()


def test_what_was_written_elsewhere_meanwhile_can_be_read_until_it_is_removed(
    line: CutProxy, chromium: Chromium
) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    write_in(page, "Kedelpasser", "Havneby Damp")
    expect(card(page, "Kedelpasser")).to_contain_text("Modtaget kl.")
    anne.tolerate(OFFLINE)
    line.cut()
    rewrite(page, "Kedelpasser", "Skrevet på telefonen")
    rewrite(page, "Kedelpasser", "Skrevet på telefonen, og rettet")
    library = sign_in(chromium.open("library", f"http://127.0.0.1:{line.upstream}", screen=DESKTOP), "Anne Holm")
    rewrite(library, "Kedelpasser", "Skrevet på biblioteket")
    expect(card(library, "Kedelpasser")).to_contain_text("Modtaget kl.")
    line.restore()
    page.evaluate("dispatchEvent(new Event('online'))")

    told = page.locator("#sync-line")
    expect(told).to_contain_text("Noget, du rettede, var rettet et andet sted imens.")
    told.get_by_role("link", name="Se, hvad der stod.").click()
    stood = page.locator("#rettet li")
    expect(stood).to_have_count(1)
    expect(stood).to_contain_text("Rettet i joblog: Kedelpasser")
    expect(stood.get_by_role("definition")).to_have_text("Skrevet på biblioteket")
    anne.screenshot("overwrote")
    stood.get_by_role("button", name="Fjern").click()
    expect(page.get_by_role("main")).to_contain_text("Teksten er fjernet.")
    expect(stood).to_have_count(0)
    expect(told).to_be_empty()


def rewrite(page: Page, title: str, note: str) -> None:
    """Write another note to an entry."""
    page.goto("/joblog")
    card(page, title).get_by_role("link", name=title).first.click()
    page.get_by_text("Flere oplysninger").click()
    page.get_by_label("Note").fill(note)
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page).to_have_url(re.compile("/joblog[?]"))
