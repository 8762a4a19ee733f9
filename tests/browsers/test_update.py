"""A phone and a server of different versions: what is saved waits for the two to understand each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.browsers import Browsers, at_home, write_entry
from tests.support.later_build import later_build

if TYPE_CHECKING:
    from tests.support.faultyline import FaultyLine

LOOKS = 3
TRIES = 2
AGAIN = "() => { dispatchEvent(new Event('online')); }"


def test_an_old_phone_is_updated_by_a_new_server_and_sends_what_was_saved(
    faulty: FaultyLine, browsers: Browsers
) -> None:
    with later_build(faulty.origin) as deployment:
        anne = browsers.open("anne", deployment.origin)
        at_home(anne, "Anne Holm")
        # The new server is out before the new front end.
        faulty.schemas = {1: 0, 2: 1}
        write_entry(anne, "Fyrpasser", employer="Havneby Havn")
        anne.sees("Konkret er blevet opdateret.")
        anne.sees("Gemt på denne telefon", times=1)
        # Each time that it is told so it looks for a newer front end. Browsers look by themselves after a page was
        # opened, WebKit a while after, and then not until the next page.
        for _ in range(LOOKS):
            with deployment.looked_at():
                anne.asks(AGAIN)

        deployment.deployed, deployment.schema = True, 2
        anne.asks(AGAIN)
        anne.sees("Modtaget kl.", times=1)
        anne.sees("Gemt på denne telefon", times=0)
        assert {status for each in faulty.brought for status in each.statuses} == {426, 200}


def test_a_new_phone_waits_for_an_old_server_and_sends_what_was_saved(faulty: FaultyLine, browsers: Browsers) -> None:
    with later_build(faulty.origin) as deployment:
        deployment.deployed, deployment.schema = True, 2
        faulty.schemas = {2: 1}
        anne = browsers.open("anne", deployment.origin)
        at_home(anne, "Anne Holm")
        # The server is put back to the version before.
        faulty.schemas = {}
        early = faulty.hold(request=True)
        write_entry(anne, "Fyrpasser", employer="Havneby Havn")
        early.wait()
        anne.sees("Gemt på denne telefon", times=1)
        early.let_go()
        assert faulty.brought[0].statuses == [503]
        # A page that was opened meanwhile asks for one exchange more, or two: the others are the worker's own.
        for _ in range(TRIES):
            again = faulty.hold(request=True)
            again.wait()
            again.let_go()
        anne.sees("Gemt på denne telefon", times=1)

        faulty.schemas = {2: 1}
        anne.sees("Modtaget kl.", times=1)
        anne.sees("Gemt på denne telefon", times=0)
        assert {status for each in faulty.brought for status in each.statuses} == {503, 200}
