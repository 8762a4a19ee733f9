"""A change that is on its way when the line fails, repeats or dawdles arrives, and arrives once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.browsers import Browsers, at_home, sign_in, write_entry
from tests.support.tricks import Answered, answer_cut, answer_lost, asked_again, asked_twice, request_cut

if TYPE_CHECKING:
    from tests.support.command import Served
    from tests.support.faultyline import FaultyLine


def test_what_breaks_off_comes_twice_or_is_answered_twice_is_there_exactly_once(
    town: Served, faulty: FaultyLine, browsers: Browsers
) -> None:
    anne = browsers.open("anne", faulty.origin)
    at_home(anne, "Anne Holm")
    kept = Answered()
    tricks = [request_cut, answer_cut, answer_lost, asked_twice, asked_again, kept.keep, kept.again]
    titles = [f"Fyrpasser {number}" for number in range(len(tricks))]
    for number, (trick, title) in enumerate(zip(tricks, titles, strict=True), 1):
        faulty.play(trick)
        write_entry(anne, title, employer="Havneby Havn")
        anne.sees("Gemt på denne telefon", times=0)
        anne.sees("Modtaget kl.", times=number)

    answers = [answer for exchange in faulty.exchanges for answer in exchange.answers]
    assert answers[-1]["cursor"] - answers[0]["cursor"] == len(tricks)
    told = {(each["number"], each["state"], each["received_at"]) for answer in answers for each in answer["verdicts"]}
    assert sorted(number for number, _, _ in told) == list(range(1, len(tricks) + 1))
    karen = browsers.open("karen", town.address)
    sign_in(karen, "Karen Lund")
    karen.presses("Anne Holm")
    for title in titles:
        karen.sees(title, times=1)


def test_what_is_written_while_an_answer_dawdles_is_sent_after_it(
    town: Served, faulty: FaultyLine, browsers: Browsers
) -> None:
    anne = browsers.open("anne", faulty.origin)
    at_home(anne, "Anne Holm")
    late = faulty.hold(request=False)
    write_entry(anne, "Gartner", employer="Havnens Planter")
    late.wait()
    write_entry(anne, "Postbud", employer="Havneby Post")
    anne.sees("Gemt på denne telefon", times=2)
    assert len(faulty.brought) == 1
    late.let_go()
    anne.sees("Modtaget kl.", times=2)

    assert [len(each.asked["mutations"]) for each in faulty.brought] == [1, 1]
    assert faulty.most_at_once == 1
    karen = browsers.open("karen", town.address)
    sign_in(karen, "Karen Lund")
    karen.presses("Anne Holm")
    for title in ("Gartner", "Postbud"):
        karen.sees(title, times=1)
