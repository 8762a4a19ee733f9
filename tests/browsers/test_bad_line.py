"""A change that is on its way when the line fails arrives, and arrives once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.support.bad_line import BadLine, Mishap
from tests.support.browsers import Browsers, at_home, sign_in, write_entry
from tests.support.cutproxy import CutProxy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.command import Served

MISHAPS: tuple[Mishap, ...] = ("half a request", "half an answer", "twice")
TITLES = ("Gartner", "Postbud", "Fyrpasser")


@pytest.fixture
def bad_line(town: Served) -> Iterator[BadLine]:
    """The way to the demo town, on which things happen."""
    with BadLine(urlsplit(town.address).port or 0).serving() as server:
        yield server


def test_what_breaks_off_in_the_middle_or_comes_twice_is_there_exactly_once(
    town: Served, bad_line: BadLine, browsers: Browsers
) -> None:
    with CutProxy(bad_line.server_port) as line:
        anne = browsers.open("anne", line.origin)
        at_home(anne, "Anne Holm")
        line.cut()
        for title in TITLES:
            write_entry(anne, title, employer="Havneby Kommune")
        anne.sees("Gemt på denne telefon", times=len(TITLES))
        bad_line.due.extend(MISHAPS)
        line.restore()

        anne.sees("Gemt på denne telefon", times=0)
        anne.sees("Modtaget kl.", times=len(TITLES))
        assert not bad_line.due, "not everything happened that was to"

        karen = browsers.open("karen", town.address)
        sign_in(karen, "Karen Lund")
        karen.presses("Anne Holm")
        for title in TITLES:
            karen.sees(title, times=1)
