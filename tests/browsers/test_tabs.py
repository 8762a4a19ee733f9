"""Two tabs of one browser and their worker: each shows what is done in the other, and none sends it again.

What is saved is the worker's: the tab in which it was written may be closed as soon as it is said to be saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.browsers import Browsers, at_home, back_online, write_entry
from tests.support.phone import AT_THE_SERVER
from tests.support.tricks import answer_cut, answer_lost, asked_twice, request_cut

if TYPE_CHECKING:
    from tests.support.cutproxy import CutProxy
    from tests.support.faultyline import FaultyLine
    from tests.support.tab import Tab

EMPLOYER = "Havneby Havn"
TURNS = [f"Fyrpasser {number}" for number in range(4)]
TRICKS = {"Bødker": request_cut, "Rebslager": answer_cut, "Sejlmager": answer_lost, "Tømrer": asked_twice}
AT_ONCE = ["Gartner", "Postbud"]
SAYS_ONLINE = "() => { dispatchEvent(new Event('online')); }"


def titles_at_the_server(tab: Tab) -> list[str]:
    """What stands in the joblog, the newest first."""
    return [title.strip() for title in tab.asks(AT_THE_SERVER, ["/joblog", ".entry .card__title"])]


def test_two_tabs_and_a_worker_send_each_change_once_and_one_at_a_time(faulty: FaultyLine, browsers: Browsers) -> None:
    anne = browsers.open("anne", faulty.origin)
    at_home(anne, "Anne Holm")
    tab, other = anne, anne.opens_another()
    other.goes_to("/joblog")
    faulty.cut()
    for title in TURNS:
        write_entry(tab, title, employer=EMPLOYER)
        other.sees(title)
        tab, other = other, tab
    other.sees("Gemt på denne telefon", times=len(TURNS))
    faulty.restore()
    for each in (tab, other):
        each.asks(SAYS_ONLINE)

    for arrived, (title, trick) in enumerate(TRICKS.items(), len(TURNS)):
        for each in (tab, other):
            each.sees("Modtaget kl.", times=arrived)
        faulty.play(trick)
        write_entry(tab, title, employer=EMPLOYER)
        other.sees(title)
        tab, other = other, tab
    other.sees("Gemt på denne telefon", times=0)
    late = faulty.hold(request=False)
    write_entry(tab, AT_ONCE[0], employer=EMPLOYER)
    late.wait()
    write_entry(other, AT_ONCE[1], employer=EMPLOYER)
    for each in (tab, other):
        each.asks(SAYS_ONLINE)
        each.sees("Gemt på denne telefon", times=len(AT_ONCE))
    late.let_go()

    titles = [*TURNS, *TRICKS, *AT_ONCE]
    for each in (tab, other):
        each.sees("Modtaget kl.", times=len(titles))
    assert faulty.most_at_once == 1
    # A number is one change, however often it is sent.
    sent = {
        (number, mutation["args"]["title"])
        for exchange in faulty.brought
        for number, mutation in enumerate(exchange.asked["mutations"], exchange.asked["from"])
    }
    assert sorted(sent) == list(enumerate(titles, 1))
    assert titles_at_the_server(tab)[: len(titles)] == titles[::-1]


def test_a_tab_that_is_closed_as_soon_as_its_change_is_saved_takes_nothing_with_it(
    line: CutProxy, browsers: Browsers
) -> None:
    anne = browsers.open("anne", line.origin)
    at_home(anne, "Anne Holm")
    another = anne.opens_another()
    line.cut()
    write_entry(anne, "Bogbinder", employer="Papir & Lim")
    anne.sees("Gemt på denne telefon", times=1)
    anne.leaves()

    another.goes_to("/joblog")
    another.sees("Bogbinder", times=1)
    another.sees("Gemt på denne telefon", times=1)
    back_online(line, another)
    another.sees("Gemt på denne telefon", times=0)
    another.sees("Modtaget kl.", times=1)
    assert titles_at_the_server(another).count("Bogbinder") == 1
