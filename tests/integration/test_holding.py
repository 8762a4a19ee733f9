"""Karen holds a meeting with Anne: drafted, shown, sent, and on Anne's page; nothing of it, or all of it."""

import re
from typing import Any

from tests.support.booking import books, remarked
from tests.support.people import Browser, Konkret, forms_of

DAY = 24 * 60 * 60 * 1000
NEXT_DAYS = re.compile(r'name="next-day" value="(\d{4}-\d{2}-\d{2})"')
JOBS = {f"job-{number}-title": f"Postbud {number}" for number in range(4)} | {
    f"job-{number}-employer": "Brevhuset Kuvert" for number in range(4)
}
WENT_WELL = {"tick-A.0.1": "1", "tick-A.0.2": "1", "tick-A.0.3": "1", "tick-A.0.4": "1", "every": "1"}
WHOLE = {
    **WENT_WELL,
    **JOBS,
    "summary": "Anne søger bredere fra nu af.",
    "agree-A.E.5": "1",
    "promise-0-what": "Karen ringer til Erhvervshuset",
    "promise-0-who": "jobcentre",
    "own-0-title": "Ret dit CV",
    "next-day": "2026-12-22",
}


async def meeting_of(konkret: Konkret, name: str) -> str:
    """Address of the page on which that citizen's next meeting is held."""
    citizen = await konkret.id_of(name)
    found = await konkret.db.run("SELECT id FROM meeting WHERE citizen = {} AND state = 'booked'", citizen)
    return f"/borgere/{citizen}/moede/{found[0]['id']}"


async def fields_of(browser: Browser, here: str) -> dict[str, str]:
    """The form as it stands on the page."""
    page = await browser.goes_to(here)
    return next(fields for address, fields in forms_of(page) if address == here)


async def all_of(konkret: Konkret, table: str, here: str) -> list[dict[str, Any]]:
    """Rows of the citizen, newest first."""
    citizen = here.split("/")[2]
    return await konkret.db.run(f"SELECT * FROM {table} WHERE citizen = {{}} ORDER BY id DESC", citizen)  # noqa: S608


async def test_what_was_agreed_is_on_annes_pages(konkret: Konkret) -> None:
    here = await meeting_of(konkret, "Anne Holm")
    konkret.clock.now += 8 * DAY
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        page = await karen.goes_to(here)
        assert "0 af 5" in page
        assert "A.2.2" in page
        page = await karen.sends(here, **WHOLE)
        assert karen.address == f"{here}/send"
        for words in ("Postbud 3", "Brevhuset Kuvert", "Ret dit CV", "tirsdag 22. december", "Lav en elevatortale"):
            assert words in page, words
        assert "Postbud" not in await anne.goes_to("/job")
        page = await karen.sends(f"{here}/send")
        assert karen.status == 200
        assert "tirsdag 22. december" in page
        assert (await anne.goes_to("/job")).count("Brevhuset Kuvert") == 4
        assert "Ret dit CV" in await anne.goes_to("/opgaver")
        assert "tirsdag 22. december" in await anne.goes_to("/")
        # The page of a meeting that was held is gone, and with it the draft.
        for gone in (here, f"{here}/send"):
            await karen.goes_to(gone)
            assert (karen.status, karen.address) == (409, gone)
    assert await konkret.db.run("SELECT id FROM draft") == []
    held = next(row for row in await all_of(konkret, "meeting", here) if row["id"] == here.rsplit("/", 1)[1])
    assert (held["state"], held["summary"], held["left_out"]) == ("held", "Anne søger bredere fra nu af.", "[]")
    jobs = [row for row in await all_of(konkret, "job", here) if row["employer"] == "Brevhuset Kuvert"]
    assert {row["apply_by"] for row in jobs} == {"2026-12-22"}
    agreed = {(row["what"], row["who"], row["by"]) for row in await all_of(konkret, "agreement", here)}
    assert ("Karen ringer til Erhvervshuset", "jobcentre", "2026-12-22") in agreed
    assert len(agreed) == 2
    audits = await konkret.db.run("SELECT DISTINCT at FROM audit WHERE command = 'meeting.hold'")
    assert len(audits) == 1


