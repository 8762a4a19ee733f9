"""Goals: Anne says what she looks for, moves her focus, and both sides see what came of each."""

import pytest

from backend.clock import fresh_id
from tests.support.people import Browser, Konkret, forms_of
from tests.support.sync_web import Line

UNREADABLE = "Formularen kunne ikke læses. Hent siden igen."


async def newcomer(konkret: Konkret) -> None:
    """Anne as she was before she wrote any goal or looked at her CV."""
    anne = await konkret.id_of("Anne Holm")
    for table in ("goal", "cv", "joblog"):
        await konkret.db.run(f"DELETE FROM {table} WHERE citizen = {{}}", anne)  # noqa: S608 -- our own names


async def sets(anne: Browser, letter: str, **typed: str) -> str:
    """Anne fills in the form of that place; where it was sent."""
    page = await anne.goes_to("/maal")
    action, fields = next(
        (at, fields) for at, fields in forms_of(page) if fields.get("letter") == letter and "occupation" in fields
    )
    await anne.posts(action, fields | typed)
    return action


async def test_a_goal_is_set_found_other_words_for_moved_and_ended_and_all_of_it_is_kept(konkret: Konkret) -> None:
    await newcomer(konkret)
    async with konkret.signed_in("Anne Holm") as anne:
        here = await sets(anne, "A", occupation=" Grafiker ", term="long")
        assert anne.address == "/maal"
        assert "Grafiker" in anne.page
        assert "Lang sigt · siden 25. nov." in anne.page
        await sets(anne, "A", occupation="Grafisk designer")
        assert "Grafiker" not in anne.page, "other words for the same goal"
        await sets(anne, "B", occupation="Butiksassistent")
        konkret.clock.now += 7 * 24 * 60 * 60 * 1000
        page = await anne.goes_to("/maal")
        assert "byt med «Butiksassistent»" in page
        page = await anne.sends(f"{here}/flyt", to="B", why="Der er for få opslag")
        now, before = page.split('id="foer"')
        assert now.index("Butiksassistent") < now.index("Grafisk designer"), "they changed places"
        assert before.count("Der er for få opslag") == 2
        assert "25. nov. til 2. dec." in before
        action = next(at for at, fields in forms_of(now) if at.endswith("/slut") and fields["letter"] == "B")
        page = await anne.sends(action, why="")
        assert "Grafisk designer" in page.split('id="foer"')[1]
        assert "Skriv mål B" in page


async def test_what_was_applied_for_is_counted_towards_its_goal(konkret: Konkret) -> None:
    await newcomer(konkret)
    async with konkret.signed_in("Anne Holm") as anne:
        await sets(anne, "A", occupation="Kok")
        for title in ("Kok på Kroen", "Kok på Skibet"):
            await anne.goes_to("/joblog/ny")
            await anne.sends("/joblog", title=title, employer="Byens Køkken", goal="A")
        await anne.goes_to("/joblog/ny")
        await anne.sends("/joblog", title="Tjener", employer="Byens Køkken")
        page = await anne.goes_to("/maal")
        assert "<dt>Søgt</dt><dd>2</dd>" in page
        assert "1 ansøgning i din joblog hører ikke til et mål." in page
        konkret.clock.now += 24 * 60 * 60 * 1000
        action = next(at for at, _ in forms_of(page) if at.endswith("/flyt"))
        now, before = (await anne.sends(action, to="B", why="Ryggen")).split('id="foer"')
        assert "<dt>Søgt</dt><dd>2</dd>" in now, "it goes on from what it had come to"
        assert "<dt>Søgt</dt><dd>2</dd>" in before


async def test_a_moved_goal_is_the_same_whatever_it_is_called_and_its_entries_stand_under_the_new_letter(
    konkret: Konkret,
) -> None:
    await newcomer(konkret)
    async with konkret.signed_in("Anne Holm") as anne:
        here = await sets(anne, "A", occupation="Kok")
        await sets(anne, "B", occupation="Tjener")
        await anne.goes_to("/joblog/ny")
        await anne.sends("/joblog", title="Grydemester", employer="Kroen", goal="A")
        konkret.clock.now += 24 * 60 * 60 * 1000
        await anne.goes_to("/maal")
        await anne.sends(f"{here}/flyt", to="B", why="Ryggen")
        await sets(anne, "B", occupation="Køkkenleder")
        now, _ = anne.page.split('id="foer"')
        mine = now[now.index("Køkkenleder") :]
        assert "<dt>Søgt</dt><dd>1</dd>" in mine, "it goes on from what it had come to"
        assert "<dt>Søgt</dt><dd>1</dd>" not in now[: now.index("Køkkenleder")]
        assert "Grydemester" in await anne.goes_to("/joblog?goal=B")
        assert "Grydemester" not in await anne.goes_to("/joblog?goal=A")
        entry = await konkret.db.run("SELECT id FROM joblog WHERE title = 'Grydemester'")
        path = f"/joblog/{entry[0]['id']}"
        page = await anne.goes_to(path)
        form = dict(forms_of(page))[path]
        assert (form["goal"], form["was-goal"]) == ("B", "B")
        await anne.posts(path, form | {"place": "Havneby"})
        assert "Grydemester" in await anne.goes_to("/joblog?goal=B"), "what was not touched stays"
        await anne.posts(path, form | {"goal": "A"})
        page = await anne.goes_to("/maal")
        assert "<dt>Søgt</dt><dd>1</dd>" in page[page.index("Tjener") : page.index("Køkkenleder")], (
            "chosen, so it counts"
        )


