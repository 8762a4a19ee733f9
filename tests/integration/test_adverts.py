"""A job at a link, or shared by another app, becomes an entry: what is read, what is not, what is typed meanwhile."""

import json
import re
from collections.abc import AsyncGenerator
from urllib.parse import urlencode

import pytest

from backend.advert.adverts import Adverts
from backend.web.adverts import MOST_READ
from tests.support.hostile import HTML, OUTSIDE, Hostile, called, fetcher, hostile
from tests.support.people import ORIGIN, Browser, Konkret, forms_of

__all__ = ["called", "hostile"]

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"])

JOB = {
    "@type": "JobPosting",
    "title": "Fyrpasser",
    "hiringOrganization": {"name": "Fyret på Molen"},
    "jobLocation": {"address": {"postalCode": "9990", "addressLocality": "Skagen"}},
    "validThrough": "2026-12-24",
}
READ = {"title": "Fyrpasser", "employer": "Fyret på Molen", "place": "9990 Skagen", "deadline": "2026-12-24"}
READ_BUTTON = 'formaction="/joblog/fra-link"'


@pytest.fixture
async def anne(konkret: Konkret, hostile: Hostile) -> AsyncGenerator[Browser]:
    """Anne, signed in where one host may be called; at its `/job` a Fyrpasser is wanted."""
    known = fetcher(hostile, names={"job.example": [[OUTSIDE]] * 99}, seconds=5)
    object.__setattr__(konkret.services, "adverts", Adverts(known))
    page = f'<script type="application/ld+json">{json.dumps(JOB)}</script>'
    hostile.says("/job", HTML + b"\r\n" + page.encode())
    async with konkret.signed_in("Anne Holm") as browser:
        yield browser


def link_to(hostile: Hostile, path: str = "/job") -> str:
    """Where a page is."""
    return hostile.address(path, host="job.example")


def entry_form(page: str) -> dict[str, str]:
    """What the form of an entry would send."""
    return next(fields for address, fields in forms_of(page) if re.fullmatch(r"/joblog(/[\w-]{22})?", address))


async def entries(konkret: Konkret) -> int:
    """How many there are in all joblogs."""
    return (await konkret.db.run("SELECT COUNT(*) AS n FROM joblog"))[0]["n"]


async def test_a_link_becomes_a_draft_and_nothing_is_kept_before_it_is_saved(
    anne: Browser, hostile: Hostile, konkret: Konkret
) -> None:
    before = await entries(konkret)
    assert 'href="/joblog/fra-link"' in await anne.goes_to("/joblog")
    await anne.goes_to("/joblog/fra-link")
    page = await anne.sends("/joblog/fra-link", link=f"  {link_to(hostile)} ")
    assert anne.status == 200
    wanted = READ | {"link": link_to(hostile), "status": "planned", "found": "posted"}
    assert {name: entry_form(page)[name] for name in wanted} == wanted
    assert "Skrevet ind fra opslaget: stilling, arbejdsgiver, sted og ansøgningsfrist." in page
    assert 'id="main" class="page page--joblog" tabindex="-1" data-keep>' in page, "a script leaves it alone"
    assert await entries(konkret) == before
    page = await anne.sends("/joblog")
    assert (anne.address, await entries(konkret)) == ("/joblog", before + 1)
    assert "Frist 24. dec." in page


async def test_what_was_typed_stays_and_only_what_is_empty_is_filled_in(anne: Browser, hostile: Hostile) -> None:
    await anne.goes_to("/joblog/ny?status=planned")
    typed = entry_form(anne.page) | {"title": "Passer af fyr", "private_note": "Spørg Bo", "place": " "}
    page = await anne.posts("/joblog/fra-link", typed | {"link": link_to(hostile)})
    wanted = READ | {"title": "Passer af fyr", "private_note": "Spørg Bo", "id": typed["id"]}
    assert {name: entry_form(page)[name] for name in wanted} == wanted
    assert "Skrevet ind fra opslaget: arbejdsgiver, sted og ansøgningsfrist." in page
    page = await anne.posts("/joblog/fra-link", entry_form(page))
    assert "Der var ikke noget nyt at læse i opslaget." in page


