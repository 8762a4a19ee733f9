"""Anne moves her focus and goes through her CV with no connection; back in reach it counts, and can be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.support.chromium import Screen
from tests.support.engines import ROOT
from tests.support.phone import DRAWN_HERE, OFFLINE, at_home, at_the_server, line, settled, town

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

SMALL = Screen(360, 740, scale=2, touch=True)
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
LONG = "Specialpædagogiskkonsulentbistandskoordinatorassistentvikar"
WHY = "Der er flere job i butik"


def place(page: Page, letter: str) -> Locator:
    return page.locator(f"#maal-{letter}")


def wrong_with(page: Page) -> list[str]:
    """What axe finds in the page with everything folded out, and whether it is wider than the screen."""
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(({violations}) => violations.map(({id, nodes}) => [id, nodes[0].html]))")
    wide = page.evaluate("document.documentElement.scrollWidth") > SMALL.width
    return [*map(str, found), *(["wider than the screen"] if wide else [])]


def test_goals_and_cv_are_kept_offline_and_the_plan_is_taken_along(line: CutProxy, chromium: Chromium) -> None:
    phone = chromium.open("anne", line.origin, screen=SMALL)
    anne = at_home(phone, "Anne Holm")
    anne.goto("/maal")
    settled(anne, DRAWN_HERE)
    phone.tolerate(rf"{OFFLINE}|status of 422")
    line.cut()

    anne.goto("/maal")
    place(anne, "A").locator("summary").first.click()
    place(anne, "A").get_by_label("Hvilket job?").fill(LONG)
    place(anne, "A").get_by_role("button", name="Gem").click()
    expect(place(anne, "A")).to_contain_text("Gemt på denne telefon")
    assert wrong_with(anne) == []
    anne.goto("/maal")
    place(anne, "A").get_by_text("Flyt målet").click()
    place(anne, "A").get_by_label("Hvorhen?").select_option("C")
    place(anne, "A").get_by_role("button", name="Flyt").click()
    expect(anne.get_by_role("alert")).to_contain_text("Skriv kort, hvorfor du flytter målet.")
    place(anne, "A").get_by_label("Hvorfor?").first.fill(WHY)
    place(anne, "A").get_by_role("button", name="Flyt").click()
    expect(place(anne, "C")).to_contain_text(LONG)
    anne.goto("/plan")
    anne.locator("#cv .row").filter(has_text="Uddannelse").get_by_role("button").click()
    expect(anne.locator("#cv")).to_contain_text("i dag")
    expect(anne.locator("#cv")).to_contain_text("Gemt på denne telefon")
    assert wrong_with(anne) == []
    phone.screenshot("plan-360")

    line.restore()
    anne.evaluate("dispatchEvent(new Event('online'))")
    anne.goto("/synkronisering")
    expect(anne.get_by_text("Alt er sendt.")).to_be_visible()
    assert any(LONG in title for title in at_the_server(anne, "/maal", "#maal-C .card__title"))
    assert WHY in " ".join(at_the_server(anne, "/maal", "#foer"))
    anne.goto("/plan")
    with anne.expect_download() as taken:
        anne.get_by_role("link", name="Hent som PDF").click()
    assert taken.value.suggested_filename.startswith("min-plan-")
    assert taken.value.path().read_bytes().startswith(b"%PDF-1.7")
