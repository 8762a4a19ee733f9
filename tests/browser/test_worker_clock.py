"""A phone whose clock is set back a year in the middle of the day: order and counts are as if it were right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.support.phone import OFFLINE, at_home, at_the_server, card, line, titles_at_the_server, town, write_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

SET_BACK = """() => {
    const Right = Date;
    const now = () => Right.now() - 365 * 24 * 3600 * 1000;
    self.Date = class extends Right {
        constructor(...given) { super(...(given.length ? given : [now()])); }
        static now() { return now(); }
    };
}"""


def count(main: str) -> tuple[int, int]:
    """How many jobs a page says are applied for, and of how many."""
    told = re.search(r"(\d+) af (\d+) job er søgt", main)
    assert told
    return int(told[1]), int(told[2])


def apply(page: Page) -> None:
    """Tick off the first job, and see it counted."""
    applied, handed_out = count(page.inner_text("main"))
    page.get_by_role("button", name="Jeg har søgt").first.click()
    expect(page.get_by_role("main")).to_contain_text(f"{applied + 1} af {handed_out} job er søgt")


def test_a_clock_that_is_set_back_a_year_changes_no_order_and_no_count(line: CutProxy, chromium: Chromium) -> None:
    phone = chromium.open("bo", line.origin)
    page = at_home(phone, "Bo Krogh")
    phone.tolerate(OFFLINE)
    page.goto("/job")
    applied, handed_out = count(page.inner_text("main"))
    line.cut()
    apply(page)
    phone.context.service_workers[0].evaluate(SET_BACK)
    # Which jobs are out of time is another matter in another year: the page is drawn for that day.
    page.goto("/job")
    apply(page)

    write_in(page, "Skrevet bagefter")
    for before, after in (("Skrevet bagefter", "Rettet en gang"), ("Rettet en gang", "Rettet to gange")):
        page.get_by_role("link", name=before).click()
        page.get_by_label("Stilling").fill(after)
        page.get_by_role("button", name="Gem").click()
        expect(card(page, after)).to_contain_text("Gemt på denne telefon")
    expect(page.locator("#sync-line")).to_contain_text("5 ændringer er gemt på denne telefon")
    line.restore()
    expect(card(page, "Rettet to gange")).to_contain_text("Modtaget")

    titles = titles_at_the_server(page)
    assert [titles.count(f"Rettet {times}") for times in ("en gang", "to gange")] == [0, 1]
    (told,) = at_the_server(page, "/job", "main")
    assert count(told) == (applied + 2, handed_out)
    # The next worker has the right time again.
    phone.worker().stop()
    page.goto("/job")
    assert count(page.inner_text("main")) == (applied + 2, handed_out)
