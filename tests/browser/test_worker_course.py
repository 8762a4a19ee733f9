"""What Karen decides with a reason, Anne reads with no connection and answers, and Karen sees the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.support.chromium import DESKTOP
from tests.support.phone import DRAWN_HERE, OFFLINE, at_home, line, settled, sign_in, town

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

REASON = "Vi ser på det igen, når du har ringet til de tre virksomheder."
ANSWER = "Jeg var syg i to uger, og det vidste du ikke."


def beside_the_facts(karen: Page) -> None:
    """Karen opens what the log shows of Anne beside the rules."""
    karen.get_by_role("link", name="Anne Holm").click()
    karen.get_by_role("link", name="Vurderinger").click()
    expect(karen.get_by_role("heading", name="Det viser loggen nu")).to_be_visible()


def test_a_decision_is_read_and_answered_offline(line: CutProxy, chromium: Chromium) -> None:
    phone = chromium.open("anne", line.origin)
    anne = at_home(phone, "Anne Holm")
    desk = chromium.open("karen", line.origin, screen=DESKTOP)
    desk.tolerate("ERR_FAILED|ERR_ABORTED")
    karen = sign_in(desk, "Karen Lund")
    beside_the_facts(karen)
    expect(karen.get_by_role("main")).to_contain_text("givne job er søgt")

    # She chooses herself: nothing is chosen beforehand.
    karen.get_by_text("Skriv din vurdering").click()
    expect(karen.get_by_label("Din vurdering")).to_have_value("")
    karen.get_by_label("Din vurdering").select_option(label="Vi holder øje med det")
    karen.get_by_label("Hvorfor?").fill(REASON)
    karen.get_by_role("button", name="Gem vurderingen").click()
    expect(karen.get_by_role("main")).to_contain_text("Borgeren har ikke svaret.")

    # It is on Anne's phone; the connection is cut, and she reads and answers it.
    anne.goto("/mere")
    expect(anne.get_by_role("link", name="Vurdering af motivation")).to_be_visible()
    settled(anne, DRAWN_HERE)
    phone.tolerate(OFFLINE)
    desk.tolerate(OFFLINE)
    line.cut()
    anne.get_by_role("link", name="Vurdering af motivation").click()
    main = anne.get_by_role("main")
    for told in (REASON, "Vurderet af Karen Lund", "givne job er søgt", "Tvivl om motivation"):
        expect(main).to_contain_text(told)
    anne.get_by_label("Hvordan ser du på det?").fill(ANSWER)
    anne.get_by_role("button", name="Gem svaret").click()
    expect(main).to_contain_text("Gemt på denne telefon")
    anne.goto("/synkronisering")
    expect(anne.get_by_role("main")).to_contain_text("Svar på vurdering")

    # Back in reach it is received, and Karen has it.
    line.restore()
    anne.evaluate("dispatchEvent(new Event('online'))")
    expect(anne.get_by_text("Alt er sendt.")).to_be_visible()
    anne.goto("/mere")
    anne.get_by_role("link", name="Vurdering af motivation").click()
    expect(anne.get_by_text(re.compile(r"Modtaget kl\. \d\d\.\d\d"))).to_be_visible()
    karen.reload()
    expect(karen.get_by_role("main")).to_contain_text(ANSWER)
