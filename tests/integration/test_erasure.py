"""A citizen is erased: nothing of them is left on the server, and their phone is told."""

import asyncio
from typing import Any

import pytest

from backend.commands.erasure import erase
from backend.config import Settings
from backend.store import contacts, people
from sync.server.messages import PROTOCOL
from tests.support.command import Said
from tests.support.command import konkret as command
from tests.support.people import Konkret

# Where a person's id may still stand: that somebody was erased is all that is remembered.
REMEMBERED = {"erased"}


async def where_it_stands(konkret: Konkret, text: str) -> set[str]:
    """The tables that have a row with that text in it."""
    listing = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
        "postgres": "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    }
    names = [row["name"] for row in await konkret.db.run(listing[konkret.db.dialect])]
    found = {name: await konkret.db.run(f"SELECT * FROM {name}") for name in names}  # noqa: S608 our tables
    return {name for name, rows in found.items() if any(text in map(str, row.values()) for row in rows)}


async def sync(http: Any, person: str, token: str, *mutations: object) -> Any:
    """One request of Anne's phone."""
    request = {
        "protocol": PROTOCOL,
        "schema": 1,
        "person": person,
        "device": "annes-phone-annes-phon",
        "epoch": None,
        "cursor": 0,
        "from": 1,
        "mutations": list(mutations),
    }
    return await http.post("/sync", json=request, headers={"x-konkret-token": token, "sec-fetch-site": "same-origin"})


async def test_nothing_is_left_of_anne_and_her_phone_is_told(konkret: Konkret) -> None:
    anne = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Anne Holm") as browser:
        token = await browser.token()
        nonsense = {"name": "joblog.add", "args": {"id": "x"}, "made_at": 1}
        assert (await sync(browser.http, anne, token, nonsense)).status_code == 200
        await browser.goes_to("/kalender")
        await browser.sends("/kalender/ny")
        await contacts.want(konkret.db, anne, "email", address="a@b.example", token="t", expires_at=1)
        before = await where_it_stands(konkret, anne)
        assert {"record", "person", "session", "device", "meeting", "job", "reminder", "calendar", "contact"} <= before
        person = await people.find(anne)
        assert person is not None
        await erase(konkret.services.ground, person, files=konkret.services.files)
        assert await where_it_stands(konkret, anne) == REMEMBERED
        assert await where_it_stands(konkret, "Anne Holm") == set()
        told = await sync(browser.http, anne, token)
        assert (told.status_code, told.json()) == (410, {"code": "erased"})
        await browser.goes_to("/")
        assert browser.address == "/log-ind"


async def test_nobody_else_is_touched_and_strangers_learn_nothing(konkret: Konkret) -> None:
    anne, bo = await konkret.id_of("Anne Holm"), await konkret.id_of("Bo Krogh")
    async with konkret.signed_in("Bo Krogh") as browser, konkret.visitor() as visitor:
        before = (await sync(browser.http, bo, await browser.token())).json()
        person = await people.find(anne)
        assert person is not None
        await erase(konkret.services.ground, person, files=konkret.services.files)
        assert (await sync(browser.http, bo, await browser.token())).json() == before
        assert (await sync(visitor.http, bo, "")).status_code == 401
        assert (await sync(visitor.http, "nobody", "")).status_code == 401
        assert (await sync(browser.http, anne, await browser.token())).json() == {"code": "foreign_device"}


async def test_karen_finds_her_no_more(konkret: Konkret) -> None:
    anne = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen:
        assert "Anne Holm" in await karen.goes_to("/borgere")
        person = await people.find(anne)
        assert person is not None
        await erase(konkret.services.ground, person, files=konkret.services.files)
        assert "Anne Holm" not in await karen.goes_to("/borgere")
        await karen.goes_to(f"/borgere/{anne}")
        assert karen.status == 403


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_the_operator_is_asked_first(konkret: Konkret, settings: Settings) -> None:
    anne = await konkret.id_of("Anne Holm")

    async def erasing(*said: str) -> Said:
        return await asyncio.to_thread(command, "erase", *said, KONKRET_DATA=str(settings.folder))

    assert (await erasing("Anne Holm")).code == 1
    assert await people.find(anne) is not None
    done = await erasing("Anne Holm", "--yes")
    assert (done.code, done.out) == (0, f"Erased: {anne}\n")
    assert await people.find(anne) is None
    assert (await erasing("Karen Lund", "--yes")).code == 2