async def test_a_kept_draft_shows_the_days_of_the_meeting_that_is_chosen_to_follow(konkret: Konkret) -> None:
    somebody = await konkret.of_programme("D", without=("D.5", "D.6"))
    citizen = f"/borgere/{somebody.citizen}"
    async with konkret.signed_in(somebody.caseworker) as karen:
        for address, _ in forms_of(await karen.goes_to(f"{citizen}?samtale=D.5")):
            if address.endswith("/aflys"):
                await karen.sends(address, why="Vi begynder forfra.")
        await karen.goes_to(f"{citizen}?samtale=D.5")
        page = await books(karen, f"{citizen}/moede", starts_at="2026-12-01T10:00", together="", place="Lokale 3")
        [here] = [address.removesuffix("/flyt") for address, _ in forms_of(page) if address.endswith("/flyt")]
        before = await fields_of(karen, here)
        assert before["next-step"] != "D.6"
        days = NEXT_DAYS.findall(karen.page)
        assert f'formaction="{here}/kladde#following"' in karen.page
        page = await karen.posts(f"{here}/kladde", before | {"next-step": "D.6", "summary": "Godt møde."})
        assert karen.address == here
        after = dict(forms_of(page))[here]
        assert (after["next-step"], after["summary"]) == ("D.6", "Godt møde.")
        assert 1 <= len(NEXT_DAYS.findall(page)) <= 5
        assert set(NEXT_DAYS.findall(page)).isdisjoint(days)


async def test_ending_without_a_mandatory_point_or_with_too_few_jobs_asks_why_and_keeps_the_answer(
    konkret: Konkret,
) -> None:
    here = await meeting_of(konkret, "Anne Holm")
    konkret.clock.now += 8 * DAY
    async with konkret.signed_in("Karen Lund") as karen:
        await karen.goes_to(here)
        page = await karen.sends(here, **WHOLE | {"tick-A.0.4": "", "job-3-title": "", "job-3-employer": ""})
        assert karen.status == 422
        assert "Skriv, hvorfor I ikke nåede «Joblog er tjekket" in page
        assert "Der er givet 3 job; programmet siger mindst 4. Skriv hvorfor." in page
        assert "Anne søger bredere fra nu af." in page
        page = await karen.sends(here, **{"why-A.0.4": "Systemet var nede.", "why-A.2.J": "Anne er på ferie."})
        assert karen.address == f"{here}/send"
        gets, _, kept = page.partition("Kun til sagen: det, I ikke nåede")
        assert "vises ikke for Anne" in kept
        for why in ("Systemet var nede.", "Anne er på ferie."):
            assert (why in gets, why in kept) == (False, True)
        await karen.sends(f"{here}/send")
        page = await karen.goes_to(await meeting_of(konkret, "Anne Holm"))
        left = page.partition("Det nåede I ikke sidst")[2]
        assert left.index("Joblog er tjekket") < left.index("Systemet var nede.") < left.index("Anne er på ferie.")
    async with konkret.signed_in("Anne Holm") as anne:
        for address in ("/", "/forloeb", "/plan"):
            page = await anne.goes_to(address)
            assert "Systemet var nede." not in page
            assert "Anne er på ferie." not in page
    held = next(row for row in await all_of(konkret, "meeting", here) if row["state"] == "held" and row["summary"])
    assert "Systemet var nede." in held["left_out"]
    assert "Anne er på ferie." in held["left_out"]


async def test_the_meeting_that_follows_may_be_on_a_sunday_for_who_means_it(konkret: Konkret) -> None:
    here = await meeting_of(konkret, "Anne Holm")
    konkret.clock.now += 8 * DAY
    async with konkret.signed_in("Karen Lund") as karen:
        await karen.goes_to(here)
        page = await karen.sends(here, **WHOLE | {"next-day": "", "next-starts_at": "2026-12-20T10:00"})
        said = remarked(page)
        assert (karen.status, said) == (422, "Søndag 20. december er i en weekend.")
        assert "Anne søger bredere fra nu af." in page
        page = await karen.sends(here, **{"next-anyway": said})
        assert karen.address == f"{here}/send"
        page = await karen.sends(f"{here}/send")
        assert "søndag 20. december" in page


