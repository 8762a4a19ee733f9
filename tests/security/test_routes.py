"""Every route says who may ask, and every change asks for proof that a page of ours started it."""

from typing import cast

import pytest
from litestar.handlers import HTTPRouteHandler

from backend.app import HANDLERS
from backend.config import Settings
from backend.store.engine import Database
from tests.support.people import ORIGIN, Konkret, konkret_on
from tests.support.sync_phone import Phone

# A phone says and asks about messages it has shown, by receipts that nobody else knows.
OPEN = {"show_sign_in", "sign_in", "sign_out", "seen", "dealt_with", "read", "show_confirm", "confirm"}
GUARDS = {"anybody", "signed_in", "takes_part", "citizen", "caseworker", "operator", "monitor"}


def _guards(handler: HTTPRouteHandler) -> set[str]:
    return {str(getattr(guard, "__name__", guard)) for guard in cast("list[object]", handler.guards or [])}


def test_every_route_names_its_guard_and_only_sign_in_is_open() -> None:
    for handler in HANDLERS:
        guards = _guards(handler)
        assert len(guards & GUARDS) == 1, handler
        assert ("anybody" in guards) == (str(handler).rsplit(".", 1)[-1] in OPEN), handler


async def test_no_change_comes_from_another_site_or_without_the_token(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Karen Lund") as karen:
        for browser in (anne, karen):
            await browser.goes_to("/" if browser is anne else "/borgere")
        changes = [each for each in HANDLERS if "POST" in each.http_methods and "anybody" not in _guards(each)]
        assert len(changes) > 12
        for handler in changes:
            browser = karen if "caseworker" in _guards(handler) else anne
            path = next(iter(handler.paths)).replace("{", "").replace(":str}", "")
            evil = {"origin": "https://evil.example", "sec-fetch-site": "cross-site", "accept": "text/html"}
            answer = await browser.http.post(path, data={"token": await browser.token()}, headers=evil)
            assert answer.status_code == 403, path
            answer = await browser.http.post(path, data={"token": "0" * 32}, headers={"origin": ORIGIN})
            assert answer.status_code in {400, 403}, path


async def test_the_sync_finds_out_by_itself_who_asks_and_that_a_page_of_ours_does(konkret: Konkret) -> None:
    async with (
        konkret.signed_in("Anne Holm") as anne,
        konkret.signed_in("Karen Lund") as karen,
        konkret.visitor() as visitor,
    ):
        session = (await anne.http.get("/session")).json()
        ours = {"x-konkret-token": session["token"], "origin": ORIGIN}
        body = Phone(session["person"], devices=lambda: "A" * 22).send().body
        for browser, headers, status in (
            (anne, ours, 200),
            (anne, ours | {"x-konkret-token": "0" * 32}, 403),
            (anne, {"origin": ORIGIN}, 403),
            (anne, ours | {"origin": "https://evil.example"}, 403),
            (anne, ours | {"sec-fetch-site": "cross-site"}, 403),
            (karen, ours, 403),
            (visitor, ours, 401),
        ):
            assert (await browser.http.post("/sync", content=body, headers=headers)).status_code == status, headers
        for method in ("GET", "PUT", "DELETE"):
            answer = await anne.http.request(method, "/sync", headers=ours)
            assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_an_origin_without_fetch_metadata_is_compared_with_the_host(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        for origin, status in (("https://evil.example", 403), ("null", 403), (ORIGIN, 200)):
            answer = await anne.http.post("/log-ud", headers={"origin": origin, "accept": "text/html"})
            assert answer.status_code == status, origin


async def test_a_session_ends_for_good_and_a_new_one_has_a_new_key(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        old = dict(anne.http.cookies)
        await anne.posts("/log-ind", {"person": await konkret.id_of("Bo Krogh")})
        assert dict(anne.http.cookies) != old
        anne.http.cookies.clear()
        answer = await anne.http.get("/session", headers={"cookie": f"konkret={old['konkret']}"})
        assert answer.status_code == 401


async def test_a_session_runs_out(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        konkret.clock.now += 31 * 24 * 60 * 60 * 1000
        await anne.goes_to("/")
        assert anne.address == "/log-ind"


async def test_pages_carry_the_security_headers_and_are_kept_by_no_shared_cache(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        answer = await anne.http.get("/")
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "private, no-cache"
        assert "unsafe" not in answer.headers["content-security-policy"]
    async with konkret.visitor() as visitor:
        cookie = (await visitor.http.post("/log-ind", data={"person": await konkret.id_of("Anne Holm")})).history[0]
        assert "httponly" in cookie.headers["set-cookie"].lower()
        assert "samesite=lax" in cookie.headers["set-cookie"].lower()


async def test_errors_ways_on_and_files_carry_the_security_headers_too(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.visitor() as visitor:
        for browser, path, status in (
            (anne, "/nowhere", 404),
            (anne, "/borgere", 403),
            (anne, "/session", 200),
            (visitor, "/", 303),
            (visitor, "/session", 303),
            (visitor, "/sw.js", 200),
        ):
            answer = await browser.http.get(path, headers={"accept": "text/html"}, follow_redirects=False)
            assert answer.status_code == status, path
            assert "script-src 'self'" in answer.headers["content-security-policy"], path
            assert answer.headers.get_list("x-content-type-options") == ["nosniff"], path
            assert answer.headers["cache-control"], path
        assert (await anne.http.get("/session")).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_another_name_that_leads_here_is_not_answered(konkret: Konkret) -> None:
    async with konkret.visitor() as visitor:
        for host, status in (
            ("konkret.test", 303),
            ("KONKRET.test:8000", 303),
            ("127.0.0.1:8000", 303),
            ("[::1]:8000", 303),
            ("evil.example", 400),
            ("konkret.test.evil.example", 400),
            ("konkret.test@evil.example", 400),
            ("konkret.test:99999", 400),
            ("[", 400),
            ("", 400),
        ):
            answer = await visitor.http.get("/", headers={"host": host, "accept": "text/html"}, follow_redirects=False)
            assert answer.status_code == status, host
            assert answer.headers.get("location", f"{ORIGIN}/log-ind") == f"{ORIGIN}/log-ind", host
        for path in ("/healthz", "/readyz"):
            assert (await visitor.http.get(path, headers={"host": "10.0.0.5:8000"})).status_code == 200


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_behind_https_the_cookie_cannot_be_set_by_a_neighbour(database: Database, settings: Settings) -> None:
    async with (
        konkret_on(database, settings, public_url="https://konkret.test") as konkret,
        konkret.visitor() as anne,
    ):
        answer = await anne.http.post(
            "/log-ind", data={"person": await konkret.id_of("Anne Holm")}, follow_redirects=False
        )
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-konkret=")
        assert {"Secure", "Path=/", "HttpOnly"} <= set(cookie.split("; "))
        assert answer.headers["location"] == "https://konkret.test/"
        value = cookie.split(";")[0].partition("=")[2]
        for name, status in (("__Host-konkret", 200), ("konkret", 401)):
            answer = await anne.http.get("/session", headers={"cookie": f"{name}={value}"})
            assert answer.status_code == status, name


async def test_nobody_can_sign_in_by_pressing_a_name_outside_the_demo(konkret: Konkret) -> None:
    closed = konkret.services.settings.model_copy(update={"demo": False})
    object.__setattr__(konkret.services, "settings", closed)
    async with konkret.visitor() as visitor:
        assert "Anne Holm" not in await visitor.goes_to("/log-ind")
        await visitor.posts("/log-ind", {"person": await konkret.id_of("Anne Holm")})
        assert visitor.status == 404
        assert not visitor.http.cookies
