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

ASKED = re.compile(r"Resolving host \[([^\]]+)\]")


def test_firefox_looks_up_no_other_machine_and_reaches_none(
    town: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOZ_LOG", "nsHostResolver:5")
    monkeypatch.setenv("MOZ_LOG_FILE", str(tmp_path / "names"))
    firefox = Firefox(tmp_path / "profile", town.address)
    try:
        at_home(firefox, "Anne Holm")
        with pytest.raises(Refused, match="NS_ERROR_PROXY_CONNECTION_REFUSED"):
            firefox.opens("http://jobnet.example/")
    finally:
        firefox.closes()

    looked_up = {name for log in tmp_path.glob("names*") for name in ASKED.findall(log.read_text(errors="replace"))}
    assert looked_up <= {"127.0.0.1", "localhost"}
    assert looked_up, "the log says nothing"
