"""What Anne has enclosed with an application, on the page and on disk."""

import re
from pathlib import Path

import httpx

from tests.support.people import ORIGIN, Browser, Konkret
from tests.support.uploads import ANNES as NAME
from tests.support.uploads import PDF, encloses


async def written_in(anne: Browser, title: str = "Kok") -> str:
    """An application that Anne writes in; the address of its page."""
    await anne.goes_to("/joblog/ny")
    page = await anne.sends("/joblog", title=title, employer="Kroen ved Søen", applied_on="2026-11-24")
    found = re.search(rf'href="(/joblog/[\w-]{{22}})">{title}<', page)
    assert found
    return found[1]


def files_on(page: str) -> list[str]:
    """Addresses of the files that a page links to."""
    return re.findall(r'href="(/bilag/[\w-]{22})"', page)


def on_disk(konkret: Konkret) -> list[Path]:
    """Every file that is kept; those that the town began with stay where it was made."""
    folder = konkret.services.settings.files_folder
    return sorted(folder.iterdir()) if folder.is_dir() else []


async def enclosed(anne: Browser) -> tuple[str, str]:
    """An application with one file; the addresses of both."""
    entry = await written_in(anne)
    await anne.goes_to(entry)
    (file,) = files_on(await encloses(anne, entry))
    return entry, file


async def puts(
    browser: Browser, file: str, entry: str, content: bytes = PDF, *, token: str | None = None, name: str = NAME
) -> httpx.Response:
    """A file as a phone sends it that has kept it for a while."""
    return await browser.http.put(
        f"/bilag/{file}",
        data={"entry": entry.rsplit("/", 1)[1], "role": "cv"},
        files={"file": (name, content)},
        headers={
            "accept": "application/json",
            "origin": ORIGIN,
            "sec-fetch-site": "same-origin",
            "x-konkret-token": await browser.token() if token is None else token,
        },
    )
