"""What the server refuses is shown with the reason, and holds nothing up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.browsers import Browsers, at_home, back_online, sign_in, write_entry

if TYPE_CHECKING:
    from tests.support.command import Served
    from tests.support.cutproxy import CutProxy


def test_a_job_that_karen_withdrew_meanwhile_is_refused_and_what_was_written_after_it_arrives(
    town: Served, line: CutProxy, browsers: Browsers
) -> None:
    anne = browsers.open("anne", line.origin)
    at_home(anne, "Anne Holm")
    anne.goes_to("/job")
    title = anne.until("() => document.querySelector('.job--open h3')?.textContent")
    line.cut()
    karen = browsers.open("karen", town.address)
    sign_in(karen, "Karen Lund")
    karen.presses("Anne Holm")
    karen.presses(f"Træk tilbage: {title}")
    karen.presses(f"Træk jobbet tilbage: {title}")
    karen.sees("Trukket tilbage af Karen Lund")

    anne.goes_to("/job")
    anne.presses(f"Jeg har søgt: {title}")
    anne.sees("Gemt på denne telefon", times=1)
    write_entry(anne, "Fyrpasser", employer="Havneby Havn")
    back_online(line, anne)

    anne.sees("1 ændring blev ikke godtaget.")
    anne.sees("Gemt på denne telefon", times=0)
    anne.sees("Modtaget kl.", times=1)
    anne.presses("Se hvilken.")
    anne.sees("Ikke godtaget: Jobbet er trukket tilbage af Karen Lund.")
    karen.sees("Fyrpasser")

    anne.presses("Behold som egen registrering")
    anne.sees("blev ikke godtaget", times=0)
    anne.goes_to("/joblog")
    anne.sees("Modtaget kl.", times=2)
    karen.sees("2 denne uge")
