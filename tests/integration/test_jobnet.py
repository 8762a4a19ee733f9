"""Anne copies her joblog to Jobnet without any script: one application at a time, in fields to copy from."""

import html
import re

from tests.support.applications import writes_in
from tests.support.people import Browser, Konkret


def fields_of(page: str) -> dict[str, str]:
    """{label: text} of what there is to copy."""
    found = re.findall(
        r'<label[^>]*>([^<]+)</label>\s*<div class="copy__row">\s*<input[^>]* readonly value="([^"]*)"', page
    )
    return {label: html.unescape(text) for label, text in found}


def place_of(page: str) -> tuple[int, int]:
    found = re.search(r'class="lead">(\d+) af (\d+)<', page)
    assert found, page
    return int(found[1]), int(found[2])


async def says_it_stands_there(anne: Browser) -> str:
    entry = re.search(r'action="(/joblog/[\w-]{22}/jobnet)"', anne.page)
    assert entry
    return await anne.sends(entry[1], copied="1")


async def test_anne_copies_the_newest_skips_one_and_comes_back_to_it(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await writes_in(anne, title="Månefanger", applied_on="2026-11-24", private_note="Hvalros-hemmelighed")
        await writes_in(anne, title="Fyrpasser", link="https://job.example/9", applied_on="2026-11-25")
        assert 'href="/joblog/jobnet"' in await anne.goes_to("/joblog")
        page = await anne.goes_to("/joblog/jobnet")
        _, total = place_of(page)
        assert fields_of(page) == {
            "Stilling": "Fyrpasser",
            "Arbejdsgiver": "Kroen",
            "Søgt den": "25-11-2026",
            "Hvordan søgt": "Opslået stilling",
            "Hvor langt": "Søgt",
            "Link til opslaget": "https://job.example/9",
        }
        page = await says_it_stands_there(anne)
        assert anne.address == "/joblog/jobnet"
        assert place_of(page) == (2, total)
        assert fields_of(page)["Stilling"] == "Månefanger"
        assert "Hvalros" not in page
        skip = re.search(r'href="(/joblog/jobnet\?after=[\w-]{22})"', page)
        assert skip
        assert place_of(await anne.goes_to(skip[1])) == (3, total)
        assert "Månefanger" in await anne.goes_to("/joblog/jobnet")


async def test_when_all_stands_there_anne_is_told_so(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await writes_in(anne, title="Fyrpasser")
        await anne.goes_to("/joblog/jobnet")
        while "/jobnet" in anne.page.partition("<form")[2]:
            await says_it_stands_there(anne)
        assert "Der er ikke flere at kopiere" in anne.page


async def test_what_was_skipped_is_waited_for(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        last = await writes_in(anne, title="Fyrpasser", applied_on="2024-12-01")
        page = await anne.goes_to(f"/joblog/jobnet?after={last}")
        assert re.search(r"Du har sprunget \d+ over\.", page)
        assert 'href="/joblog/jobnet">Begynd forfra' in page
        for after in ("x", "%00", "' OR 1=1 --"):
            assert place_of(await anne.goes_to(f"/joblog/jobnet?after={after}"))[0] >= 1
