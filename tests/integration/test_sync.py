"""Anne's phone speaks the protocol with the real server: the same commands as the forms, exactly once."""

import gzip
from typing import Any

import httpx
import pytest

from backend.clock import fresh_id
from backend.domain.meeting import DAY
from tests.support.people import Konkret
from tests.support.sync_phone import is_accepted
from tests.support.sync_web import Line


async def test_a_phone_gets_the_whole_record_and_nothing_of_anybody_else(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        await line.sync()
        counts = {kind: len(rows) for kind, rows in line.phone.rows.items()}
        search = {"job": 5, "joblog": 3, "requirement": 1, "goal": 3, "cv": 1}
        assert counts == {"course": 1, "meeting": 2, "assignment": 2, **search}
        assert line.phone.mismatches == 0
        assert line.phone.rows["course"][await konkret.id_of("Anne Holm")]["caseworker"] == "Karen Lund"


@pytest.mark.parametrize(
    ("accept", "coding"), [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("identity", None)]
)
async def test_the_record_comes_as_small_as_the_phone_can_read_it(
    konkret: Konkret, accept: str, coding: str | None
) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        sent = line.phone.send()
        answer = await line.post(sent.body, **{"accept-encoding": accept})
        assert (answer.headers.get("content-encoding"), answer.status_code) == (coding, 200)
        line.phone.take(sent, answer.status_code, answer.content)
        assert (len(line.phone.rows["job"]), line.phone.mismatches) == (5, 0)


async def test_a_tick_on_the_phone_is_on_karens_page(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Karen Lund") as karen:
        line = await Line.of(anne)
        await line.sync()
        tick = {
            "id": fresh_id(),
            "job": line.job(),
            "applied_on": "2026-11-24",
            "channel": "posted",
            "note": "Fra bussen",
        }
        verdict = await line.does("job.apply", **tick)
        assert verdict["state"] == "accepted"
        assert len(line.phone.rows["joblog"]) == 4
        page = await karen.goes_to(f"/borgere/{await konkret.id_of('Anne Holm')}")
        assert "1 af 5" in page
        assert "Fra bussen" in page


async def test_a_lost_answer_changes_nothing_twice(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        line.phone.save("joblog.add", _own(fresh_id(), title="Kranfører"), at=1)
        await line.post(line.phone.send().body)
        line.phone.restart()
        await line.sync()
        assert [row["title"] for row in line.phone.rows["joblog"].values()].count("Kranfører") == 1


@pytest.mark.parametrize(
    ("name", "args", "code"),
    [
        ("job.fly", {}, "unknown"),
        ("job.\0fly", {}, "unknown"),
        ("job.apply", {"job": 7}, "invalid"),
        ("joblog.remove", {"id": "somebody-elses-entry-x"}, ""),
        ("job.decline", {"job": "AAAAAAAAAAAAAAAAAAAAAA", "reason": "x"}, "not-found"),
        ("joblog.edit", {"id": "AAAAAAAAAAAAAAAAAAAAAA", "changed": {}, "based_on": 4}, "not-found"),
        ("joblog.edit", {"id": "AAAAAAAAAAAAAAAAAAAAAA", "changed": {}, "based_on": -(10**30)}, "invalid"),
        ("assignment.annotate", {"assignment": "a", "note": "x", "based_on": 2**60}, "invalid"),
    ],
)
async def test_what_is_not_accepted_is_told_and_blocks_nothing(
    konkret: Konkret, name: str, args: dict[str, Any], code: str
) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        verdict = await line.does(name, **args)
        assert verdict.get("code", "") == code
        assert (await line.does("joblog.add", **_own(fresh_id(), title="Kranfører")))["state"] == "accepted"


async def test_bad_input_is_refused_field_by_field(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        verdict = await line.does(
            "joblog.add", **_own(fresh_id(), title="B" * 300, applied_on="2027-01-01", link="javascript:alert(1)")
        )
        assert verdict["state"] == "refused"
        assert verdict["fields"] == {
            "title": "Højst 200 tegn; der står 300.",
            "applied_on": "Datoen ligger i fremtiden. Skriv den dag, du søgte.",
            "link": "Adressen skal se ud som https://eksempel.dk/job.",
        }


@pytest.mark.parametrize("clock", [-(2**53) + 1, 2**53 - 1])
async def test_what_is_saved_by_a_clock_that_knows_no_date_is_taken(konkret: Konkret, clock: int) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        await line.sync()
        entry = fresh_id()
        planned = {"status": "planned", "applied_on": ""}
        kept = [
            line.phone.save("joblog.add", _own(entry, title="Kranfører") | planned, at=clock),
            line.phone.save("joblog.archive", {"id": entry, "archived": True}, at=clock),
            line.phone.save("job.decline", {"job": line.job(), "reason": "For langt væk"}, at=clock),
        ]
        await line.sync()
        assert [is_accepted(each) for each in kept] == [True] * 3
        for address in ("/joblog", f"/joblog/{entry}", "/job", "/synkronisering"):
            await anne.goes_to(address)
            assert anne.status == 200


async def test_bos_job_is_not_annes_to_change(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo:
        bos, annes = await Line.of(bo), await Line.of(anne)
        await bos.sync()
        verdict = await annes.does("job.decline", job=bos.job(), reason="Ikke min")
        assert verdict["code"] == "forbidden"
        await bos.sync()
        assert bos.phone.rows["job"][bos.job()]["state"] == "open"


async def test_two_phones_merge_fields_and_hear_what_they_overwrote(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        old, new = await Line.of(anne), await Line.of(anne)
        entry = fresh_id()
        await old.does("joblog.add", **_own(entry, title="Kranfører", note="første"))
        await new.sync()
        based_on = old.phone.rows["joblog"][entry]["version"]
        assert "other" not in await old.does("joblog.edit", id=entry, changed={"note": "gammel"}, based_on=based_on)
        both = {"note": "ny", "place": "Havnen"}
        verdict = await new.does("joblog.edit", id=entry, changed=both, based_on=based_on)
        assert verdict["other"] == {"note": "gammel"}
        await old.sync()
        row = old.phone.rows["joblog"][entry]
        assert (row["note"], row["place"], row["title"]) == ("ny", "Havnen", "Kranfører")


async def test_a_withdrawn_job_is_refused_with_the_name_of_who_took_it(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Karen Lund") as karen:
        line = await Line.of(anne)
        await line.sync()
        await karen.goes_to(f"/borgere/{anne_id}")
        await karen.sends(f"/borgere/{anne_id}/job/{line.job()}/tilbage")
        tick = {"id": fresh_id(), "job": line.job(), "applied_on": "2026-11-24", "channel": "posted", "note": ""}
        verdict = await line.does("job.apply", **tick)
        assert verdict["code"] == "withdrawn"
        assert verdict["reason"] == "Jobbet er trukket tilbage af Karen Lund."


async def test_the_door_is_closed_to_whoever_has_no_business_there(konkret: Konkret) -> None:
    async with (
        konkret.visitor() as nobody,
        konkret.signed_in("Karen Lund") as karen,
        konkret.signed_in("Anne Holm") as anne,
    ):
        line = await Line.of(anne)
        body = line.phone.send().body
        assert (await nobody.http.post("/sync", content=body)).status_code == 401
        annes_at_karens = await karen.http.post("/sync", content=body)
        assert (annes_at_karens.status_code, annes_at_karens.json()["code"]) == (403, "foreign_device")
        assert (await line.post(body, **{"x-konkret-token": "0" * 32})).status_code == 403
        assert (await line.post(body, **{"sec-fetch-site": "cross-site"})).status_code == 403
        assert (await line.post(b"{")).status_code == 400
        assert (await line.post(b"[" * 100_000)).status_code == 413
        assert (await line.post(gzip.compress(b" " * 1_000_000), **{"content-encoding": "gzip"})).status_code == 413
        assert (await line.post(b"not gzip", **{"content-encoding": "gzip"})).status_code == 400
        assert (await line.post(gzip.compress(body), **{"content-encoding": "gzip"})).status_code == 200


@pytest.mark.parametrize("ending", ["signed out", "run out"])
async def test_a_session_that_is_over_neither_fetches_nor_sends(konkret: Konkret, ending: str) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        fetching = line.phone.send().body
        line.phone.save("joblog.add", _own(fresh_id(), title="Kranfører"), at=1)
        sending = line.phone.send().body
        if ending == "signed out":
            cookies = httpx.Cookies(anne.http.cookies)
            await anne.posts("/log-ud", {})
            anne.http.cookies = cookies
        else:
            konkret.clock.now += konkret.services.settings.session_days * DAY
        for body in (fetching, sending):
            assert (await line.post(body)).status_code == 401


async def test_another_persons_phone_is_not_taken_over(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo:
        annes, bos = await Line.of(anne), await Line.of(bo)
        await annes.does("joblog.add", **_own(fresh_id(), title="Kranfører"))
        bos.phone.device = annes.phone.device
        assert (await bos.post(bos.phone.send().body)).status_code == 403


def _own(entry: str, *, title: str, **more: str) -> dict[str, str]:
    fields = {
        "employer": "Kajens Folk",
        "place": "",
        "link": "",
        "applied_on": "2026-11-24",
        "channel": "posted",
        "note": "",
    }
    return {"id": entry, "title": title} | fields | more


async def test_somebody_without_a_record_is_told_so(konkret: Konkret) -> None:
    name = await konkret.newcomer("Nye Nielsen", role="citizen")
    async with konkret.signed_in(name) as newcomer:
        line = await Line.of(newcomer)
        assert (await line.post(line.phone.send().body)).status_code == 404
