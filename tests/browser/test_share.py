"""A job that another app shares, on a small screen and without a connection: a draft, completed, and counted."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from playwright.sync_api import expect

from tests.support import devtools
from tests.support.chromium import DESKTOP, Screen
from tests.support.phone import OFFLINE, at_home, card, line, town

if TYPE_CHECKING:
    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

SMALL = Screen(360, 740, scale=2, touch=True)
# As an app on Android hands it over.
SHARED = urlencode({"title": "Fyrpasser", "text": "Se det her job: https://job.example/fyr?id=1"})


def test_shared_from_another_app_offline_a_draft_completed_and_counted(line: CutProxy, chromium: Chromium) -> None:
    gitte = chromium.open("gitte", line.origin, screen=SMALL)
    page = at_home(gitte, "Gitte Toft")
    gitte.tolerate(OFFLINE)
    page.goto("/joblog")
    done, needed = re.findall(r"\d+", page.locator(".count").inner_text())

    line.cut()
    page.goto(f"/joblog/del?{SHARED}")
    expect(page.get_by_label("Stilling")).to_have_value("Fyrpasser")
    expect(page.get_by_role("button", name="Gem som kladde")).to_be_in_viewport()
    gitte.screenshot("shared-360")
    page.get_by_role("button", name="Hent oplysninger").click()
    expect(page.get_by_text("Du er offline, så opslaget kan ikke læses nu.")).to_be_visible()
    expect(page.get_by_label("Stilling")).to_have_value("Fyrpasser")
    expect(page.get_by_label("Link til opslaget")).to_have_value("https://job.example/fyr?id=1")
    gitte.screenshot("shared-unread-360")
    page.get_by_role("button", name="Gem som kladde").click()
    expect(card(page, "Fyrpasser")).to_contain_text("Gemt på denne telefon")

    page.goto(f"/joblog/del?{SHARED}")
    expect(page.get_by_role("alert")).to_contain_text("Det ligner en, der allerede står i din joblog")
    page.get_by_role("link", name="Åbn den, der står der").click()
    page.get_by_label("Arbejdsgiver").fill("Fyret på Molen")
    page.get_by_role("button", name="Gem", exact=True).click()
    card(page, "Fyrpasser").get_by_role("button", name="Jeg har søgt").click()
    expect(page.locator(".count")).to_have_text(f"{int(done) + 1} af {needed}", use_inner_text=True)

    line.restore()
    page.goto("/joblog")
    expect(card(page, "Fyrpasser")).to_contain_text("Modtaget kl.")


def test_konkret_is_among_the_apps_that_something_can_be_shared_with(line: CutProxy, chromium: Chromium) -> None:
    karen = chromium.open("karen", line.origin, screen=DESKTOP)
    karen.page.goto("/log-ind")
    karen.worker()
    session = devtools.of_page(karen.page)
    told = session.send("Page.getAppManifest")
    session.detach()
    assert told["errors"] == []
    target = told["manifest"]["shareTarget"]
    assert (target["action"], target["method"]) == (f"{line.origin}/joblog/del", "kGet")
    # What Chromium tells of the names of the three texts, it tells in the wrong order.
    assert json.loads(told["data"])["share_target"]["params"] == {"title": "title", "text": "text", "url": "url"}
    assert karen.installability_errors() == []
