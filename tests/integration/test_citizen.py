"""Anne's and Bo's days without any script: every page is a plain form that the server draws and answers."""

import re

from tests.support.people import Konkret, forms_of


def _jobs_left(page: str) -> list[str]:
    return [address for address, _ in forms_of(page) if address.endswith("/soegt")]


async def test_anne_sees_what_was_agreed(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        home = await anne.goes_to("/")
        assert "Hej Anne" in home
        assert "om 8 dage" in home
        assert "Virker din måde at søge job på?" in home
        assert "Karen Lund" in home
        assert "0 af 5" in home
        assert "0 af 2" in home


async def test_anne_applies_and_takes_it_back(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        first = _jobs_left(await anne.goes_to("/job"))[0]
        page = await anne.sends(first)
        assert anne.address == "/job"
        assert "1 af 5" in page
        assert "Modtaget kl. 09.00" in page
        undo = first.replace("/soegt", "/fortryd")
        page = await anne.sends(undo)
        assert "0 af 5" in page
        assert first in _jobs_left(page)


async def test_a_job_is_applied_for_once_however_often_it_is_sent(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        first = _jobs_left(await anne.goes_to("/job"))[0]
        token = await anne.token()
        await anne.posts(first, {"token": token})
        page = await anne.posts(first, {"token": token, "note": "Skrev også til lederen"})
        assert anne.status == 409
        assert "Jobbet står allerede i din joblog." in page
        assert "Skrev også til lederen" in page, "what was typed is shown again"
        assert "1 af 5" in await anne.goes_to("/job")


async def test_the_form_of_a_job_takes_date_way_and_note(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        first = _jobs_left(await anne.goes_to("/job"))[0]
        await anne.goes_to(first.removesuffix("/soegt"))
        await anne.sends(first, applied_on="2026-11-20", channel="telephone", note="Talte med Mette")
        joblog = await anne.goes_to("/joblog")
        assert "Talte med Mette" in joblog
        assert "Telefon" in joblog


async def test_not_relevant_needs_a_reason_and_can_be_taken_back(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        first = _jobs_left(await anne.goes_to("/job"))[0].removesuffix("/soegt")
        await anne.goes_to(first)
        page = await anne.sends(f"{first}/ikke-relevant", reason=" ")
        assert anne.status == 422
        assert "Skriv kort, hvorfor jobbet ikke er relevant." in page
        page = await anne.sends(f"{first}/ikke-relevant", reason="For langt væk")
        assert "For langt væk" in page
        assert "0 af 4" in page
        page = await anne.sends(f"{first}/genaabn")
        assert "0 af 5" in page


async def test_homework_is_done_and_commented(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        page = await anne.goes_to("/opgaver")
        done = next(address for address, fields in forms_of(page) if fields.get("done") == "1")
        page = await anne.sends(done)
        assert "1 af 2" in page
        page = await anne.sends(f"{done}/note", note="Jeg øvede mig på min søster")
        assert "Jeg øvede mig på min søster" in page
        page = await anne.sends(done)
        assert "0 af 2" in page


async def test_an_own_entry_is_written_changed_and_deleted(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await anne.goes_to("/joblog/ny")
        page = await anne.sends("/joblog", title="Cykelbud", employer="Budcentralen Vimpel", channel="unsolicited")
        assert "Cykelbud" in page
        entry = anne.seen[-1]
        edit = first_entry(page)
        await anne.goes_to(edit)
        page = await anne.sends(edit, title="Cykelbud, deltid")
        assert "Cykelbud, deltid" in page
        await anne.goes_to(edit)
        page = await anne.sends(f"{edit}/slet")
        assert "Cykelbud" not in page
        assert entry == "/joblog"


async def test_a_form_sent_twice_makes_one_entry(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        page = await anne.goes_to("/joblog/ny")
        fields = next(fields for address, fields in forms_of(page) if address == "/joblog")
        fields |= {"title": "Havnearbejder", "employer": "Kajens Folk"}
        await anne.posts("/joblog", fields)
        page = await anne.posts("/joblog", fields)
        assert page.count("Havnearbejder") == 1


async def test_two_windows_change_different_fields_and_both_stand(konkret: Konkret) -> None:
    async with konkret.signed_in("Bo Krogh") as bo, konkret.signed_in("Bo Krogh") as bo_elsewhere:
        page = await bo.goes_to("/joblog")
        edit = first_entry(page)
        await bo.goes_to(edit)
        await bo_elsewhere.goes_to(edit)
        await bo.sends(edit, note="Ringede igen i dag")
        page = await bo_elsewhere.sends(edit, place="Lilleby")
        assert "Ringede igen i dag" in page
        assert "Lilleby" in page


async def test_nobody_sees_another_ones_job(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo:
        bos = _jobs_left(await bo.goes_to("/job"))[0]
        await anne.goes_to("/job")
        await anne.goes_to(bos.removesuffix("/soegt"))
        assert anne.status == 404
        await anne.goes_to("/job")
        await anne.posts(bos, {"token": await anne.token()})
        assert anne.status == 403
        assert bos in _jobs_left(await bo.goes_to("/job"))


async def test_a_browser_that_keeps_nothing_says_that_everything_is_received(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        page = await anne.goes_to("/mere")
        assert 'href="/synkronisering"' in page
        page = await anne.goes_to("/synkronisering")
        assert "Denne browser gemmer ikke noget selv." in page
        assert "Send nu" not in page
        # From a page that the phone drew, and whose worker is gone.
        await anne.posts("/synkronisering", {"token": await anne.token()})
        assert (anne.status, anne.address) == (200, "/synkronisering")
        await anne.goes_to("/synkronisering/fil")
        assert (anne.status, anne.address) == (200, "/synkronisering")


async def test_a_page_costs_two_questions_to_the_data_base(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        for path in ("/", "/job", "/opgaver", "/joblog", "/mere", "/spor", "/praktik"):
            asked: list[str] = []
            konkret.db.listener = asked.append
            await anne.goes_to(path)
            konkret.db.listener = None
            assert len(asked) == 2, (path, asked)


async def test_a_page_with_errors_can_be_loaded_anew(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        job = _jobs_left(await anne.goes_to("/job"))[0].removesuffix("/soegt")
        await anne.goes_to(job)
        await anne.sends(f"{job}/ikke-relevant", reason="")
        assert (anne.status, anne.address) == (422, f"{job}/ikke-relevant")
        await anne.goes_to(anne.address)
        assert (anne.status, anne.address) == (200, job)
        look = {"accept": "text/html", "sec-fetch-mode": "cors", "sec-fetch-site": "same-origin"}
        assert (await anne.http.get(f"{job}/ikke-relevant", headers=look)).status_code == 405


def first_entry(page: str) -> str:
    """The address of the first entry that a page leads to."""
    found = re.search(r'href="(/joblog/[\w-]{22})"', page)
    assert found, "no entry"
    return found[1]
