"""The requirement changes in the middle of the week: Eva counts along offline, and her open page hears of it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from backend.domain.dates import monday_of, weekday
from backend.domain.time import ZONE
from tests.support.chromium import DESKTOP, Screen
from tests.support.phone import DRAWN_HERE, OFFLINE, at_home, line, settled, sign_in, town, write_in

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

SMALL = Screen(360, 740, scale=2, touch=True)
AGREED, RAISED = 2, 9


def agrees(karen: Page, number: int, since: str) -> None:
    """Karen sets the requirement from a day on."""
    karen.get_by_text("Aftal et krav").click()
    karen.get_by_label("Hvor mange ansøgninger?").fill(str(number))
    karen.get_by_label("Gælder fra").fill(since)
    karen.get_by_role("button", name="Gem kravet").click()
    expect(karen.get_by_role("main")).to_contain_text(f"{number} om ugen")


def shown(place: Locator) -> tuple[int, int]:
    """The numbers of «1 af 2»."""
    found = re.search(r"(\d+) af (\d+)", place.inner_text())
    assert found is not None
    return int(found[1]), int(found[2])


def test_eva_counts_offline_and_hears_of_a_change_in_the_middle_of_the_week(line: CutProxy, chromium: Chromium) -> None:
    today = datetime.now(ZONE).date().isoformat()
    desk = chromium.open("karen", line.origin, screen=DESKTOP)
    desk.tolerate(f"{OFFLINE}|ERR_ABORTED")
    karen = sign_in(desk, "Karen Lund")
    karen.get_by_role("link", name="Eva Friis").click()
    karen.get_by_role("link", name="Krav til jobsøgning").click()
    agrees(karen, AGREED, monday_of(today))

    phone = chromium.open("eva", line.origin, screen=SMALL)
    eva = at_home(phone, "Eva Friis")
    phone.tolerate(OFFLINE)
    panel = eva.locator(".home__joblog")
    expect(panel).to_contain_text("Joblog denne uge")
    done, needed = shown(panel)
    assert needed == AGREED

    # Without a connection she writes an application in, and the phone counts it.
    line.cut()
    write_in(eva, "Havnefoged")
    eva.goto("/")
    expect(panel).to_contain_text(f"{done + 1} af {AGREED}")
    panel.get_by_role("link", name="Se, hvad der tæller").click()
    main = eva.get_by_role("main")
    expect(main.get_by_role("link", name="Havnefoged")).to_be_visible()
    expect(main).to_contain_text(f"{done + 1} af {AGREED}")
    expect(main).to_contain_text("Det her er tal, ikke en afgørelse.")
    eva.get_by_text("Sådan tæller vi").click()
    expect(main).to_contain_text("regnes hvert krav kun for sine dage, og der rundes ned")
    assert eva.evaluate("document.documentElement.scrollWidth") == SMALL.width
    phone.screenshot("requirement-offline")

    line.restore()
    eva.evaluate("dispatchEvent(new Event('online'))")
    settled(eva, DRAWN_HERE)
    karen.reload()
    expect(karen.get_by_role("main")).to_contain_text("Havnefoged")

    # From today it is more. Each number holds for its days, and the open page says what that comes to.
    agrees(karen, RAISED, today)
    gone = weekday(today)
    expect(main).to_contain_text(f"{done + 1} af {(AGREED * gone + RAISED * (7 - gone)) // 7}")
    if gone:
        expect(main).to_contain_text(f"{AGREED} om ugen i {gone} af 7 dage, {RAISED} om ugen i {7 - gone} af 7 dage")
    expect(main).to_contain_text("Aftalt før")
    expect(karen.get_by_role("main")).to_contain_text("Aftalt før")
    phone.screenshot("requirement-changed")
    desk.screenshot("requirement-desk")
