"""The browsers beside Chromium: a story that asks for `browsers` is told in Firefox, and again in WebKit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pytest

from tests.support.firefox import Firefox
from tests.support.phone import DRAWN_HERE
from tests.support.tab import Tab
from tests.support.webkit import WebKit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.cutproxy import CutProxy

Engine = Literal["firefox", "webkit"]


@dataclass
class Browsers:
    """Opens browsers of one engine; a profile's name stands for one person's, and what it stored if the engine can."""

    engine: Engine
    profiles: Path
    opened: list[Tab] = field(default_factory=list[Tab])

    def open(self, profile: str, origin: str, *, plain: bool = False) -> Tab:
        """Open a browser at an empty page; a plain one without what pages can do more with a script."""
        if self.engine == "firefox":
            self.opened.append(Firefox(self.profiles / profile, origin, workers=not plain))
        else:
            self.opened.append(WebKit(origin, scripts=not plain))
        return self.opened[-1]


@pytest.fixture(params=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Both. A story that one of them cannot tell says `@pytest.mark.parametrize("engine", ["firefox"])`."""
    return request.param


@pytest.fixture
def browsers(engine: Engine, tmp_path: Path) -> Iterator[Browsers]:
    """Browsers for one test, which fails at the end when a script of a page failed.

    Name it after the server among a test's arguments: the browsers then close while the server still answers.
    """
    opened = Browsers(engine, tmp_path / "profiles")
    yield opened
    for tab in opened.opened:
        tab.closes()
    faults = [fault for tab in opened.opened for fault in tab.faults()]
    assert not faults, "went wrong in a page:\n" + "\n".join(faults)


def sign_in(tab: Tab, name: str) -> None:
    """Press a name on the page where people sign in, and see the page it leads to."""
    tab.goes_to("/log-ind")
    tab.presses(name)
    tab.until("() => ['/', '/borgere'].includes(location.pathname)")


def at_home(tab: Tab, name: str) -> None:
    """Sign in as a citizen, and wait until the record is on the phone.

    It takes a second page: in WebKit, `clients.claim()` at times passes over a page that was opened while the worker
    became active (seen 4 times in 40), and asking once more does not help.
    """
    sign_in(tab, name)
    tab.asks("() => navigator.serviceWorker.ready.then(() => true)")
    tab.goes_to("/")
    tab.asks(DRAWN_HERE)


def back_online(line: CutProxy, tab: Tab) -> None:
    """The line is whole again, and the phone notices."""
    line.restore()
    tab.asks("() => { dispatchEvent(new Event('online')); }")


def write_entry(tab: Tab, title: str, *, employer: str) -> None:
    """Write an own entry into the joblog."""
    tab.goes_to("/joblog/ny")
    tab.fills("Stilling", title)
    tab.fills("Arbejdsgiver", employer)
    tab.fills("Hvordan søgte du?", "Uopfordret")
    tab.presses("Skriv ind")
    tab.sees(title)
