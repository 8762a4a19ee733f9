"""What is done without a connection is kept, survives a closed browser, and arrives.

WebKitGTK's MiniBrowser has a lasting profile only where no driver tells it what to do: in automation it starts with an
empty one each time. So only Firefox closes and starts again on the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.browsers import Browsers, at_home, back_online, sign_in, write_entry

if TYPE_CHECKING:
    from tests.support.command import Served
    from tests.support.cutproxy import CutProxy


def test_what_anne_does_offline_is_kept_arrives_and_is_seen_by_karen(
    town: Served, line: CutProxy, browsers: Browsers
) -> None:
    anne = browsers.open("anne", line.origin)
    at_home(anne, "Anne Holm")
    anne.sees("Hej Anne")
    anne.sees("0 af 5")
    line.cut()

    anne.goes_to("/job")
    anne.presses("Jeg har søgt")
    anne.sees("Gemt på denne telefon", times=1)
    anne.sees("1 af 5")
    write_entry(anne, "Cykelmekaniker", employer="Værkstedet Kædeskift")
    anne.sees("Gemt på denne telefon", times=2)
    anne.sees("Du er offline. 2 ændringer er gemt på denne telefon")

    if browsers.engine == "firefox":
        anne.closes()
        anne = browsers.open("anne", line.origin)
        anne.goes_to("/")
        anne.sees("1 af 5")
        anne.goes_to("/joblog")
        anne.sees("Cykelmekaniker")
        anne.sees("Gemt på denne telefon", times=2)

    back_online(line, anne)
    anne.sees("Gemt på denne telefon", times=0)
    anne.sees("Modtaget kl.", times=2)

    karen = browsers.open("karen", town.address)
    sign_in(karen, "Karen Lund")
    karen.presses("Anne Holm")
    karen.sees("1 af 5")
    karen.sees("Cykelmekaniker", times=1)