async def test_what_a_page_does_not_say_is_told_and_left_to_be_written(anne: Browser, hostile: Hostile) -> None:
    hostile.says("/bare", HTML + b"\r\n<title>K\xc3\xb8kkenet</title>")
    await anne.goes_to("/joblog/fra-link")
    page = await anne.sends("/joblog/fra-link", link=link_to(hostile, "/bare"))
    form = entry_form(page)
    assert [form[name] for name in READ] == ["Køkkenet", "", "", ""]
    assert "Det her kunne ikke læses: arbejdsgiver, sted og ansøgningsfrist." in page


async def test_a_page_that_cannot_be_had_is_told_beside_the_link_and_no_more_is_told(
    anne: Browser, hostile: Hostile
) -> None:
    hostile.moves("/inside", "http://127.0.0.1/")
    hostile.says("/huge", HTML + b"Content-Length: 2147483648\r\n\r\n")
    hostile.says("/gone", b"HTTP/1.1 404 Gone\r\nContent-Type: text/html\r\n\r\n")
    hostile.says("/picture", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n")
    told = set[str]()
    paths = [link_to(hostile, path) for path in ("/inside", "/huge", "/gone", "/picture")]
    for link in [*paths, "http://127.0.0.1/", "http://169.254.169.254/latest", "http://job.example:22/"]:
        await anne.goes_to("/joblog/fra-link")
        page = await anne.sends("/joblog/fra-link", link=link)
        assert anne.status == 422, link
        assert (entry_form(page)["link"], entry_form(page)["status"]) == (link, "planned")
        told.add(next(re.finditer(r'id="entry-link-error">(.*?)<', page))[1])
    assert told == {"Siden kan ikke hentes. Skriv selv, hvad der står i opslaget."}
    await anne.sends("/joblog", title="Fyrpasser", employer="Fyret")
    assert anne.address == "/joblog", "the link can be kept all the same"


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "http://anne@job.example/", "x" * 3000, '"><script>'])
async def test_what_is_no_link_is_told_beside_it(link: str, anne: Browser, called: list[str]) -> None:
    await anne.goes_to("/joblog/fra-link")
    page = await anne.sends("/joblog/fra-link", link=link)
    assert anne.status == 422
    assert 'id="advert-link-error"' in page
    assert forms_of(page)[-1][1]["link"] == link
    await anne.goes_to("/joblog/ny?status=planned")
    form = entry_form(anne.page) | {"title": "Kok", "link": link}
    page = await anne.posts("/joblog/fra-link", form)
    assert anne.status == 422
    assert (entry_form(page)["link"], entry_form(page)["title"]) == (link, "Kok")
    assert called == []


async def test_a_draft_that_was_saved_without_a_connection_is_completed_later(
    anne: Browser, hostile: Hostile, konkret: Konkret
) -> None:
    await anne.goes_to(f"/joblog/del?{urlencode({'title': 'Fyrpasser | Jobtorvet', 'url': link_to(hostile)})}")
    entry = entry_form(anne.page)["id"]
    await anne.sends("/joblog")
    before = await entries(konkret)
    page = await anne.goes_to(f"/joblog/{entry}")
    assert READ_BUTTON in page
    page = await anne.posts("/joblog/fra-link", entry_form(page) | {"note": "Ring først"})
    form = entry_form(page)
    assert {name: form[name] for name in READ} == READ, "nobody wrote the title that was shared"
    assert (form["was-employer"], form["note"]) == ("", "Ring først")
    page = await anne.posts(f"/joblog/{entry}", form)
    assert (anne.address, await entries(konkret)) == ("/joblog", before)
    page = await anne.goes_to(f"/joblog/{entry}")
    assert {name: entry_form(page)[name] for name in READ} == READ
    await anne.sends(f"/joblog/{entry}/trin", status="applied")
    assert READ_BUTTON not in await anne.goes_to(f"/joblog/{entry}")


