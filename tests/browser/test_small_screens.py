"""What a small screen does to long words, what is said while somebody waits, and what axe finds there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.chromium import Screen
from tests.support.engines import ROOT
from tests.support.phone import OFFLINE, at_home, line, sign_in, town, write_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

SMALL = Screen(360, 740, scale=2, touch=True)
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
LONG = "Specialpædagogiskkonsulentbistandskoordinatorassistentvikar"


@pytest.mark.parametrize("path", ["/opgaver", "/joblog/ny", "/forloeb"])
def test_a_long_address_in_a_note_leaves_the_page_as_wide_as_the_screen(
    line: CutProxy, chromium: Chromium, path: str
) -> None:
    page = at_home(chromium.open("anne", line.origin, screen=SMALL), "Anne Holm")
    page.goto(path)
    if path == "/opgaver":
        page.get_by_text("Skriv en besked").first.click()
    elif path == "/joblog/ny":
        page.get_by_text("Flere oplysninger").click()
    page.locator("textarea").first.fill("https://job.example/" + "x" * 300)
    assert page.evaluate("document.documentElement.scrollWidth") == SMALL.width


def test_what_is_not_sent_fits_a_small_screen_and_is_said_to_everybody(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin, screen=SMALL)
    page = at_home(anne, "Anne Holm")
    page.goto("/synkronisering")
    assert wrong_with(page) == []
    anne.tolerate(OFFLINE)
    line.cut()
    write_in(page, LONG, "Havneby Havn")
    for path in ("/", "/mere", "/synkronisering"):
        page.goto(path)
        assert wrong_with(page) == []
    anne.screenshot("sync-360")

    page.goto("/mere")
    # As where no script asks.
    page.evaluate("document.querySelector('form[action=\"/log-ud\"]').submit()")
    page.get_by_role("button", name="Log ud alligevel").wait_for()
    assert wrong_with(page) == []
    anne.screenshot("leave-360")


def test_the_pages_about_reminders_fit_a_small_screen_and_a_calendar_file_needs_a_connection(
    line: CutProxy, chromium: Chromium
) -> None:
    anne = chromium.open("anne", line.origin, screen=SMALL)
    page = at_home(anne, "Anne Holm")
    page.goto("/kalender")
    page.get_by_role("button", name="Lav en adresse").click()
    page.get_by_label("Eller kopiér adressen").wait_for()
    for path in ("/kalender", "/paamindelser", "/paamindelser/veje", "/paamindelser/sendt"):
        page.goto(path)
        assert wrong_with(page) == [], path
    page.goto("/")
    with page.expect_download() as file:
        page.get_by_role("link", name="Læg i kalender").click()
    assert file.value.suggested_filename == "aftale.ics"
    anne.tolerate(f"{OFFLINE}|503")
    line.cut()
    page.get_by_role("link", name="Læg i kalender").click()
    page.get_by_role("heading", name="Du er offline").wait_for()


def wrong_with(page: Page) -> list[str]:
    """What axe finds in the page, and what is wider than the screen."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(({violations}) => violations.map(({id, nodes}) => [id, nodes[0].html]))")
    wide = page.evaluate("document.documentElement.scrollWidth") > SMALL.width
    return [*map(str, found), *(["wider than the screen"] if wide else [])]


def test_the_caseworkers_pages_about_a_course_are_as_wide_as_the_screen(line: CutProxy, chromium: Chromium) -> None:
    page = sign_in(chromium.open("karen", line.origin, screen=SMALL), "Karen Lund")
    page.get_by_role("link", name="Bo Krogh").click()
    page.wait_for_url("**/borgere/*")
    home = page.url
    for place in ("spor", "praktik", "vurderinger", "forloeb"):
        page.goto(f"{home}/{place}")
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        for text in page.locator("textarea").all():
            text.fill("https://job.example/" + "x" * 300)
        assert page.evaluate("document.documentElement.scrollWidth") == SMALL.width, place
    assert [min(size_of_a_short_link(page, holder)) >= 44 for holder in ("links", "file")] == [True, True]


def size_of_a_short_link(page: Page, holder: str) -> list[float]:
    """Width and height in px of a link of one letter where such links stand."""
    return page.evaluate(
        """(holder) => {
            const link = document.createElement("a");
            Object.assign(link, { href: "/", textContent: "B" });
            const around = document.createElement("div");
            around.className = holder;
            around.append(link);
            document.querySelector("main").append(around);
            const { width, height } = link.getBoundingClientRect();
            return [width, height];
        }""",
        holder,
    )


def test_while_the_browser_is_asked_for_reminders_somebody_says_so(line: CutProxy, chromium: Chromium) -> None:
    page = at_home(chromium.open("anne", line.origin), "Anne Holm")
    page.goto("/mere")
    page.get_by_role("button", name="Slå påmindelser til").click()
    state = page.locator("#reminders-state")
    expect(state).to_have_text("Vent lidt …", use_inner_text=True)
    # No push service can be reached from here.
    told = "Det lykkedes ikke lige nu. Prøv igen om lidt."
    expect(state).to_have_text(told, use_inner_text=True, timeout=15_000)


def test_a_meeting_is_held_in_one_column_as_wide_as_the_screen(line: CutProxy, chromium: Chromium) -> None:
    page = sign_in(chromium.open("karen", line.origin, screen=SMALL), "Karen Lund")
    page.get_by_role("link", name="Anne Holm").click()
    page.get_by_role("link", name="Hold mødet").click()
    expect(page.get_by_role("heading", name="Gennemgå", exact=True)).to_be_visible()
    page.locator("textarea").first.fill("https://job.example/" + "x" * 300)
    for fold in page.locator("summary").all():
        fold.click()
    assert page.evaluate("document.documentElement.scrollWidth") == SMALL.width
    columns = page.locator(".meeting > *").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().left)")
    assert len(set(columns)) == 1
