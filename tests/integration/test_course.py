"""«Mit forløb»: what Anne sees of her course, and that she is prepared for a meeting of it."""

from tests.support.people import Konkret, forms_of


def readiness(page: str) -> str:
    """Where the form of the next meeting goes."""
    return next(address for address, _ in forms_of(page) if address.endswith("/klar"))


async def test_anne_follows_the_line_from_the_first_page(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        assert '<a href="/forloeb">Forløb A · 2. samtale af 6</a>' in await anne.goes_to("/")
        assert 'href="/forloeb"' in await anne.goes_to("/mere")
        page = await anne.goes_to("/forloeb")
    held, following = page.index("stop--held"), page.index("stop--next")
    assert held < following < page.index("stop--coming")
    assert page.count('aria-current="step"') == 1
    assert "Du fik 5 job at søge og 2 hjemmeopgaver." in page[held:following]
    coming = page.index("stop--coming")
    for words in (
        "Virker din måde at søge job på?",
        "I papirerne: Realitetstjek",
        "torsdag 3. december",
        "Med Karen Lund",
    ):
        assert words in page[following:coming]
    for words in ("Det gør du inden", "Det sker bagefter", "Jeg har forberedt mig"):
        assert page.count(words) == 1
        assert words in page[following:coming]
    assert page.count("når I aftaler det") == 4, "her programme names no weeks"


async def test_finn_sees_the_week_of_what_nobody_has_booked_yet(konkret: Konkret) -> None:
    async with konkret.signed_in("Finn Bak") as finn:
        page = await finn.goes_to("/forloeb")
    following = page[page.index("stop--next") : page.index('id="oensker"')]
    assert "ca. uge 49" in following
    assert "Med Jobcenter Havneby" in following
    assert "Jeg har forberedt mig" not in page
    assert "Flytte mødet" not in page


async def test_she_is_prepared_and_takes_it_back_and_karen_reads_it(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        page = await anne.goes_to("/")
        page = await anne.sends(readiness(page))
        assert anne.address == "/"
        assert "Du har forberedt dig" in page
        assert "Modtaget kl. 09.00" in page
        assert "Borgeren har forberedt sig, kl. 09.00" in await karen.goes_to(f"/borgere/{anne_id}")
        page = await anne.goes_to("/forloeb")
        page = await anne.sends(readiness(page))
        assert anne.address == "/forloeb"
        assert "Jeg har forberedt mig" in page
        assert "Borgeren har forberedt sig" not in await karen.goes_to(f"/borgere/{anne_id}")


async def test_who_is_prepared_is_not_reminded_to_be_and_of_all_else_as_before(konkret: Konkret) -> None:
    async def planned() -> dict[str, dict[str, object]]:
        rows = await konkret.db.run("SELECT * FROM reminder WHERE person = {} AND state = 'planned'", anne_id)
        return {row["kind"]: row for row in rows}

    anne_id = await konkret.id_of("Anne Holm")
    before = await planned()
    async with konkret.signed_in("Anne Holm") as anne:
        await anne.sends(readiness(await anne.goes_to("/")))
        assert await planned() == {kind: row for kind, row in before.items() if kind != "prepare"} != before
        await anne.sends(readiness(await anne.goes_to("/")))
    assert await planned() == before


async def test_nobody_is_prepared_for_somebody_elses_meeting(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo:
        address = readiness(await anne.goes_to("/"))
        await bo.posts(address, {"token": await bo.token(), "ready": "1"})
        assert bo.status == 403
        assert "Jeg har forberedt mig" in await anne.goes_to("/")
        await bo.posts("/moede/x/klar", {"token": await bo.token(), "ready": "1"})
        assert bo.status == 404
