"""A Firefox that opens no data base: what is not saved is not called so, and goes to the server.

WebKitGTK's MiniBrowser begins with an empty profile of its own each time, so there is nothing to break. Nor can Firefox
be filled: told that it has no room, it throws away all that the site has there, its worker too.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.browsers import Browsers, at_home, sign_in, write_entry

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.cutproxy import CutProxy

OPENED = """() => new Promise((tell) => {
    const opening = indexedDB.open("any");
    opening.onsuccess = () => tell("opened");
    opening.onerror = () => tell(opening.error.name);
})"""


def broken(profile: Path) -> None:
    """Leave the profile's data bases where they are, but so that none can be opened or made."""
    (folder,) = profile.glob("storage/default/http+++127.0.0.1*/idb")
    shutil.rmtree(folder)
    folder.write_text("not a folder")


@pytest.mark.parametrize("engine", ["firefox"])
def test_what_cannot_be_kept_is_sent_at_once_or_said_not_to_be_saved(line: CutProxy, browsers: Browsers) -> None:
    anne = browsers.open("anne", line.origin)
    at_home(anne, "Anne Holm")
    anne.closes()
    broken(browsers.profiles / "anne")

    anne = browsers.open("anne", line.origin)
    sign_in(anne, "Anne Holm")
    assert anne.asks(OPENED) == "UnknownError"
    write_entry(anne, "Fyrpasser", employer="Havneby Havn")
    anne.sees("Modtaget kl.", times=1)

    anne.goes_to("/joblog/ny")
    line.cut()
    anne.fills("Stilling", "Havnefoged")
    anne.fills("Arbejdsgiver", "Havneby Havn")
    anne.presses("Skriv ind")
    anne.sees("Det blev ikke gemt")
    anne.sees("Havnefoged")
