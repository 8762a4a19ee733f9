"""A change on one side reaches the open page of the other by server-sent events."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import cast

import httpx
import pytest
import uvicorn

from backend.store.changes import Changed, Changes
from backend.store.driver import Row
from backend.store.engine import Database
from tests.support.people import Browser, Konkret, forms_of
from tests.support.sync_phone import Phone

SOON = 2.0


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


@asynccontextmanager
async def _serving(konkret: Konkret) -> AsyncGenerator[str]:
    """A real socket: streams do not pass through a transport that waits for the whole answer."""
    config = uvicorn.Config(konkret.app, host="127.0.0.1", port=0, log_config=None, lifespan="off")
    server = _Server(config)
    task = asyncio.create_task(server.serve())
    await server.up.wait()
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    konkret.services.live.close()
    server.should_exit = True
    await task


async def test_both_open_pages_hear_of_a_change(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with (
        _serving(konkret) as address,
        konkret.signed_in("Anne Holm") as anne,
        konkret.signed_in("Karen Lund") as karen,
        konkret.signed_in("Bo Krogh") as bo,
        httpx.AsyncClient(base_url=address) as line,
    ):
        listening = {name: _heard(line, browser.http.cookies) for name, browser in (("anne", anne), ("karen", karen))}
        opened = {name: await anext(stream) for name, stream in listening.items()}
        bos_stream = _heard(line, bo.http.cookies)
        await anext(bos_stream)
        assert opened == {"anne": "open", "karen": "open"}
        await _applies(anne)
        async with asyncio.timeout(SOON):
            for stream in listening.values():
                assert anne_id in await anext(stream)
        await _applies(bo)
        async with asyncio.timeout(SOON):
            assert anne_id not in await anext(bos_stream), "Bo hears of himself alone"
        for stream in (*listening.values(), bos_stream):
            await stream.aclose()


async def test_streams_end_when_the_server_does(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, asyncio.timeout(SOON * 2):
        async with _serving(konkret) as address:
            line = httpx.AsyncClient(base_url=address)
            stream = _heard(line, anne.http.cookies)
            assert await anext(stream) == "open"
        assert [event async for event in stream] == []
        await line.aclose()


@pytest.mark.parametrize("dialect", ["postgres"])
async def test_pages_hear_again_after_the_data_base_has_dropped_the_line(konkret: Konkret) -> None:
    async with _serving(konkret) as address, konkret.signed_in("Anne Holm") as anne, httpx.AsyncClient() as line:
        line.base_url = address
        stream = _heard(line, anne.http.cookies)
        await anext(stream)
        dropped = await konkret.db.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND query LIKE 'LISTEN%'"
        )
        assert len(dropped) == 1
        async with asyncio.timeout(SOON * 2):
            assert '"record":""' in await anext(stream), "nobody knows what was missed meanwhile"
            await _applies(anne)
            assert await konkret.id_of("Anne Holm") in await anext(stream)
        await stream.aclose()


async def test_a_page_that_was_closed_and_opened_again_still_hears(konkret: Konkret) -> None:
    async with _serving(konkret) as address, konkret.signed_in("Anne Holm") as anne, httpx.AsyncClient() as line:
        line.base_url = address
        for _ in range(3):
            stream = _heard(line, anne.http.cookies)
            await anext(stream)
            await _applies(anne)
            async with asyncio.timeout(SOON):
                assert await konkret.id_of("Anne Holm") in await anext(stream)
            await stream.aclose()


@pytest.mark.parametrize("dialect", ["postgres"])
async def test_what_changes_while_word_is_on_its_way_is_told_together(
    konkret: Konkret, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = await konkret.id_of("Maja Skov")
    people = {late, *[await konkret.id_of(name) for name in ("Anne Holm", "Bo Krogh", "Camilla Bech")]}
    told, heard, all_heard = list[str](), set[str](), asyncio.Event()

    def hear(change: Changed) -> None:
        heard.add(change.record)
        if people <= heard:
            all_heard.set()

    address = konkret.services.settings.database_url.get_secret_value()

    async def lost_at_first(sql: str, *args: str) -> list[Row]:
        told.append(sql)
        if len(told) == 1:
            await changes.tell(late)
            raise ConnectionError
        return await konkret.db.run(sql, *args)

    # Not the deployment's own: its word of changes may be on the way too.
    db = cast(Database, SimpleNamespace(run=lost_at_first))
    changes = Changes(db, address=address, heard=hear, missed=lambda: None)
    monkeypatch.setattr("backend.store.changes.SECONDS_BETWEEN_TRIES", 0.01)
    async with changes.listening(), asyncio.timeout(SOON):
        for person in people - {late}:
            await changes.tell(person)
        await all_heard.wait()
    assert len(told) == 2, "what was lost is told again, with what has changed meanwhile"


@pytest.mark.parametrize("dialect", ["postgres"])
async def test_what_changes_at_the_very_end_is_told_before_the_process_ends(konkret: Konkret) -> None:
    address, told = konkret.services.settings.database_url.get_secret_value(), asyncio.Event()
    anne_id = await konkret.id_of("Anne Holm")

    def hear(change: Changed) -> None:
        if change.record == anne_id:
            told.set()

    other = Changes(konkret.db, address=address, heard=hear, missed=lambda: None)
    ending = Changes(konkret.db, address=address, heard=lambda _: None, missed=lambda: None)
    async with other.listening(), asyncio.timeout(SOON):
        async with ending.listening():
            await ending.tell(anne_id)
        await told.wait()


async def test_what_is_saved_is_saved_though_no_page_can_be_told(
    konkret: Konkret, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreachable(_changes: Changes, _change: Changed) -> None:
        raise ConnectionResetError

    monkeypatch.setattr(Changes, "tell", unreachable)
    async with konkret.signed_in("Anne Holm") as anne:
        await _applies(anne)
        assert anne.status == 200
        assert "1 af 5" in anne.page
        session = (await anne.http.get("/session")).json()
        phone = Phone(session["person"], devices=lambda: "A" * 22)
        phone.save("job.decline", {"job": "A" * 22, "reason": "x"}, at=1)
        headers = {"x-konkret-token": session["token"]}
        assert (await anne.http.post("/sync", content=phone.send().body, headers=headers)).status_code == 200


async def _applies(browser: Browser) -> None:
    page = await browser.goes_to("/job")
    await browser.sends(next(address for address, _ in forms_of(page) if address.endswith("/soegt")))


async def _heard(line: httpx.AsyncClient, cookies: httpx.Cookies) -> AsyncGenerator[str]:
    """«open», then each event's data."""
    name, value = next(iter(cookies.items()))
    async with line.stream("GET", "/live", headers={"cookie": f"{name}={value}"}) as stream:
        async for text in stream.aiter_lines():
            if text.startswith(":"):
                yield "open"
            elif text.startswith("data:"):
                yield text
