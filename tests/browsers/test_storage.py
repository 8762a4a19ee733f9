"""A Firefox that opens no data base, or is full: what is not saved is not called so, and goes to the server.

WebKitGTK's MiniBrowser begins with an empty profile of its own each time, so there is nothing to break, and its driver
has no word for how much a site may store.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.browsers import Browsers, at_home, back_online, sign_in, write_entry
from tests.support.phone import AT_THE_SERVER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.cutproxy import CutProxy
    from tests.support.tab import Tab

# Of all that Firefox may keep, a site has a fifth. With next to nothing it throws out the whole site, its worker too.
ROOM_KB = 100_000
# What is written finds a place for a while in what the data bases have taken up already.
MOST = 40
NOTE = "Ringede til havnefogeden. " * 60
NOT_SAVED = "Det blev ikke gemt"
OUTCOME = f"""() => {{
    if (document.body.innerText.includes("{NOT_SAVED}")) return "{NOT_SAVED}";
    return location.search.startsWith("?entry=") && "saved";
}}"""
# Takes what room is left in ever smaller pieces, down to what is too little for a page of a data base. Firefox closes
# a data base on which it has run out of room, and gives some of it back when nobody uses it.
FILLED_UP = """async () => {
    const add = (size) => new Promise((tell) => {
        const opening = indexedDB.open("filler", 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("filler", {autoIncrement: true});
        opening.onerror = () => tell(opening.error.name);
        opening.onsuccess = () => {
            const filler = opening.result.transaction("filler", "readwrite");
            filler.objectStore("filler").add(new Blob([new Uint8Array(size)]));
            filler.oncomplete = () => tell("");
            filler.onabort = () => tell(filler.error.name);
            opening.result.close();
        };
    });
    let told = "";
    for (let size = 4 * 1024 * 1024; size >= 1024; size /= 2) while (!(told = await add(size)));
    return told;
}"""
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


def little_room(profile: Path) -> None:
    """Have a browser, before its first start, let sites store no more than that."""
    profile.mkdir(parents=True)
    preference = f'user_pref("dom.quotaManager.temporaryStorage.fixedLimit", {ROOM_KB});\n'
    (profile / "prefs.js").write_text(preference)


def write_where_it_is_full(tab: Tab, title: str) -> str:
    """Write an entry with no room left; what is said of it."""
    tab.goes_to("/joblog/ny")
    tab.fills("Stilling", title)
    tab.fills("Arbejdsgiver", "Havneby Havn")
    tab.fills("Note", NOTE)
    assert tab.asks(FILLED_UP) == "QuotaExceededError"
    tab.presses("Skriv ind")
    said = tab.until(OUTCOME)
    tab.sees(title, times=1)
    return said


@pytest.mark.parametrize("engine", ["firefox"])
def test_a_full_phone_says_what_was_not_saved_and_sends_at_once_where_it_can(
    line: CutProxy, browsers: Browsers
) -> None:
    little_room(browsers.profiles / "anne")
    anne = browsers.open("anne", line.origin)
    at_home(anne, "Anne Holm")
    line.cut()
    titles = [f"Havnefoged {number}" for number in range(MOST)]
    saved = next(number for number, title in enumerate(titles) if write_where_it_is_full(anne, title) == NOT_SAVED)
    anne.sees(NOTE.strip())

    anne.goes_to("/joblog")
    anne.sees("Gemt på denne telefon", times=saved)
    anne.sees(titles[saved], times=0)
    back_online(line, anne)
    assert write_where_it_is_full(anne, "Fyrpasser") == "saved"
    anne.sees("Modtaget kl.", times=saved + 1)
    told = [title.strip() for title in anne.asks(AT_THE_SERVER, ["/joblog", ".entry .card__title"])]
    assert sorted(told[: saved + 1]) == ["Fyrpasser", *sorted(titles[:saved])]
    assert titles[saved] not in told
