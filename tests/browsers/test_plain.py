"""Every page works as a plain form, without scripts and without a service worker.

WebKitGTK can be told not to run the scripts of pages and still run those of a driver. Firefox without JavaScript
answers no driver (a script that it is asked to run never comes back), so there the service worker alone is missing;
Chromium tells the story without scripts in `tests/browser`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.browsers import Browsers, sign_in, write_entry

if TYPE_CHECKING:
    from tests.support.command import Served

WORKER = "() => navigator.serviceWorker?.getRegistration().then((found) => found !== undefined)"


def test_anne_applies_and_writes_an_entry_with_nothing_but_forms(town: Served, browsers: Browsers) -> None:
    anne = browsers.open("anne", town.address, plain=True)
    sign_in(anne, "Anne Holm")
    anne.sees("Hej Anne")
    anne.goes_to("/job")
    anne.presses("Jeg har søgt")
    anne.sees("1 af 5")
    anne.sees("Modtaget kl.", times=1)
    write_entry(anne, "Cykelmekaniker", employer="Værkstedet Kædeskift")
    anne.sees("Gemt på denne telefon", times=0)
    assert not anne.asks(WORKER)
    anne.goes_to("/mere")
    anne.presses("Log ud")
    anne.until("() => location.pathname === '/log-ind'")
