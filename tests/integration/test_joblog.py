"""The joblog by each of its doors: plain forms, and what a phone sends, an old one too."""

import re

from backend.clock import fresh_id
from backend.store import record as records
from tests.support.people import Browser, Konkret, forms_of
from tests.support.sync_web import Line

# On all kinds of keyboards: joined signs, a flag, letters that run the other way, and an accent apart from its letter.
SIGNS = "👩🏽‍🚒 🏴󠁧󠁢󠁳󠁣󠁴󠁿 \u200fطباخ e\u0301"


async def test_what_is_planned_stands_on_top_and_is_counted_once_it_is_applied_for(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        before = _this_week(await anne.goes_to("/joblog"))
        await anne.goes_to("/joblog/ny?status=planned")
        page = await anne.sends("/joblog", title="Fyrpasser", deadline="2026-12-01")
        entry = _entry(page, "Fyrpasser")
        assert "Frist 1. dec., om 6 dage" in page
        assert _this_week(page) == before
        page = await anne.sends(f"/joblog/{entry}/trin", status="applied")
        assert (anne.status, anne.address) == (422, f"/joblog/{entry}/trin")
        assert "Skriv, hvor du har søgt." in page
        await anne.sends(f"/joblog/{entry}", employer="Fyret på Molen")
        page = await anne.sends(f"/joblog/{entry}/trin", status="applied")
        assert anne.address == "/joblog"
        assert _this_week(page) == before + 1
        assert f"/joblog/{entry}/trin" not in page


async def test_an_application_goes_its_way_and_a_step_is_taken_back(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry = await _written(anne, title="Kranfører", employer="Kajens Folk", applied_on="2026-11-03")
        path = f"/joblog/{entry}"
        await anne.goes_to(path)
        page = await anne.sends(f"{path}/trin", status="rejected", on="2026-11-02")
        assert anne.status == 422
        assert "Datoen ligger før den dag, du søgte." in page
        assert 'value="2026-11-02"' in page
        await anne.goes_to(anne.address)
        assert (anne.status, anne.address) == (200, path)
        # An interview lies ahead, as none of the others can.
        await anne.sends(f"{path}/trin", status="interview", on="2026-12-03")
        page = await anne.sends(f"{path}/trin", status="rejected", on="2026-11-24")
        assert _way(page) == ["Søgt 3. nov.", "Samtale 3. dec.", "Afslag 24. nov."]
        page = await anne.sends(f"{path}/fortryd")
        assert _way(page) == ["Søgt 3. nov.", "Samtale 3. dec."]
        assert "Samtale 3. dec." in await anne.goes_to("/joblog")
        token = await anne.token()
        await anne.posts(f"{path}/trin", {"token": token, "status": "hired", "on": "2026-11-24"})
        page = await anne.posts(f"{path}/trin", {"token": token, "status": "rejected"})
        assert anne.status == 409
        assert "Ansøgningen står som «Fik jobbet»." in page


async def test_dates_that_cannot_be_are_told_beside_their_field_with_what_was_typed(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await anne.goes_to("/joblog/ny")
        page = await anne.sends(
            "/joblog", title="x" * 10_000, employer=SIGNS, applied_on="2026-11-26", deadline="2026-02-30", hours="37,5"
        )
        assert anne.status == 422
        assert "Højst 200 tegn; der står 10000." in page
        assert "Datoen ligger i fremtiden. Skriv den dag, du søgte." in page
        assert "Skriv en dato, for eksempel 2026-11-23." in page
        assert "Skriv et helt antal timer om ugen, højst 80." in page
        assert "x" * 10_000 in page
        assert SIGNS in page


async def test_every_sign_is_kept_as_it_was_typed(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry = await _written(anne, title=SIGNS, employer="مكتبة النور", note=SIGNS)
        assert anne.page.count(SIGNS) >= 2
        page = await anne.goes_to(f"/joblog/{entry}")
        assert f'value="{SIGNS}"' in page
        assert 'value="مكتبة النور"' in page


async def test_a_look_alike_is_shown_before_it_is_written_in_twice(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry = await _written(anne, title="Kranfører", employer="Kajens Folk A/S")
        await anne.goes_to("/joblog/ny")
        page = await anne.sends("/joblog", title=" kranfører", employer="Kajens Folk", note="Ringede igen")
        assert anne.status == 422
        assert f'href="/joblog/{entry}"' in page
        assert "Ringede igen" in page
        await anne.sends("/joblog", anyway="1")
        assert (anne.status, anne.address) == (200, "/joblog")
        rows = await konkret.db.run("SELECT id FROM joblog WHERE employer LIKE 'Kajens Folk%'")
        assert len(rows) == 2


async def test_a_job_that_was_handed_out_is_told_of_before_it_is_written_in_as_ones_own(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        (job, *_) = (await records.read(konkret.db, await konkret.id_of("Anne Holm"))).jobs
        await anne.goes_to("/joblog/ny")
        page = await anne.sends("/joblog", title=job.title.upper(), employer=f"{job.employer} ApS", note="Ringede")
        assert anne.status == 422
        assert f"Du har fået dette job af {job.handed_out_by}: skriv ansøgningen ind dér i stedet." in page
        assert f'href="/job/{job.id}"' in page
        assert "Ringede" in page
        await anne.sends("/joblog", anyway="1")
        assert (anne.status, anne.address) == (200, "/joblog")
        assert job.title.upper() in anne.page


async def test_what_is_looked_for_is_found_and_what_is_put_away_is_not_shown(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry = await _written(anne, title="Kranfører", employer="Kajens Folk", private_note="Spørg om vagterne")
        page = await anne.goes_to("/joblog?q=VAGTERNE+kajens&status=applied")
        assert _found(page) == ["Kranfører"]
        page = await anne.goes_to("/joblog?since=2026-11-30&until=2026-11-01")
        assert "Slutdatoen ligger før startdatoen." in page
        assert "<title>Fejl: Joblog" in page
        await anne.goes_to(f"/joblog/{entry}")
        await anne.sends(f"/joblog/{entry}/arkiv", archived="1")
        page = await anne.goes_to("/joblog")
        assert "Kranfører" not in page
        assert "1 i arkivet" in page
        assert _found(await anne.goes_to("/joblog?archived=archived")) == ["Kranfører"]
        assert f'href="/joblog?entry={entry}#e-{entry}">Joblog</a>' in await anne.goes_to(f"/joblog/{entry}")
        page = await anne.sends(f"/joblog/{entry}", place="Molen")
        assert (_found(page), "Molen" in page) == (["Kranfører"], True), "«Gem» leads to where it stands"
        assert '<option value="archived" selected>Arkiverede</option>' in page
        await anne.goes_to(f"/joblog/{entry}")
        await anne.sends(f"/joblog/{entry}/arkiv", archived="0")
        assert "Kranfører" in await anne.goes_to("/joblog")


async def test_fifty_stand_on_a_page_for_the_caseworker_too(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Karen Lund") as karen:
        line = await Line.of(anne)
        for number in range(60):
            args = {"id": fresh_id(), "title": f"Nummer {number:02}", "employer": "Molen", "place": "", "link": ""}
            line.phone.save(
                "joblog.add", args | {"applied_on": "2026-10-01", "channel": "posted", "note": ""}, at=number
            )
        await line.sync()
        for browser, first, second in (
            (anne, "/joblog", "/joblog?page=2"),
            (karen, f"/borgere/{anne_id}", f"/borgere/{anne_id}?joblog=2"),
        ):
            pages = [await browser.goes_to(first), await browser.goes_to(second)]
            found = [set(re.findall(r"Nummer \d\d", page)) for page in pages]
            assert len(found[0]) < 51
            assert len(found[0] | found[1]) == 60
            assert not found[0] & found[1]
            assert "Side 2 af 2" in pages[1]


async def test_karen_sees_how_far_it_is_and_what_is_shared(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Karen Lund") as karen:
        entry = await _written(anne, title="Kranfører", employer="Kajens Folk", note="Delt", private_note="Kun min")
        await anne.goes_to(f"/joblog/{entry}")
        await anne.sends(f"/joblog/{entry}/trin", status="interview", on="2026-12-03")
        page = await karen.goes_to(f"/borgere/{await konkret.id_of('Anne Holm')}")
        assert "Samtale 3. dec." in page
        assert "Delt" in page
        assert "Kun min" not in page


async def test_a_phone_of_before_and_one_of_now_write_the_same(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        entry = fresh_id()
        old = {"id": entry, "title": "Kok", "employer": "Kroen", "place": "", "link": "", "note": ""}
        assert (await line.does("joblog.add", **old, applied_on="2026-11-20", channel="posted"))["state"] == "accepted"
        row = line.phone.rows["joblog"][entry]
        assert (row["status"], row["applied_on"], row["private_note"], row["hours"]) == ("applied", "2026-11-20", "", 0)
        assert row["steps"] == [{"status": "applied", "on": "2026-11-20", "note": ""}]
        step = {"id": entry, "status": "hired", "on": "2026-11-24"}
        assert (await line.does("joblog.step", **step))["state"] == "accepted"
        verdict = await line.does("joblog.step", **step | {"status": "rejected"})
        assert (verdict["state"], verdict["code"]) == ("refused", "not-next")
        assert (await line.does("joblog.copied", id=entry, on="2026-11-24"))["state"] == "accepted"
        assert line.phone.rows["joblog"][entry]["on_jobnet"] == "2026-11-24"


async def test_nobody_takes_a_step_of_another_ones_entry(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo:
        entry = await _written(anne, title="Kranfører", employer="Kajens Folk")
        await bo.goes_to(f"/joblog/{entry}")
        assert bo.status == 404
        for way in ("trin", "fortryd", "arkiv", "jobnet", "slet"):
            await bo.goes_to("/joblog")
            await bo.posts(f"/joblog/{entry}/{way}", {"token": await bo.token(), "status": "hired"})
            assert bo.status == 403, way
        assert _way(await anne.goes_to(f"/joblog/{entry}")) == ["Søgt 25. nov."]


async def _written(anne: Browser, **typed: str) -> str:
    """The id of a new entry."""
    await anne.goes_to("/joblog/ny")
    entry = next(fields["id"] for address, fields in forms_of(anne.page) if address == "/joblog")
    await anne.sends("/joblog", **typed)
    assert anne.status == 200
    return entry


def _entry(page: str, title: str) -> str:
    """The id of the entry with that title, from its link."""
    return re.findall(rf'href="/joblog/([^"]+)">{title}', page)[0]


def _this_week(page: str) -> int:
    told = re.search(r'<strong class="count">(\d+) af \d+</strong>', page)
    return int(told[1]) if told else 0


def _way(page: str) -> list[str]:
    return re.findall(r'<li class="way__step">([^<]+)</li>', page)


def _found(page: str) -> list[str]:
    return re.findall(r'class="card entry".*?href="/joblog/[^"]+">([^<]+)<', page, flags=re.DOTALL)


async def test_gem_comes_back_to_the_page_where_the_entry_stands_and_so_does_karens_link(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Karen Lund") as karen:
        entry = await _written(anne, title="Fyrpasser", employer="Fyret", applied_on="2026-09-01")
        phone = await Line.of(anne)
        for number in range(55):
            args = {"id": fresh_id(), "title": f"Vagt {number}", "employer": "Havnen", "place": "", "link": ""}
            phone.phone.save(
                "joblog.add", args | {"applied_on": "2026-11-20", "channel": "posted", "note": ""}, at=number
            )
        await phone.sync()
        assert "Fyrpasser" not in await anne.goes_to("/joblog")
        await anne.goes_to(f"/joblog/{entry}")
        page = await anne.sends(f"/joblog/{entry}", note="Ringede")
        assert (anne.address, f'id="e-{entry}"' in page) == ("/joblog", True)
        assert "Side 2 af 2" in page
        page = await karen.goes_to(f"/borgere/{await konkret.id_of('Anne Holm')}?entry={entry}")
        assert f'id="e-{entry}"' in page
