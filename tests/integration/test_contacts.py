"""Anne writes down where she can be reached beside her phone, shows that it is hers, and changes her mind."""

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from backend.config import Settings
from backend.domain.delivery import Way
from backend.domain.meeting import DAY
from backend.store.contacts import addresses_of
from backend.store.engine import Database
from tests.support.people import Browser, Konkret, konkret_on
from tests.support.posts import KeptPost

MAIL = "anne@postkassen.example"
LINK = re.compile(r"http://konkret\.test(/paamindelser/bekraeft/[\w-]{43})")


@pytest.fixture
async def mail() -> KeptPost:
    """The letters that were sent."""
    return KeptPost()


@pytest.fixture
async def konkret(database: Database, settings: Settings, mail: KeptPost) -> AsyncGenerator[Konkret]:
    """A deployment that sends e-mail, SMS and Digital Post."""
    async with konkret_on(database, settings, posts={"email": mail, "sms": mail, "digital-post": mail}) as deployed:
        yield deployed


async def reached(konkret: Konkret, name: str) -> dict[Way, str]:
    """The addresses by which the worker would reach that person."""
    person = await konkret.id_of(name)
    return (await addresses_of(konkret.db, [person])).get(person, {})


async def asks(browser: Browser, way: str, address: str) -> str:
    """Write down an address; the page."""
    await browser.goes_to("/paamindelser/veje")
    return await browser.sends(f"/paamindelser/adresse/{way}", **{way: address})


def last_link(mail: KeptPost) -> str:
    """The path of the link that was sent last."""
    found = LINK.fullmatch(mail.kept[-1][1])
    assert found
    return found[1]


@asynccontextmanager
async def elsewhere(konkret: Konkret) -> AsyncGenerator[Browser]:
    """The machine on which she reads her mail, where nobody is signed in."""
    async with konkret.visitor() as browser:
        yield browser


async def test_an_address_counts_once_the_link_that_was_sent_there_is_pressed(konkret: Konkret, mail: KeptPost) -> None:
    async with konkret.signed_in("Anne Holm") as anne, elsewhere(konkret) as reader:
        page = await asks(anne, "email", f" {MAIL} ")
        assert anne.address == "/paamindelser/veje"
        assert f"Der er sendt et link til {MAIL}" in page
        assert mail.kept[0][0] == MAIL
        assert await reached(konkret, "Anne Holm") == {}
        assert f"påmindelser til {MAIL}" in await reader.goes_to(last_link(mail))
        assert await reached(konkret, "Anne Holm") == {}, "programs that look through mail open links"
        assert "er bekræftet" in await reader.sends(last_link(mail))
        assert await reached(konkret, "Anne Holm") == {"email": MAIL}
        page = await anne.goes_to("/paamindelser/veje")
        assert f"sendes den til {MAIL}" in page
        assert "Bekræftet kl. 09.00" in page
        await reader.goes_to(last_link(mail))
        assert reader.status == 404
        assert "Linket er brugt eller for gammelt" in reader.page


async def test_an_old_address_goes_on_until_the_new_one_is_confirmed(konkret: Konkret, mail: KeptPost) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await asks(anne, "email", MAIL)
        await anne.posts(last_link(mail), {})
        await asks(anne, "email", "ny@postkassen.example")
        assert await reached(konkret, "Anne Holm") == {"email": MAIL}
        await anne.posts(last_link(mail), {})
        assert await reached(konkret, "Anne Holm") == {"email": "ny@postkassen.example"}


async def test_a_link_is_good_for_a_day_and_for_the_last_address_alone(konkret: Konkret, mail: KeptPost) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await asks(anne, "email", MAIL)
        first = last_link(mail)
        await asks(anne, "email", "ny@postkassen.example")
        await anne.posts(first, {})
        assert anne.status == 404
        konkret.clock.now += DAY
        await anne.posts(last_link(mail), {})
        assert anne.status == 404
        assert await reached(konkret, "Anne Holm") == {}
        assert "Der er sendt et link" not in await anne.goes_to("/paamindelser/veje")


async def test_an_address_can_be_taken_back(konkret: Konkret, mail: KeptPost) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await asks(anne, "email", MAIL)
        await anne.posts(last_link(mail), {})
        await anne.goes_to("/paamindelser/veje")
        await anne.sends("/paamindelser/adresse/email/fjern")
        assert MAIL not in anne.page
        assert await konkret.db.run("SELECT id FROM contact") == []


@pytest.mark.parametrize(
    "address",
    ["", "anne", "anne@", "@x.dk", "a@b", "anne@x..dk", "a b@x.dk", "a@x.dk\nBcc: b@x.dk", "a@x.dk,b@x.dk", "æ@x.dk"],
)
@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_what_is_no_address_is_said_beside_the_field_and_stays_there(
    konkret: Konkret, mail: KeptPost, address: str
) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        page = await asks(anne, "email", address)
        assert anne.status == 422
        assert "Skriv en e-mailadresse som anne@eksempel.dk." in page
        assert mail.kept == []


@pytest.mark.parametrize(("typed", "kept"), [("20 00 00 00", "+4520000000"), ("0046 70-123 45 67", "+46701234567")])
@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_number_is_kept_as_gateways_want_it(konkret: Konkret, mail: KeptPost, typed: str, kept: str) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await asks(anne, "sms", typed)
        assert mail.kept[0][0] == kept
        for wrong in ("1234", "12345678", "x" * 300, "+45"):
            await asks(anne, "sms", wrong)
            assert anne.status == 422, wrong


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ("later", "Der kan ikke sendes noget lige nu."),
        ("gone", "Se efter, om det er skrevet rigtigt."),
        ("refused", "Se efter"),
    ],
)
@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_link_that_could_not_be_sent_is_not_waited_for(
    konkret: Konkret, mail: KeptPost, outcome: str, sentence: str
) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        mail.answers = [outcome]  # pyright: ignore[reportAttributeAccessIssue] one of those that are
        page = await asks(anne, "email", MAIL)
        assert anne.status == 422
        assert sentence in page
        assert f'value="{MAIL}"' in page
        assert "Der er sendt et link" not in await anne.goes_to("/paamindelser/veje")


async def test_digital_post_needs_no_address(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await anne.goes_to("/paamindelser/veje")
        await anne.sends("/paamindelser/adresse/digital-post")
        assert await reached(konkret, "Anne Holm") == {"digital-post": await konkret.id_of("Anne Holm")}
        await anne.sends("/paamindelser/adresse/digital-post/fjern")
        assert await reached(konkret, "Anne Holm") == {}


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_way_that_a_deployment_has_not_is_neither_shown_nor_taken(
    database: Database, settings: Settings
) -> None:
    async with konkret_on(database, settings) as konkret, konkret.signed_in("Anne Holm") as anne:
        page = await anne.goes_to("/paamindelser/veje")
        for way in ("email", "sms", "digital-post", "push", "pigeon"):
            assert f"/paamindelser/adresse/{way}" not in page
            await anne.posts(f"/paamindelser/adresse/{way}", {"token": await anne.token(), way: MAIL})
            assert anne.status == 404, way
