"""An operator sees numbers, and comes to no page of anybody's; only the console makes one."""

from pathlib import Path
from typing import cast

import pytest
from litestar.handlers import HTTPRouteHandler

from backend.app import HANDLERS
from backend.commands.operators import appoint, dismiss
from backend.domain.errors import Invalid, NotFound
from backend.store.operators import appointments
from tests.support.command import konkret as command
from tests.support.people import ORIGIN, Konkret
from tests.support.sync_phone import Phone

# What is open to all (test_routes.py says which), or to a monitor.
OPEN = {"anybody", "monitor"}
# Numbers of nobody, the way there, and who is signed in.
THEIRS = {"show_operation", "home", "show_session"}


async def test_an_operator_comes_to_no_page_of_anybody(konkret: Konkret) -> None:
    anne = await konkret.id_of("Anne Holm")
    walked = 0
    async with konkret.signed_in("Signe Falk") as signe:
        token = await signe.token()
        for handler in cast("tuple[HTTPRouteHandler, ...]", HANDLERS):
            guards = {str(getattr(guard, "__name__", guard)) for guard in cast("list[object]", handler.guards or [])}
            if guards & OPEN or str(handler).rsplit(".", 1)[-1] in THEIRS:
                continue
            for path in handler.paths:
                address = "/".join(anne if part.startswith("{") else part for part in path.split("/"))
                for method in handler.http_methods:
                    answer = await signe.http.request(
                        str(method),
                        address,
                        data={"token": token} if method == "POST" and address != "/sync" else None,
                        # Who asks for an exchange is looked up once it is read: only one that is whole is judged.
                        content=Phone(anne, devices=lambda: anne).send().body if address == "/sync" else None,
                        headers={"accept": "text/html", "origin": ORIGIN, "x-konkret-token": token},
                    )
                    assert answer.status_code == 403, (method, address)
                    walked += 1
    assert walked > 100


async def test_what_an_operator_does_see_names_nobody(konkret: Konkret) -> None:
    async with konkret.signed_in("Signe Falk") as signe:
        assert signe.address == "/drift"
        await signe.goes_to("/")
        assert signe.address == "/drift"
        page = signe.page.replace("Signe", "")
        people = await konkret.db.run("SELECT id, name, role FROM person")
        organisations = await konkret.db.run("SELECT id, name FROM organisation WHERE kind <> 'operator'")
        for each in [*(one for one in people if one["role"] != "operator"), *organisations]:
            assert each["id"] not in page
            assert each["name"] not in page


async def test_nobody_else_sees_the_page(konkret: Konkret) -> None:
    for name in ("Anne Holm", "Karen Lund"):
        async with konkret.signed_in(name) as browser:
            await browser.goes_to("/drift")
            assert browser.status == 403, name
            assert 'href="/drift"' not in await browser.goes_to("/")
    async with konkret.visitor() as visitor:
        await visitor.goes_to("/drift")
        assert visitor.address == "/log-ind"


async def test_the_console_makes_operators_and_ends_them_and_each_time_it_is_written_down(konkret: Konkret) -> None:
    ground = konkret.services.ground
    made = await appoint(ground, "Per Vagt", by_whom="root@here")
    async with konkret.signed_in("Per Vagt") as per:
        assert (await per.http.get("/drift")).status_code == 200
        konkret.clock.now += 1
        await dismiss(ground, "Per Vagt", by_whom="root@there")
        assert (await per.http.get("/session")).status_code == 401
    told = [(each.person, each.name, each.what, each.by_whom) for each in await appointments(konkret.db)]
    assert told == [(made.id, "Per Vagt", "appointed", "root@here"), (made.id, "Per Vagt", "dismissed", "root@there")]
    for name in ("Anne Holm", "", "x" * 201):
        with pytest.raises(Invalid):
            await appoint(ground, name, by_whom="root@here")
    for name in ("Anne Holm", "Karen Lund", "Per Vagt"):
        with pytest.raises(NotFound):
            await dismiss(ground, name, by_whom="root@here")
    assert len(await appointments(konkret.db)) == 2


def test_the_command_says_who_is_one(tmp_path: Path) -> None:
    environment = {"KONKRET_DATA": str(tmp_path)}
    assert "Nobody was ever made an operator." in command("operators", "list", **environment).out
    said = command("operators", "add", "Per Vagt", **environment)
    assert (said.code, said.out.startswith("An operator: ")) == (0, True), said.err
    again = command("operators", "add", "Per Vagt", **environment)
    assert (again.code, again.err.count("\n")) == (2, 1)
    assert command("operators", "remove", "Per Vagt", **environment).code == 0
    lines = command("operators", "list", **environment).out.splitlines()
    assert [line.split()[1] for line in lines] == ["appointed", "dismissed"]
    assert all(f"Per Vagt ({said.out.split()[-1]})  by " in line for line in lines)
