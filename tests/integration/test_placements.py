"""Karen plans a time in a company, says that it has begun and what it gave; Anne sees it when it is near."""

from tests.support.people import Browser, Konkret, forms_of

DAY = 24 * 60 * 60 * 1000
PLAN = {
    "kind": "internship",
    "place": "Nordkaj Lager & Transport",
    "goals": "Et fast job på lageret",
    "starts_on": "2026-12-14",
    "ends_on": "2027-01-11",
    "follow_up_on": "2026-12-28",
}


async def planned(karen: Browser, citizen: str, **other: str) -> str:
    """Karen plans one for that citizen; its id."""
    action = f"/borgere/{citizen}/praktik"
    fields = dict(forms_of(await karen.goes_to(action)))[action]
    await karen.posts(action, fields | PLAN | other)
    return fields["id"]


async def test_from_plan_to_what_it_gave(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        placement = await planned(karen, anne_id)
        assert "Nordkaj" not in await anne.goes_to("/"), "it is nineteen days ahead"
        page = await anne.goes_to("/praktik")
        for told in ("Praktik i en virksomhed", "Nordkaj Lager &amp; Transport", "Begynder mandag 14. december, om 19"):
            assert told in page
        assert "I følger op 28. dec" in page
        assert 'href="/praktik"' in await anne.goes_to("/mere")
        konkret.clock.now += 5 * DAY
        assert "Nordkaj" in await anne.goes_to("/"), "it is two weeks ahead"

        await karen.goes_to(f"/borgere/{anne_id}/praktik")
        await karen.sends(f"/borgere/{anne_id}/praktik/{placement}/begyndt")
        assert "I gang siden 30. nov" in await anne.goes_to("/"), "it came sooner"
        konkret.clock.now += 20 * DAY
        end = f"/borgere/{anne_id}/praktik/{placement}"
        await karen.goes_to(f"/borgere/{anne_id}/praktik")
        page = await karen.sends(end, led_to="experience", gave="Truckcertifikat og en reference.")
        assert "Det gav ikke job: hold en samtale med borger og virksomhed" in page
        assert "Nordkaj" not in await anne.goes_to("/")
        page = await anne.goes_to("/praktik")
        for told in ("Sluttet 20. dec", "Erfaring, men ikke job endnu", "Truckcertifikat og en reference."):
            assert told in page


async def test_all_that_is_wrong_with_a_plan_is_told_at_once_and_stays_typed(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    action = f"/borgere/{anne_id}/praktik"
    async with konkret.signed_in("Karen Lund") as karen:
        await karen.goes_to(action)
        wrong = {"kind": "", "place": "", "goals": "Job", "starts_on": "2026-12-14", "ends_on": "2026-12-01"}
        page = await karen.sends(action, **wrong, follow_up_on="i morgen")
        assert karen.status == 422
        for sentence in (
            "Vælg, hvad det er.",
            "Skriv, hvor det er.",
            "Det kan ikke slutte, før det begynder.",
            "Skriv en dato, for eksempel 2026-12-01.",
        ):
            assert sentence in page
        fields = dict(forms_of(page))[action]
        assert (fields["goals"], fields["follow_up_on"]) == ("Job", "i morgen")
        assert "Intet er planlagt endnu." in page
        await karen.posts(action, fields | PLAN)
        page = await karen.posts(action, fields | PLAN | {"place": "Et andet sted"})
        assert "Et andet sted" not in page, "sent twice it is planned once"


async def test_an_end_without_a_word_of_what_it_gave_is_none(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen:
        placement = await planned(karen, anne_id, starts_on="", ends_on="", follow_up_on="")
        end = f"/borgere/{anne_id}/praktik/{placement}"
        await karen.sends(f"{end}/begyndt")
        assert "I gang siden 25. nov" in karen.page
        page = await karen.sends(end, led_to="", gave="En reference")
        assert (karen.status, "Vælg, hvad det førte til." in page) == (422, True)
        assert dict(forms_of(page))[end]["gave"] == "En reference"
        page = await karen.sends(end, led_to="job", gave=" ")
        assert "Skriv, hvad det gav." in page
        page = await karen.sends(end, led_to="job", gave="Fastansat")
        assert "Sluttet 25. nov" in page
        assert "hold en samtale med borger og virksomhed" not in page
        await karen.posts(end, {"token": await karen.token(), "led_to": "experience", "gave": "Noget andet"})
        assert "Noget andet" not in karen.page, "it has ended once and for all"


async def test_nobody_else_plans_starts_or_ends(konkret: Konkret) -> None:
    anne_id, bo_id = await konkret.id_of("Anne Holm"), await konkret.id_of("Bo Krogh")
    stranger = await konkret.newcomer("Peter Strand", role="caseworker")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in(stranger) as peter:
        placement = await planned(karen, anne_id)
        home = f"/borgere/{anne_id}/praktik"
        for path in (home, f"{home}/{placement}/begyndt", f"{home}/{placement}"):
            fields = {"token": await peter.token(), "id": placement, "led_to": "job", "gave": "x", **PLAN}
            await peter.posts(path, fields)
            assert peter.status == 403
        await karen.posts(f"/borgere/{bo_id}/praktik/{placement}/begyndt", {"token": await karen.token()})
        assert karen.status == 403, "Anne's is not Bo's, though Karen follows both"
        page = await karen.goes_to(home)
        assert page.count("Begynder mandag 14. december") == page.count('<article class="card"') == 1