async def test_what_was_typed_wrong_stands_in_its_form_with_the_sentence_beside_it(konkret: Konkret) -> None:
    await newcomer(konkret)
    async with konkret.signed_in("Anne Holm") as anne:
        await sets(anne, "C", occupation="x" * 201)
        assert anne.status == 422
        assert "Højst 200 tegn; der står 201." in anne.page
        assert "<title>Fejl: Dine jobmål" in anne.page
        fields = [fields for _, fields in forms_of(anne.page) if fields.get("letter") == "C"]
        assert [each["occupation"] for each in fields] == ["x" * 201]
        await sets(anne, "A", occupation="Kok", term="")
        assert 'id="set-A-term" aria-describedby="set-A-term-error" tabindex="-1">' in anne.page, (
            "the summary leads there"
        )
        assert 'class="field__error" id="set-A-term-error"' in anne.page
        here = await sets(anne, "A", occupation="Kok")
        await anne.goes_to("/maal")
        page = await anne.sends(f"{here}/flyt", to="", why="Ryggen")
        assert anne.status == 422
        assert "Vælg, hvor målet skal hen." in page
        assert next(fields["why"] for at, fields in forms_of(page) if at == f"{here}/flyt") == "Ryggen"
        action, fields = next((at, fields) for at, fields in forms_of(page) if fields.get("letter") == "B")
        await anne.posts(action, fields | {"letter": "D", "occupation": "Kok"})
        assert anne.status == 422
        assert "Vælg mål A, B eller C." in anne.page


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_an_old_page_changes_nothing_twice_and_nothing_that_has_ended(konkret: Konkret) -> None:
    await newcomer(konkret)
    async with konkret.signed_in("Anne Holm") as anne:
        here = await sets(anne, "A", occupation="Kok")
        page = await anne.goes_to("/maal")
        forms = dict(forms_of(page))
        move, end, other_words = f"{here}/flyt", f"{here}/slut", here
        await anne.posts(move, forms[move] | {"to": "C", "why": "Ryggen"})
        page = await anne.posts(move, forms[move] | {"to": "C", "why": "Ryggen"})
        assert page.count("Ryggen") == 1
        await anne.posts(end, forms[end] | {"why": "Noget andet"})
        assert "Noget andet" not in anne.page, "it ended when it was moved"
        await anne.posts(other_words, forms[other_words] | {"occupation": "Bager"})
        assert anne.status == 409
        assert "Målet er afsluttet eller flyttet." in anne.page
        assert "Bager" in anne.page, "what was typed is shown again"


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize("twice", [("id", "other"), ("goal", "id"), ("goal", "other")])
async def test_a_move_that_names_two_goals_by_one_id_is_refused_to_the_form_and_to_the_phone(
    konkret: Konkret, twice: tuple[str, str]
) -> None:
    await newcomer(konkret)
    async with konkret.signed_in("Anne Holm") as anne:
        here = await sets(anne, "A", occupation="Kok")
        await sets(anne, "B", occupation="Tjener")
        goal = here.rsplit("/", 1)[1]
        ids = {"goal": goal, "id": fresh_id(), "other": fresh_id()}
        ids[twice[1]] = ids[twice[0]]
        phone = await Line.of(anne)
        verdict = await phone.does("goal.move", **ids, to="B", why="Ryggen", on="2026-11-25")
        assert (verdict["state"], verdict["reason"]) == ("refused", UNREADABLE)
        await anne.goes_to("/maal")
        page = await anne.sends(f"{here}/flyt", to="B", why="Ryggen", id=ids["id"], other=ids["other"])
        assert (anne.status, UNREADABLE in page) == (422, True)
        form = dict(forms_of(page))[f"{here}/flyt"]
        assert form["why"] == "Ryggen", "what was typed is shown again"
        await anne.posts(f"{here}/flyt", form | {"to": "B"})
        assert anne.status == 200
        assert anne.page.split('id="foer"')[1].count("Ryggen") == 2, "they changed places"


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_goals_are_the_citizens_own(konkret: Konkret) -> None:
    await newcomer(konkret)
    async with (
        konkret.signed_in("Anne Holm") as anne,
        konkret.signed_in("Bo Krogh") as bo,
        konkret.signed_in("Karen Lund") as karen,
    ):
        here = await sets(anne, "A", occupation="Kok")
        fresh = dict(forms_of(await anne.goes_to("/maal")))[f"{here}/flyt"]
        for browser in (bo, karen):
            typed = {"token": await browser.token(), "letter": "A", "occupation": "Ø", "term": "short"}
            for path in (here, f"{here}/flyt", f"{here}/slut"):
                await browser.posts(path, typed | {"to": "B", "why": "x", "id": fresh["id"], "other": fresh["other"]})
                assert browser.status == 403, path
        assert "Kok" in await anne.goes_to("/maal")
