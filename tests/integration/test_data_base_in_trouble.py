"""When others are in the way, or the data base is away: tried again, and in the end told in words that lose nothing."""

import asyncpg
import pytest

from backend.commands import joblog
from backend.commands.write import TRIES, Write
from backend.store.driver import Row
from backend.store.engine import Database
from tests.support.people import Browser, Konkret

ENTRY = {"title": "Fyrpasser", "employer": "Fyret på Næsset", "note": "Ringede først"}


def _in_the_way(monkeypatch: pytest.MonkeyPatch, times: int) -> list[str]:
    """The next `times` transactions that write an entry are given up at their end; the ids they tried to write."""
    tried: list[str] = []
    add = joblog.add

    async def deadlocked(write: Write, args: joblog.Add) -> None:
        await add(write, args)
        tried.append(args.id)
        if len(tried) <= times:
            raise asyncpg.DeadlockDetectedError("made by a test")

    monkeypatch.setattr(joblog, "add", deadlocked)
    return tried


async def _writes(anne: Browser) -> str:
    await anne.goes_to("/joblog/ny")
    return await anne.sends("/joblog", **ENTRY)


async def test_a_form_that_met_others_in_the_way_is_carried_out_once(
    konkret: Konkret, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        tried = _in_the_way(monkeypatch, TRIES - 1)
        page = await _writes(anne)
        assert (anne.status, page.count("Fyret på Næsset")) == (200, 1)
        assert len(tried) == TRIES


async def test_a_form_that_cannot_be_carried_out_now_says_so_and_keeps_what_was_typed(
    konkret: Konkret, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        _in_the_way(monkeypatch, TRIES)
        page = await _writes(anne)
        assert anne.status == 503
        assert "Konkret har travlt" in page
        assert "Ringede først" in page
        assert "Fyrpasser" not in await anne.goes_to("/joblog")


async def test_a_data_base_that_is_away_is_not_ready_and_no_fault_of_the_page(
    konkret: Konkret, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.visitor() as probe:

        async def away(_db: Database, _sql: str, _args: object) -> list[Row]:
            raise ConnectionRefusedError

        monkeypatch.setattr(Database, "fetch", away)
        page = await anne.http.get("/", headers={"accept": "text/html"})
        ready, alive = [await probe.http.get(path) for path in ("/readyz", "/healthz")]
    assert (page.status_code, ready.status_code, alive.status_code) == (503, 503, 200)
    assert "Konkret har travlt" in page.text
    assert page.headers["retry-after"]
