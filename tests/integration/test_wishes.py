"""Wishes: Anne shapes her course, Karen answers, and what is granted comes true once."""

import pytest

from tests.support.people import Browser, Konkret, forms_of

MAKE = "/forloeb/oenske"


async def wishes(anne: Browser, **typed: str) -> str:
    """Anne makes a wish by the form; its id."""
    await anne.goes_to("/forloeb")
    fields = next(fields for address, fields in forms_of(anne.page) if address == MAKE)
    await anne.sends(MAKE, **typed)
    return fields["id"]


async def answers(karen: Browser, *, citizen: str, wish: str, **typed: str) -> str:
    """Karen answers by the form on Anne's page."""
    await karen.goes_to(f"/borgere/{citizen}")
    return await karen.sends(f"/borgere/{citizen}/oenske/{wish}", **typed)


async def test_wished_homework_is_given_once_when_karen_says_yes(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        wish = await wishes(anne, kind="homework", text="Øv en samtale med min nabo")
        assert "Modtaget kl. 09.00" in anne.page
        assert "Ikke besvaret endnu" in anne.page
        page = await answers(karen, citizen=anne_id, wish=wish, answer="yes", answer_text="God idé.")
        assert page.count('<h3 class="card__title">Øv en samtale med min nabo</h3>') == 1
        again = {"token": await karen.token(), "answer": "yes", "answer_text": "God idé."}
        page = await karen.posts(f"/borgere/{anne_id}/oenske/{wish}", again)
        assert page.count('<h3 class="card__title">Øv en samtale med min nabo</h3>') == 1
        page = await anne.goes_to("/forloeb")
        assert "<strong>Ja</strong> fra Karen Lund" in page
        assert "God idé." in page
        page = await anne.goes_to("/opgaver")
        assert f'id="a-{wish}"' in page
        assert "0 af 3" in page


async def test_a_found_job_needs_an_employer_before_it_is_on_the_list(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        wish = await wishes(anne, kind="job", text="Kranfører på havnen", link="kran.example/job")
        page = await answers(karen, citizen=anne_id, wish=wish, answer="yes", answer_text="Flot fundet")
        assert karen.status == 422
        assert "Skriv arbejdsgiverens navn." in page
        fields = next(fields for address, fields in forms_of(page) if address.endswith(wish))
        assert (fields["title"], fields["answer_text"]) == ("Kranfører på havnen", "Flot fundet")
        assert "Ikke besvaret endnu" in await anne.goes_to("/forloeb"), "nothing of it was kept"
        await answers(karen, citizen=anne_id, wish=wish, answer="yes", title="Kranfører", employer="Havnens Kraner")
        page = await anne.goes_to("/job")
        assert f'id="j-{wish}"' in page
        for words in ("Kranfører", "Havnens Kraner", "https://kran.example/job", "Du har selv fundet jobbet."):
            assert words in page
        assert "0 af 6" in page


async def test_who_hears_no_hears_why(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        wish = await wishes(anne, kind="topic", text="Efteruddannelse")
        page = await answers(karen, citizen=anne_id, wish=wish, answer="no", answer_text=" ")
        assert karen.status == 422
        assert "Skriv, hvorfor ikke." in page
        await answers(karen, citizen=anne_id, wish=wish, answer="no", answer_text="Det tager vi i januar.")
        page = await anne.goes_to("/forloeb")
        assert "<strong>Nej</strong> fra Karen Lund" in page
        assert "Det tager vi i januar." in page


async def test_what_is_answered_leaves_karens_list_and_is_kept_below_it(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        await anne.goes_to("/forloeb")
        assert "Ønsker fra borgeren" not in await karen.goes_to(f"/borgere/{anne_id}")
        first, second = [await wishes(anne, kind="topic", text=text) for text in ("Efteruddannelse", "Kørekort")]
        page = await answers(karen, citizen=anne_id, wish=first, answer="no", answer_text="Det tager vi i januar.")
        asked, folded, below = page[page.index('id="wishes"') : page.index('id="jobs"')].partition("Besvaret: 1")
        assert folded
        assert (f'id="w-{first}"' in asked, f'id="w-{second}"' in asked) == (False, True)
        assert f'id="w-{first}"' in below
        assert "Det tager vi i januar." in below
        page = await answers(karen, citizen=anne_id, wish=second, answer="yes")
        asked, folded, _ = page[page.index('id="wishes"') : page.index('id="jobs"')].partition("Besvaret: 2")
        assert folded
        assert "Alle ønsker er besvaret." in asked
        assert 'class="card wish"' not in asked


async def test_a_wish_for_another_day_leads_karen_to_the_meeting(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        await wishes(anne, kind="move", text="Jeg skal på kursus", day="2020-12-04")
        assert anne.status == 422
        assert "Datoen er passeret." in anne.page
        fields = next(fields for address, fields in forms_of(anne.page) if address == MAKE)
        assert (fields["kind"], fields["text"]) == ("move", "Jeg skal på kursus")
        await anne.sends(MAKE, day="2026-12-04")
        page = await answers(karen, citizen=anne_id, wish=fields["id"], answer="yes", answer_text="")
        assert "Ønsket dag: fredag 4. december" in page
        meeting = fields["meeting"]
        there = f"/borgere/{anne_id}?flyt={meeting}&dag=2026-12-04"
        assert f'href="{there.replace("&", "&amp;")}#m-{meeting}"' in page
        assert '<details class="fold" open>' not in page
        page = await karen.goes_to(there)
        assert f'id="m-{meeting}"' in page
        assert '<details class="fold" open>\n<summary>Flyt mødet<span class="unseen">: ' in page
        moving = dict(forms_of(page))[f"/borgere/{anne_id}/moede/{meeting}/flyt"]
        assert moving["starts_at"] == "2026-12-04T10:00"
        page = await karen.goes_to(f"/borgere/{anne_id}?flyt={meeting}&dag=i+morgen")
        moving = dict(forms_of(page))[f"/borgere/{anne_id}/moede/{meeting}/flyt"]
        assert moving["starts_at"] == "2026-12-03T10:00", "what is no day is passed over"
        page = await karen.sends(f"/borgere/{anne_id}/moede/{meeting}/flyt", starts_at="2026-12-04T10:00", why="Kursus")
        assert "Find en ny tid til mødet" not in page


async def test_a_wish_is_taken_back_until_it_is_answered(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        gone = await wishes(anne, text="Noget andet")
        await karen.goes_to(f"/borgere/{anne_id}")
        assert "Noget andet" not in await anne.sends(f"{MAKE}/{gone}/fortryd")
        await karen.sends(f"/borgere/{anne_id}/oenske/{gone}", answer="yes", answer_text="Ja tak")
        assert karen.status == 404
        assert "Borgeren har taget ønsket tilbage." in karen.page
        assert "Ja tak" in karen.page, "what was typed is shown again"
        wish = await wishes(anne, text="Truck")
        await answers(karen, citizen=anne_id, wish=wish, answer="yes")
        await anne.posts(f"{MAKE}/{wish}/fortryd", {"token": await anne.token()})
        assert anne.status == 409
        assert "Karen Lund har svaret på ønsket." in anne.page
        other = {"token": await karen.token(), "answer": "no", "answer_text": "Alligevel ikke"}
        await karen.posts(f"/borgere/{anne_id}/oenske/{wish}", other)
        assert karen.status == 409, "a yes that Anne has read stands"


async def test_a_form_sent_twice_makes_one_wish(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        page = await anne.goes_to("/forloeb")
        fields = next(fields for address, fields in forms_of(page) if address == MAKE) | {"text": "Truckkort"}
        await anne.posts(MAKE, fields)
        page = await anne.posts(MAKE, fields)
        assert page.count('<article class="card wish"') == 1


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_wishes_of_others_cannot_be_reached(konkret: Konkret) -> None:
    anne_id, bo_id = await konkret.id_of("Anne Holm"), await konkret.id_of("Bo Krogh")
    stranger = await konkret.newcomer("Peter Strand", role="caseworker")
    async with (
        konkret.signed_in("Anne Holm") as anne,
        konkret.signed_in("Bo Krogh") as bo,
        konkret.signed_in("Karen Lund") as karen,
        konkret.signed_in(stranger) as peter,
    ):
        wish = await wishes(anne, text="Truckkort")
        meeting = next(fields["meeting"] for address, fields in forms_of(anne.page) if address == MAKE)
        await bo.posts(f"{MAKE}/{wish}/fortryd", {"token": await bo.token()})
        assert bo.status == 403
        await bo.goes_to("/forloeb")
        await bo.sends(MAKE, text="Truckkort", meeting=meeting)
        assert bo.status == 403
        await bo.goes_to("/forloeb")
        await bo.sends(MAKE, text="Truckkort", id=wish)
        assert bo.status == 403
        yes = {"answer": "yes", "answer_text": ""}
        for browser, citizen, status in ((peter, anne_id, 403), (bo, anne_id, 403), (karen, bo_id, 403)):
            await browser.posts(f"/borgere/{citizen}/oenske/{wish}", yes | {"token": await browser.token()})
            assert browser.status == status
        assert "Ikke besvaret endnu" in await anne.goes_to("/forloeb")