async def test_all_that_is_wrong_anywhere_is_told_at_once_and_nothing_is_saved(konkret: Konkret) -> None:
    here = await meeting_of(konkret, "Anne Holm")
    konkret.clock.now += 8 * DAY
    before = len(await all_of(konkret, "job", here))
    async with konkret.signed_in("Karen Lund") as karen:
        await karen.goes_to(here)
        wrong = WHOLE | {
            "job-1-employer": "",
            "own-0-due": "i morgen",
            "promise-0-by": "2020-01-01",
            "next-minutes": "0",
            "summary": "x" * 5000,
        }
        page = await karen.sends(here, **wrong)
        assert karen.status == 422
        for sentence in (
            "Skriv arbejdsgiverens navn.",
            "Skriv en dato, for eksempel 2026-12-01.",
            "Datoen er passeret.",
            "Et møde varer mellem 10 og 240 minutter.",
            "Højst 4000 tegn; der står 5000.",
        ):
            assert sentence in page, sentence
        fields = next(fields for address, fields in forms_of(page) if address == here)
        assert {name: fields.get(name, "") for name in wrong} == wrong
    assert len(await all_of(konkret, "job", here)) == before


async def test_a_draft_is_there_when_the_browser_comes_back_and_only_for_those_who_follow(konkret: Konkret) -> None:
    here = await meeting_of(konkret, "Anne Holm")
    stranger = await konkret.newcomer("Peter Strand", role="caseworker")
    async with konkret.signed_in("Karen Lund") as karen:
        fields = await fields_of(karen, here)
        half = fields | {"tick-A.0.2": "1", "job-2-title": "Fyrpasser", "summary": "Halvvejs"}
        await karen.posts(f"{here}/kladde", half)
        assert karen.address == here
    async with konkret.signed_in("Karen Lund") as karen:
        back = await fields_of(karen, here)
        assert (back["tick-A.0.2"], back["job-2-title"], back["summary"]) == ("1", "Fyrpasser", "Halvvejs")
        assert "Kladde gemt af Karen Lund" in karen.page
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in(stranger) as peter:
        for browser in (anne, peter):
            await browser.goes_to("/" if browser is anne else "/borgere")
            await browser.goes_to(here)
            assert (browser.status, "Fyrpasser" in browser.page) == (403, False)
            await browser.posts(f"{here}/kladde", {"token": await browser.token(), "summary": "Stjålet"})
            assert browser.status == 403
    kept = await konkret.db.run("SELECT body FROM draft")
    assert ["Halvvejs" in row["body"] for row in kept] == [True]


async def test_a_draft_that_was_changed_meanwhile_is_shown_again_before_it_is_sent(konkret: Konkret) -> None:
    here = await meeting_of(konkret, "Anne Holm")
    konkret.clock.now += 8 * DAY
    async with konkret.signed_in("Karen Lund") as karen:
        await karen.goes_to(here)
        await karen.sends(here, **WHOLE)
        shown = forms_of(karen.page)
        konkret.clock.now += 1000
        fields = await fields_of(karen, here)
        await karen.posts(f"{here}/kladde", fields | {"job-0-title": "Fyrpasser"})
        sending = next(fields for address, fields in shown if address == f"{here}/send")
        page = await karen.posts(f"{here}/send", sending)
        assert karen.address == f"{here}/send"
        assert "Fyrpasser" in page
        await karen.sends(f"{here}/send")
        # Sent twice, it is held once.
        await karen.posts(f"{here}/send", sending)
        assert karen.status == 200
    assert sum(row["employer"] == "Brevhuset Kuvert" for row in await all_of(konkret, "job", here)) == 4


async def test_what_anne_said_is_ready_is_ticked_and_a_meeting_held_early_is_held_today(konkret: Konkret) -> None:
    here = await meeting_of(konkret, "Anne Holm")
    await konkret.db.run("UPDATE meeting SET ready_at = 1 WHERE id = {}", here.rsplit("/", 1)[1])
    async with konkret.signed_in("Karen Lund") as karen:
        fields = await fields_of(karen, here)
        assert fields.get("tick-A.0.1") == "1"
        assert "tick-A.0.2" not in fields
        page = await karen.sends(here, **WHOLE)
        assert "Mødet var sat til torsdag 3. december. Det bliver noteret som holdt i dag." in page
        await karen.sends(f"{here}/send")
    held = next(row for row in await all_of(konkret, "meeting", here) if row["summary"])
    assert held["starts_at"] == konkret.clock.now
