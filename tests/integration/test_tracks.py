"""Karen chooses a track with a reason and ticks its actions; Anne sees both, and what she followed before."""

from tests.support.people import Konkret, forms_of

REASON = "Der er mange job i dit fag, så vi går bredt til værks."


async def test_a_track_is_chosen_with_a_reason_and_the_one_before_it_is_kept(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    action = f"/borgere/{anne_id}/spor"
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        assert "/spor" not in await anne.goes_to("/mere")
        assert "Der er ikke valgt et spor." in await anne.goes_to("/spor")
        page = await karen.goes_to(action)
        assert dict(forms_of(page))[action]["track"] == "", "nothing is chosen for her"
        await karen.sends(action, track="E.S", reason="Alle begynder her.")
        konkret.clock.now += 20 * 24 * 60 * 60 * 1000
        await karen.goes_to(action)
        await karen.sends(action, track="E.I", reason=REASON)
        assert 'href="/spor"' in await anne.goes_to("/mere")
        page = await anne.goes_to("/spor")
        now, before = page.split("Tidligere spor")
        for told in ("Intensiv jobsøgning", REASON, "Valgt af Karen Lund tirsdag 15. december 2026", "0 af 13"):
            assert told in now
        for told in ("Tidlig intensiv start", "Alle begynder her.", "25. november", "15. dec"):
            assert told in before
        assert "0 af 9 gjort" in before


async def test_actions_are_ticked_and_taken_back_and_both_sides_see_by_whom(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    action = f"/borgere/{anne_id}/spor"
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        await karen.goes_to(action)
        page = await karen.sends(action, track="E.S", reason=REASON)
        tick, fields = next((at, fields) for at, fields in forms_of(page) if fields.get("action") == "E.S.2")
        assert "1 af 9" in await karen.posts(tick, fields)
        assert "1 af 9" in await karen.posts(tick, fields), "sent twice it is done once"
        page = await anne.goes_to("/spor")
        assert "1 af 9" in page
        assert "25. nov., Karen Lund" in page

        # Another track, and back again: what was done is done.
        await karen.goes_to(action)
        page = await karen.sends(action, track="E.R", reason=REASON)
        ended = await karen.posts(tick, fields | {"done": "0"})
        assert karen.status == 422
        assert "Det spor følges ikke længere, så listen kan ikke ændres." in ended
        await karen.sends(action, track="E.S", reason=REASON)
        assert "1 af 9" in await anne.goes_to("/spor")
        tick, fields = next((at, fields) for at, fields in forms_of(karen.page) if fields.get("action") == "E.S.2")
        assert fields["done"] == "0"
        assert "0 af 9" in await karen.posts(tick, fields)


async def test_without_a_track_or_a_reason_nothing_changes_and_what_was_typed_stands(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    action = f"/borgere/{anne_id}/spor"
    async with konkret.signed_in("Karen Lund") as karen:
        await karen.goes_to(action)
        page = await karen.sends(action, track="E.X", reason=REASON)
        assert (karen.status, "Vælg et spor." in page, REASON in page) == (422, True, True)
        page = await karen.sends(action, track="E.U", reason=" ")
        assert "Skriv, hvorfor du vælger det spor." in page
        fields = dict(forms_of(page))[action]
        assert fields["track"] == "E.U"
        await karen.posts(action, fields | {"reason": REASON})
        await karen.posts(action, fields | {"reason": "Sendt to gange."})
        assert "Sendt to gange." not in await karen.goes_to(action)
        page = await karen.posts(action, dict(forms_of(karen.page))[action] | {"track": "E.U", "reason": REASON})
        assert "Borgeren følger allerede det spor." in page


async def test_nobody_else_chooses_or_ticks(konkret: Konkret) -> None:
    anne_id, bo_id = await konkret.id_of("Anne Holm"), await konkret.id_of("Bo Krogh")
    stranger = await konkret.newcomer("Peter Strand", role="caseworker")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in(stranger) as peter:
        await karen.goes_to(f"/borgere/{anne_id}/spor")
        page = await karen.sends(f"/borgere/{anne_id}/spor", track="E.S", reason=REASON)
        tick, fields = next((at, fields) for at, fields in forms_of(page) if "action" in fields)
        fresh = dict(forms_of(page))[f"/borgere/{anne_id}/spor"]["id"]
        for path in (f"/borgere/{anne_id}/spor", tick):
            wish = {"token": await peter.token(), "id": fresh, "track": "E.I", "reason": "x"}
            await peter.posts(path, {**wish, "action": fields["action"], "done": "1"})
            assert peter.status == 403
        await peter.goes_to(f"/borgere/{anne_id}/spor")
        assert peter.status == 403
        await karen.posts(tick.replace(anne_id, bo_id), fields)
        assert karen.status == 403, "Anne's list is not Bo's, though Karen follows both"
        assert "0 af 9" in await karen.goes_to(f"/borgere/{anne_id}/spor")
        await karen.posts(tick, fields | {"action": "E.S.99"})
        assert karen.status == 404
