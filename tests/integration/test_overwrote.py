"""Anne writes where something newer stands than what she saw: hers stays, and she reads what stood there."""

from html import unescape

from backend.clock import fresh_id
from tests.support.people import Browser, Konkret, forms_of
from tests.support.sync_web import Line

APPLICATION = {"title": "Kranfører", "employer": "Kajens Folk", "place": "", "link": "", "note": "første"}


async def test_two_tabs_lose_nothing_of_each_other_s_without_a_word(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        path = await _written(anne)
        await anne.goes_to(path)
        early = anne.page
        await anne.sends(path, note="Ring til Bo", hours="30", found="network")

        anne.page = early
        page = await anne.sends(path, note="Skriv til Bo", found="personal", place="Havnen")
        stood = "Der stod: Hvordan fandt du jobbet?: «Netværk»; Note: «Ring til Bo»"
        assert f"Det er gemt. Men det var rettet et andet sted imens. {stood}" in unescape(page)
        kept = next(fields for address, fields in forms_of(page) if address == path)
        assert (kept["note"], kept["place"], kept["hours"]) == ("Skriv til Bo", "Havnen", "30")

        await anne.sends(path, note="Skriv til Bo i dag")
        assert anne.address == "/joblog"


async def test_a_message_about_homework_that_was_written_twice_is_told_too(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        early = await anne.goes_to("/opgaver")
        path = next(address for address, _ in forms_of(early) if address.endswith("/note"))
        await anne.sends(path, note="Må den være på tysk?")
        anne.page = early
        early = await anne.sends(path, note="Eller på dansk?")
        assert "Der stod: Besked til din sagsbehandler: «Må den være på tysk?»" in unescape(early)

        await anne.sends(path, note="")
        anne.page = early
        page = await anne.sends(path, note="På dansk?")
        assert "Der stod: Besked til din sagsbehandler: ingenting" in unescape(page)


async def test_a_phone_is_told_of_what_it_did_not_show_and_not_of_its_own_words(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        phone = (line := await Line.of(anne)).phone
        entry = fresh_id()
        await line.does("joblog.add", **APPLICATION | {"id": entry, "applied_on": "2026-11-20", "channel": "posted"})
        seen = {"id": entry, "based_on": phone.rows["joblog"][entry]["version"]}

        def writes(note: str, over: str) -> None:
            phone.save("joblog.edit", seen | {"changed": {"note": note}, "was": {"note": over}}, at=1)

        writes("Ring", "første")
        writes("Ring i morgen", "Ring")
        writes("I en anden fane", "første")
        await line.sync()
        told = [kept.verdict for kept in phone.outbox.values()][-3:]
        assert [(verdict or {}).get("other") for verdict in told] == [None, None, {"note": "Ring i morgen"}]


async def _written(anne: Browser) -> str:
    """The address of a new entry."""
    await anne.goes_to("/joblog/ny")
    entry = next(fields["id"] for address, fields in forms_of(anne.page) if address == "/joblog")
    await anne.sends("/joblog", **APPLICATION)
    return f"/joblog/{entry}"
