"""An address is its owner's: nobody confirms another's, fills a stranger's letter box, or is led elsewhere by it."""

import re
from collections.abc import AsyncGenerator

import pytest

from backend.config import Settings
from backend.serving import log_from
from backend.store import contacts
from backend.store.engine import Database
from tests.support.people import Browser, Konkret, konkret_on
from tests.support.posts import KeptPost

MAIL = "anne@postkassen.example"


@pytest.fixture
async def mail() -> KeptPost:
    """The letters that were sent."""
    return KeptPost()


@pytest.fixture
async def konkret(database: Database, settings: Settings, mail: KeptPost) -> AsyncGenerator[Konkret]:
    """A deployment that sends e-mail."""
    async with konkret_on(database, settings, posts={"email": mail}) as deployed:
        yield deployed


async def asks(browser: Browser, address: str) -> None:
    """Write down an address."""
    await browser.goes_to("/paamindelser/veje")
    await browser.sends("/paamindelser/adresse/email", email=address)


async def test_the_link_cannot_be_guessed_and_a_copy_of_the_data_base_confirms_nothing(
    konkret: Konkret, mail: KeptPost
) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo:
        await asks(anne, MAIL)
        token = mail.kept[0][1].rpartition("/")[2]
        assert len(token) == 43
        (row,) = await konkret.db.run("SELECT * FROM contact")
        assert token not in map(str, row.values())
        for guess in (row["token"], row["id"], token[:-1], token + "A", "", "x", "%00"):
            assert MAIL not in await bo.goes_to(f"/paamindelser/bekraeft/{guess}")
            await bo.posts(f"/paamindelser/bekraeft/{guess}", {})
            assert bo.status in {400, 404, 405}, guess
        (row,) = await konkret.db.run("SELECT address FROM contact")
        assert row["address"] == ""


async def test_a_page_of_another_site_confirms_nothing(konkret: Konkret, mail: KeptPost) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await asks(anne, MAIL)
        path = mail.kept[0][1].removeprefix("http://konkret.test")
        evil = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
        assert (await anne.http.post(path, headers=evil)).status_code == 403
        (row,) = await konkret.db.run("SELECT address FROM contact")
        assert row["address"] == ""


async def test_nobody_sees_or_takes_away_anothers_address(konkret: Konkret, mail: KeptPost) -> None:
    async with (
        konkret.signed_in("Anne Holm") as anne,
        konkret.signed_in("Bo Krogh") as bo,
        konkret.signed_in("Karen Lund") as karen,
    ):
        await asks(anne, MAIL)
        await anne.posts(mail.kept[0][1].removeprefix("http://konkret.test"), {})
        for other in (bo, karen):
            assert MAIL not in await other.goes_to("/paamindelser/veje")
            await other.posts("/paamindelser/adresse/email/fjern", {"token": await other.token()})
        assert MAIL not in await karen.goes_to(f"/borgere/{await konkret.id_of('Anne Holm')}")
        assert (await konkret.db.run("SELECT address FROM contact"))[0]["address"] == MAIL


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_nobodys_letter_box_is_filled(konkret: Konkret, mail: KeptPost) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo:
        for number in range(8):
            await asks(anne, f"{number}@fremmed.example")
        assert anne.status == 422
        assert "Der er bedt om mange links" in anne.page
        assert len(mail.kept) == 5
        konkret.clock.now += 600_000
        for _ in range(3):
            await asks(anne, MAIL)
            await asks(bo, MAIL)
        assert len(mail.kept) == 10


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_the_link_leads_to_this_deployment_whatever_it_was_called(
    database: Database, settings: Settings, mail: KeptPost
) -> None:
    """Where no address is set, any name is answered; but none of them is written into a letter."""
    open_to_all = {"public_url": "", "host": "0.0.0.0", "port": 8000}  # noqa: S104 what the test is about
    async with (
        konkret_on(database, settings, posts={"email": mail}, **open_to_all) as konkret,
        konkret.signed_in("Anne Holm") as anne,
    ):
        form = {"token": await anne.token(), "email": MAIL}
        await anne.http.post("/paamindelser/adresse/email", data=form, headers={"host": "evil.example"})
    assert mail.kept[0][1].startswith("http://0.0.0.0:8000/paamindelser/bekraeft/")


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_the_log_of_a_fault_holds_neither_link_nor_address(
    konkret: Konkret, mail: KeptPost, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken(*_what: object, **_how: object) -> None:
        raise RuntimeError("thought of by nobody")

    log_from("debug")
    async with konkret.signed_in("Anne Holm") as anne:
        await asks(anne, MAIL)
        monkeypatch.setattr(contacts, "confirm", broken)
        monkeypatch.setattr(contacts, "want", broken)
        path = mail.kept[0][1].removeprefix("http://konkret.test")
        await anne.posts(path, {})
        assert anne.status == 500
        await asks(anne, "ny@postkassen.example")
        assert anne.status == 500
    told = capsys.readouterr().err
    assert told.count("RuntimeError: thought of by nobody") == 2
    assert not re.search(r"postkassen|" + re.escape(path.rpartition("/")[2][:12]), told)
