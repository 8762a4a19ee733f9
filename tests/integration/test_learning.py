"""«Lær af din søgning»: Anne sees how far her applications came, in pictures and in tables."""

import re

from tests.support.people import Konkret


async def test_an_interview_and_a_no_are_seen_in_each_picture(konkret: Konkret) -> None:
    await konkret.db.run("DELETE FROM joblog WHERE citizen = {}", await konkret.id_of("Anne Holm"))
    async with konkret.signed_in("Anne Holm") as anne:
        assert "Når du har skrevet den første ansøgning ind" in await anne.goes_to("/joblog/laer")
        for title, on in (("Smørrebrødsjomfru", "2026-11-02"), ("Kok", "2026-11-10"), ("Tjener", "2026-11-24")):
            await anne.goes_to("/joblog/ny")
            await anne.sends("/joblog", title=title, employer="Kroen ved Søen", applied_on=on, channel="network")
        listed = await anne.goes_to("/joblog")
        entry = re.search(r'href="(/joblog/[\w-]{22})">Smørrebrødsjomfru<', listed)
        assert entry
        for status, on in (("interview", "2026-11-06"), ("rejected", "2026-11-20")):
            await anne.goes_to(entry[1])
            await anne.sends(f"{entry[1]}/trin", status=status, on=on)
        page = await anne.goes_to("/joblog/laer")
    assert _line(page, "Søgt") == "3 af 3"
    assert _line(page, "Til samtale eller længere") == "1 af 3"
    assert _line(page, "Netværk") == "1 af 3"
    assert _line(page, "Inden en uge") == "1 af 3"
    assert _line(page, "Intet svar endnu") == "2 af 3"
    assert "Halvdelen af svarene kom inden 4 dage." in page
    assert "1 af 1 afslag kom efter en samtale." in page
    assert re.search(r'<a href="/joblog/[\w-]{22}">Smørrebrødsjomfru</a>, Kroen ved Søen', page)
    assert page.count('class="chart__bar"') > page.count('<rect class="chart__track"'), "columns besides the lines"


def _line(page: str, label: str) -> str:
    """How many of how many stand beside a label."""
    found = re.search(rf'<th scope="row">{label}</th>\s*<td class="chart__count">([^<]*)</td>', page)
    assert found, label
    return found[1]