async def test_what_is_shared_is_a_draft_with_one_tap_or_an_application_with_another(
    anne: Browser, konkret: Konkret, called: list[str]
) -> None:
    before = await entries(konkret)
    shared = urlencode({"text": "Fyrpasser søges https://job.example/9"})
    page = await anne.goes_to(f"/joblog/del?{shared}")
    assert (anne.status, await entries(konkret), called) == (200, before, [])
    assert "Gem som kladde" in page
    assert "Jeg har søgt den" in page
    await anne.sends("/joblog")
    assert await entries(konkret) == before + 1
    page = await anne.goes_to(f"/joblog/del?{shared}")
    assert "Det ligner en, der allerede står i din joblog:" in page
    page = await anne.goes_to(f"/joblog/del?{urlencode({'title': 'Kok', 'url': 'https://job.example/10'})}")
    page = await anne.sends("/joblog", status="applied")
    assert (anne.status, "Skriv, hvor du har søgt." in page, "Skriv en dato" in page) == (422, True, False)
    assert entry_form(page)["applied_on"] == "2026-11-25"
    counted = _counted(await anne.goes_to("/joblog"))
    await anne.posts("/joblog", entry_form(page) | {"employer": "Kroen"})
    assert _counted(anne.page) == counted + 1


def _counted(page: str) -> int:
    """How many of the applications that are required are there."""
    return int(re.findall(r'<strong class="count">(\d+) af', page)[0])


async def test_what_is_shared_waits_for_whoever_has_to_sign_in_first(konkret: Konkret) -> None:
    shared = {"title": "Kok & co", "text": "https://job.example/9?a=1&b=æ", "url": ""}
    async with konkret.visitor() as visitor:
        page = await visitor.goes_to(f"/joblog/del?{urlencode(shared)}")
        assert visitor.address == "/log-ind"
        form = next(fields for address, fields in forms_of(page) if address == "/log-ind")
        await visitor.posts("/log-ind", form | {"person": await konkret.id_of("Anne Holm")})
        assert visitor.address == "/joblog/del"
        assert (entry_form(visitor.page)["title"], entry_form(visitor.page)["link"]) == ("Kok & co", shared["text"])
    async with konkret.visitor() as visitor:
        form = {"person": await konkret.id_of("Karen Lund"), "url": "https://evil.example/"}
        await visitor.posts("/log-ind", form)
        assert visitor.address == "/borgere"
        await visitor.goes_to(f"/joblog/del?{urlencode(shared)}")
        assert visitor.status == 403


@pytest.mark.parametrize("text", ["https://evil.example/", "//evil.example", "\r\nset-cookie: a=b", "x" * 9000, "\x00"])
async def test_nobody_is_sent_elsewhere_by_what_was_shared(text: str, konkret: Konkret) -> None:
    anne = await konkret.id_of("Anne Holm")
    async with konkret.visitor() as visitor:
        for name in ("url", "text", "title"):
            form = {"person": anne, name: text, "next": text, "to": text}
            answer = await visitor.http.post("/log-ind", data=form, follow_redirects=False)
            assert answer.headers["location"].startswith(f"{ORIGIN}/joblog/del?{name}=")
            assert len(answer.headers["location"]) < 8000
            assert "a" not in answer.cookies


async def test_one_person_has_a_fair_number_of_pages_read_and_nobody_else_waits_for_it(
    anne: Browser, hostile: Hostile, konkret: Konkret
) -> None:
    async def told(browser: Browser) -> str:
        await browser.goes_to("/joblog/fra-link")
        page = await browser.sends("/joblog/fra-link", link=link_to(hostile))
        found = re.search(r'id="entry-link-error">(.*?)<', page)
        return found[1] if found else ""

    assert [await told(anne) for _ in range(MOST_READ)] == [""] * MOST_READ
    assert await told(anne) == "Du har hentet mange opslag på kort tid. Vent ti minutter, eller skriv det selv."
    assert len(hostile.visits) == MOST_READ
    async with konkret.signed_in("Bo Krogh") as bo:
        assert await told(bo) == ""
    konkret.clock.now += 10 * 60 * 1000
    assert await told(anne) == ""
