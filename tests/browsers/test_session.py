"""A session that ends keeps what was not sent, for the same person and for nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.browsers import Browsers, at_home, back_online, write_entry

if TYPE_CHECKING:
    from tests.support.cutproxy import CutProxy


def test_unsent_work_waits_until_the_same_person_signs_in_again(line: CutProxy, browsers: Browsers) -> None:
    phone = browsers.open("shared", line.origin)
    at_home(phone, "Anne Holm")
    line.cut()
    write_entry(phone, "Bogbinder", employer="Papir & Lim")
    phone.sees("Gemt på denne telefon", times=1)
    phone.forgets_the_session()
    back_online(line, phone)

    phone.sees("Log ind for at sende 1 ændring.")
    phone.sees("Bogbinder")
    phone.presses("Log ind for at sende")
    phone.presses("Bo Krogh")
    phone.sees("Hej Bo")
    at_home(phone, "Bo Krogh")
    phone.goes_to("/joblog")
    phone.sees("Joblog")
    phone.sees("Bogbinder", times=0)

    at_home(phone, "Anne Holm")
    phone.goes_to("/joblog")
    phone.sees("Bogbinder")
    phone.sees("Gemt på denne telefon", times=0)
    phone.sees("Modtaget kl.")
