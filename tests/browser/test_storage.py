"""What the browser keeps: when it is asked to keep it, and what a person is told where it may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.chromium import Screen
from tests.support.phone import OFFLINE, at_home, line, town, write_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.chromium import Chromium, Window
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

# Counts how often the browser is asked, and marks the page once it has heard from the worker and drawn its conclusions.
COUNTED = """
    StorageManager.prototype.persist = async () => {
        sessionStorage.setItem("asked", Number(sessionStorage.getItem("asked")) + 1);
        return sessionStorage.getItem("granted") === "yes";
    };
    StorageManager.prototype.estimate = async () => ({usage: 1_000_000, quota: 1_000_000_000});
    window.MessageChannel = class extends MessageChannel {
        constructor() {
            super();
            this.port1.addEventListener("message", ({data}) => {
                if (data && "own" in data) setTimeout(() => (document.documentElement.dataset.looked = ""));
            });
        }
    };
"""
FIREFOX = "delete Navigator.prototype.userAgentData;"
IPHONE = f"""
    {FIREFOX}
    window.GestureEvent = class {{}};
    delete window.onbeforeinstallprompt;
    Object.defineProperty(navigator, "standalone", {{value: false}});
"""
ON_THE_HOME_SCREEN = IPHONE.replace("value: false", "value: true")
FULL = "StorageManager.prototype.estimate = async () => ({usage: 40_000_000, quota: 50_000_000});"
KEPT = "StorageManager.prototype.persisted = async () => true;"
WEEK = "Safari kan slette det, Konkret har gemt her, hvis du ikke åbner Konkret i 7 dage."
ROOM = "Der er næsten ikke plads til mere her."
UNSENT = "Noget er ikke sendt endnu."
SMALL = Screen(360, 740, scale=2, touch=True)


def opened(chromium: Chromium, origin: str, browser: str = "") -> Window:
    """Anne's phone, which is another browser than it seems."""
    anne = chromium.open("anne", origin, screen=SMALL)
    anne.context.add_init_script(COUNTED + browser)
    return anne


def at_ease(page: Page, path: str = "/") -> Page:
    """Open a page, and wait until it has decided what to ask and what to tell."""
    page.goto(path)
    page.locator("html[data-looked]").wait_for(state="attached")
    return page


def asked(page: Page) -> int:
    """How often the browser was asked to keep what is stored."""
    return page.evaluate("Number(sessionStorage.getItem('asked'))")


def test_the_browser_is_asked_once_there_is_something_of_ones_own_to_keep(line: CutProxy, chromium: Chromium) -> None:
    page = at_home(opened(chromium, line.origin), "Anne Holm")
    assert asked(at_ease(page)) == 0
    write_in(page, "Glarmester", "Havneby Glas")
    assert asked(at_ease(page)) > 0
    expect(page.locator("[data-evict]")).to_be_hidden()


def test_a_browser_that_would_ask_the_person_is_asked_by_the_person(line: CutProxy, chromium: Chromium) -> None:
    anne = opened(chromium, line.origin, FIREFOX)
    page = at_home(anne, "Anne Holm")
    write_in(page, "Kurvemager", "Havneby Pil")
    assert asked(at_ease(page, "/synkronisering")) == 0
    expect(page.get_by_role("main")).to_contain_text("Det er ikke beskyttet")
    page.get_by_role("button", name="Beskyt det, jeg har gemt").click()
    expect(page.get_by_text("Browseren siger nej lige nu.")).to_be_visible()
    assert asked(page) == 1

    page.evaluate("sessionStorage.setItem('granted', 'yes')")
    anne.context.service_workers[0].evaluate(f"() => {{ {KEPT} }}")
    page.get_by_role("button", name="Beskyt det, jeg har gemt").click()
    expect(page.get_by_text("Det er beskyttet: browseren sletter det ikke af sig selv.")).to_be_visible()


def test_safari_clears_what_is_not_on_the_home_screen_which_is_told_once(line: CutProxy, chromium: Chromium) -> None:
    anne = opened(chromium, line.origin, IPHONE)
    page = at_home(anne, "Anne Holm")
    notice = page.locator("[data-evict]")
    at_ease(page)
    expect(notice).to_be_hidden()
    write_in(page, "Bundtmager", "Havneby Pels")
    at_ease(page)
    expect(notice).to_contain_text(WEEK, use_inner_text=True)
    assert notice.locator("[data-says]:visible").count() == 1
    anne.screenshot("evict-360")

    notice.get_by_role("link", name="Se, hvad du kan gøre").click()
    expect(page.get_by_text("tryk på Del og så «Føj til hjemmeskærm»")).to_be_visible()
    anne.screenshot("sync-iphone-360")
    at_ease(page)
    notice.get_by_role("button", name="Vis det ikke igen").click()
    expect(notice).to_be_hidden()
    at_ease(page)
    expect(notice).to_be_hidden()


@pytest.mark.parametrize(
    ("browser", "told"),
    [(ON_THE_HOME_SCREEN, ""), (FULL + KEPT, ROOM), ("", UNSENT), (KEPT, "")],
    ids=["installed", "no room, promised", "unsent", "unsent, promised"],
)
def test_a_warning_comes_only_where_something_may_be_lost(
    line: CutProxy, chromium: Chromium, browser: str, told: str
) -> None:
    anne = opened(chromium, line.origin, browser)
    page = at_home(anne, "Anne Holm")
    anne.tolerate(OFFLINE)
    line.cut()
    write_in(page, "Hattemager", "Havneby Hatte")
    expect(page.locator("#sync-line")).to_contain_text("Du er offline.")
    at_ease(page)
    notice = page.locator("[data-evict]")
    if told:
        expect(notice).to_contain_text(told, use_inner_text=True)
    else:
        expect(notice).to_be_hidden()
