"""Bad input on every form: a clear Danish sentence or a proper status, never a 500, and what was typed is kept."""

import re
from urllib.parse import urlencode

import pytest

from tests.support.people import Browser, Konkret, forms_of

SCRIPT = "<script>alert('æ')</script>"
LONG = "Æ" * 5000
NASTY = [
    "",
    " ",
    SCRIPT,
    LONG,
    "\x00",
    "\u202eRTL",
    "😀" * 300,
    "2026-02-30",
    "javascript:alert(1)",
    "-1",
    "' OR 1=1 --",
]
# What leads on from a page that another one leads to.
BENEATH = {"/borgere": ("forloeb", "spor", "praktik", "vurderinger", "plan", "krav")}
PAGES = {
    "Bo Krogh": [
        "/job",
        "/opgaver",
        "/joblog/ny",
        "/joblog/fra-link",
        "/joblog",
        "/joblog/importer",
        "/joblog/jobnet",
        "/forloeb",
        "/maal",
        "/plan",
        "/mere",
        "/paamindelser",
        "/synkronisering",
    ],
    "Karen Lund": ["/borgere", "/paamindelser", "/kalender"],
}


async def _forms(browser: Browser, pages: list[str]) -> dict[str, dict[str, str]]:
    """Every form that can be reached from these pages, by its address with ids blanked."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for page in pages:
        text = await browser.goes_to(page)
        links = re.findall(r'href="(/(?:job|joblog|borgere)/[^"#]+)"', text)
        beneath = [f"{link}/{one}" for link in links[:1] for one in BENEATH.get(page, ())]
        # Two of those that come first, and one of each kind.
        kinds = {re.sub(r"[\w-]{22}", "…", link): link for link in reversed(links)}
        for link in ["", *links[:2], *kinds.values(), *beneath]:
            text = await browser.goes_to(link) if link else text
            for address, fields in forms_of(text):
                found.setdefault(re.sub(r"[\w-]{22}", "…", address), (address, fields))
    return {address: fields for address, fields in found.values() if address not in {"/log-ud"}}


@pytest.mark.parametrize("name", ["Bo Krogh", "Karen Lund"])
async def test_every_field_of_every_form_takes_every_nasty_text(konkret: Konkret, name: str) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await anne.goes_to("/forloeb")
        await anne.sends("/forloeb/oenske", kind="job", text="Kranfører")
    async with konkret.signed_in(name) as browser:
        forms = await _forms(browser, PAGES[name])
        assert len(forms) >= (10 if name == "Bo Krogh" else 5)
        for address, fields in forms.items():
            for field in [*fields, "unknown"]:
                for text in NASTY:
                    page = await browser.posts(address, fields | {field: text})
                    assert browser.status < 500, (address, field, text)
                    assert SCRIPT not in page, (address, field)


async def test_every_part_of_a_search_takes_every_nasty_text(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        for part in ("q", "status", "channel", "goal", "since", "until", "archived", "page", "title", "unknown"):
            for text in [*NASTY, "9" * 30]:
                for address in ("/joblog", "/joblog/ny"):
                    page = await anne.goes_to(f"{address}?{urlencode({part: text})}")
                    assert anne.status == 200, (address, part, text)
                    assert SCRIPT not in page, (address, part, text)


async def test_what_was_typed_wrong_stands_in_the_form_with_the_sentence_beside_it(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await anne.goes_to("/joblog/ny")
        page = await anne.sends(
            "/joblog",
            title=SCRIPT * 20,
            employer="",
            applied_on="2027-01-01",
            link="http//x",
            note=LONG,
            place="Øster Å",
        )
        assert anne.status == 422
        fields = next(fields for address, fields in forms_of(page) if address == "/joblog")
        assert (fields["title"], fields["place"], fields["note"]) == (SCRIPT * 20, "Øster Å", LONG)
        for sentence in (
            f"Højst 200 tegn; der står {len(SCRIPT) * 20}.",
            "Skriv, hvor du har søgt.",
            "Datoen ligger i fremtiden. Skriv den dag, du søgte.",
            "Adressen skal se ud som https://eksempel.dk/job.",
            "Højst 4000 tegn; der står 5000.",
        ):
            assert sentence in page
        page = await anne.sends("/joblog", title="Kok", employer="Kroen", applied_on="2026-11-24", link="", note="")
        assert anne.address == "/joblog"
        assert page.count("Øster Å") == 1


async def test_a_body_over_the_limit_is_told_in_danish(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await anne.goes_to("/joblog/ny")
        page = await anne.sends("/joblog", note="x" * 300_000)
        assert anne.status == 413
        assert "det, du skrev, står der endnu" in page


async def test_what_is_no_form_at_all_is_turned_away(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        for kind, body in (
            ("application/json", b'{"a": 1}'),
            ("multipart/form-data", b"--x"),
            ("multipart/form-data; boundary=x", b"--x\r\n\r\n"),
            ("application/x-www-form-urlencoded", b"\xff\xfe=%ZZ&&&=="),
            ("text/plain", b""),
        ):
            answer = await anne.http.post(
                "/joblog", content=body, headers={"content-type": kind, "accept": "text/html"}
            )
            assert 400 <= answer.status_code < 500, (kind, answer.status_code)


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_addresses_that_lead_nowhere(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        for path in (
            "/job/x",
            "/joblog/%00",
            "/job/" + "a" * 3000,
            "/joblog/../../etc",
            "/%ff",
            "/borgere/%F0%9F%98%80",
        ):
            await anne.goes_to(path)
            assert anne.status in {400, 403, 404}, path


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_the_form_of_a_meeting_takes_every_nasty_text_and_keeps_it(konkret: Konkret) -> None:
    anne = await konkret.id_of("Anne Holm")
    found = await konkret.db.run("SELECT id FROM meeting WHERE citizen = {} AND state = 'booked'", anne)
    here = f"/borgere/{anne}/moede/{found[0]['id']}"
    async with konkret.signed_in("Karen Lund") as karen:
        page = await karen.goes_to(here)
        fresh = next(fields for address, fields in forms_of(page) if address == here)
        names = sorted({*fresh, *re.findall(r'name="([^"]+)"', page), "unknown"} - {"token"} - {"viewport"})
        assert len(names) > 60
        for text in NASTY:
            page = await karen.posts(here, fresh | dict.fromkeys(names, text))
            assert karen.status < 500, text
            assert SCRIPT not in page, text
        for name in names:
            typed = fresh | {name: SCRIPT * 200}
            page = await karen.posts(here, typed)
            assert karen.status < 500, name
            assert SCRIPT not in page, name
        # Every word of the last is in the draft still.
        kept = await konkret.db.run("SELECT body FROM draft WHERE id = {}", found[0]["id"])
        assert SCRIPT * 200 in kept[0]["body"].replace("\\u003c", "<")
        page = await karen.posts(here, fresh | {"own-0-title": SCRIPT * 20, "promise-0-what": LONG, "next-day": "x"})
        assert karen.status == 422
        back = next(fields for address, fields in forms_of(page) if address == here)
        assert (back["own-0-title"], back["promise-0-what"]) == (SCRIPT * 20, LONG)
