"""A browser of the tests reaches nothing beyond this machine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.bidi import Refused
from tests.support.browsers import at_home
from tests.support.firefox import Firefox

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command import Served

# Firefox also notes names it would look up by a way that is turned off; here a question leaves for the machine.
ASKED = re.compile(r"Calling getaddrinfo for host \[([^\]]+)\]")

# Whether it takes such a name up is settled anew for each, by what is ready first: about every second time.
TRIES = 12


def test_firefox_looks_up_no_other_machine_and_reaches_none(
    town: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOZ_LOG", "sync,nsHostResolver:5")  # a last question is written down, too
    monkeypatch.setenv("MOZ_LOG_FILE", str(tmp_path / "names"))
    firefox = Firefox(tmp_path / "profile", town.address)
    try:
        at_home(firefox, "Anne Holm")
        for number in range(TRIES):
            with pytest.raises(Refused, match="NS_ERROR_PROXY_CONNECTION_REFUSED"):
                firefox.opens(f"http://jobnet{number}.example/")
    finally:
        firefox.closes()

    told = "".join(log.read_text(errors="replace") for log in tmp_path.glob("names*"))
    assert set(ASKED.findall(told)) <= {"localhost"}
    assert "Resolving host [127.0.0.1]" in told, "the log says nothing"
