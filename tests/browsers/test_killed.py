"""Firefox is killed right after the last of 200 changes was reported as saved, and all are there at its next start.

WebKitGTK's MiniBrowser keeps nothing between two starts in automation, so there is nothing to look for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.browsers import Browsers, at_home
from tests.support.firefox import Firefox

if TYPE_CHECKING:
    from tests.support.cutproxy import CutProxy

SAVES = 200
RUNS = 10  # of each moment in `make soak`, beside the one that is always told


# Somebody in a hurry: ticks the first piece of homework on and off as soon as a page says that the last tick is saved.
# A page that is about to be left is marked, on its document: Firefox was seen to hand a mark on `window` to the next.
SAVED = """(wanted) => {
    if (document.readyState === "loading") return false;
    const page = document.documentElement.dataset;
    const told = /([0-9]+) ændring/.exec(document.querySelector("#sync-line").textContent);
    if (page.isBehind || Number(told?.[1] ?? 0) >= wanted) return !page.isBehind;
    page.isBehind = "yes";
    document.querySelector(".assignment form button").click();
    return false;
}"""


@pytest.mark.parametrize("engine", ["firefox"])
@pytest.mark.parametrize("after", [0, 0.1, 0.3], ids=["at once", "after 100 ms", "after 300 ms"])
@pytest.mark.parametrize("_run", [0, *(pytest.param(run, marks=pytest.mark.soak) for run in range(1, RUNS + 1))])
def test_a_killed_firefox_has_kept_all_that_it_said_was_saved(
    line: CutProxy, browsers: Browsers, after: float, _run: int
) -> None:
    anne = browsers.open("anne", line.origin)
    assert isinstance(anne, Firefox)
    at_home(anne, "Anne Holm")
    line.cut()
    anne.goes_to("/opgaver")
    for number in range(1, SAVES + 1):
        anne.until(SAVED, number)
    anne.dies(after=after)

    anne = browsers.open("anne", line.origin)
    anne.goes_to("/opgaver")
    anne.sees(f"{SAVES} ændringer er gemt på denne telefon")
