"""A phone whose clock is a year late and goes backwards: what is done on it keeps its order, and all of it arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.support.browsers import Browsers, at_home, back_online, write_entry
from tests.support.cutproxy import CutProxy
from tests.support.later_build import LaterBuild
from tests.support.phone import AT_THE_SERVER

if TYPE_CHECKING:
    from tests.support.command import Served

# No driver of these browsers reaches a worker: it brings its clock along.
BACKWARDS = b"""
const Right = Date;
let looked = 0;
const late = () => Right.now() - 365 * 24 * 3600 * 1000 - 10_000 * ++looked;
self.Date = class extends Right {
    constructor(...given) { super(...(given.length ? given : [late()])); }
    static now() { return late(); }
};
"""
TITLES = ("Rettet en gang", "Rettet to gange", "Rettet tre gange")


class WrongClock(LaterBuild):
    """Gives out a worker that looks at a clock of its own."""

    def worker(self, script: bytes) -> bytes:
        return BACKWARDS + super().worker(script)


def test_a_clock_that_goes_backwards_changes_no_order(town: Served, browsers: Browsers) -> None:
    with (
        WrongClock(urlsplit(town.address).port or 0).serving() as server,
        CutProxy(server.server_port) as line,
    ):
        anne = browsers.open("anne", line.origin)
        at_home(anne, "Anne Holm")
        line.cut()
        title = "Skrevet"
        write_entry(anne, title, employer="Havneby Havn")
        for corrected in TITLES:
            anne.presses(title)
            anne.fills("Stilling", corrected)
            anne.presses("Gem")
            anne.sees(corrected)
            title = corrected
        anne.sees(f"{1 + len(TITLES)} ændringer er gemt på denne telefon")
        back_online(line, anne)

        anne.sees("Gemt på denne telefon", times=0)
        # A year late, it has received it in a year that is not this one.
        anne.sees("Modtaget")
        titles = anne.asks(AT_THE_SERVER, ["/joblog", ".entry .card__title"])
        assert [each.strip() for each in titles if each.strip().startswith(("Skrevet", "Rettet"))] == [TITLES[-1]]
