"""Files chosen in a browser without scripts: a spreadsheet and what its page says, a paper for an application."""

import html
import re

from tests.support.people import ORIGIN, Browser, forms_of

PAGE = "/joblog/importer"
AS_A_PAGE = {"accept": "text/html", "origin": ORIGIN, "sec-fetch-site": "same-origin"}


PDF = b"%PDF-1.7\nAnnes ans\xc3\xb8gning"
ANNES = "Ansøgning til Kroen.pdf"


async def encloses(
    browser: Browser, entry: str, content: bytes = PDF, *, name: str = ANNES, role: str = "application", at: str = ""
) -> str:
    """A file sent by the form on the entry's page (`at`: by the one that leads there); the page that comes of it."""
    fields = next(fields for address, fields in forms_of(browser.page) if address == (at or f"{entry}/bilag"))
    data = {name: text for name, text in fields.items() if name != "file"} | {"role": role}
    answer = await browser.http.post(f"{entry}/bilag", data=data, files={"file": (name, content)}, headers=AS_A_PAGE)
    browser.page, browser.status, browser.address = answer.text, answer.status_code, answer.url.path
    return browser.page


async def chooses(browser: Browser, file: bytes | str, *, name: str = "ansøgninger.csv") -> str:
    """Send the file from the page that asks for one; the page that comes back."""
    await browser.goes_to(PAGE)
    fields = dict(forms_of(browser.page))[PAGE]
    del fields["file"]
    content = file if isinstance(file, bytes) else file.encode()
    return await sends_whole(browser, PAGE, fields, file=(name, content))


async def agrees(browser: Browser, *also: str, **typed: str) -> str:
    """Press «Skriv … ind» on that page, with the hidden fields as they are and the repeats of these ids ticked."""
    fields = dict(forms_of(browser.page))[f"{PAGE}/skriv"] | dict.fromkeys((f"also-{one}" for one in also), "1")
    return await sends_whole(browser, f"{PAGE}/skriv", fields | typed)


async def sends_whole(
    browser: Browser, path: str, fields: dict[str, str], *, file: tuple[str, bytes] | None = None
) -> str:
    """Post as multipart/form-data, as forms with files are."""
    parts = {name: (None, text.encode()) for name, text in fields.items()}
    answer = await browser.http.post(path, files=parts | ({"file": file} if file else {}), headers=AS_A_PAGE)
    browser.page, browser.status, browser.address = answer.text, answer.status_code, answer.url.path
    return browser.page


def told(page: str) -> str:
    """The words of a page's main, without tags."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())
