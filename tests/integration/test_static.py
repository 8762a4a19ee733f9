"""A phone fetches the built front end: small, cached for ever, and nothing else from the disk."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import httpx
import pytest
from litestar import Litestar
from litestar.config.compression import CompressionConfig

from backend.web.static import Assets, NotBuilt, static_routes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

CSS = b"body { color: navy }" * 20
WORKER = b"addEventListener('fetch', () => {})" * 20
FONT = bytes(range(256))


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A finished build: a style sheet in three encodings, a font, and a worker."""
    dist = tmp_path / "dist"
    (dist / "static").mkdir(parents=True)
    (dist / "static/main-abc.css").write_bytes(CSS)
    (dist / "static/main-abc.css.br").write_bytes(b"brotli")
    (dist / "static/main-abc.css.gz").write_bytes(gzip.compress(CSS, mtime=0))
    (dist / "static/sans-def.woff2").write_bytes(FONT)
    (dist / "sw.js").write_bytes(WORKER)
    (tmp_path / "secret.env").write_text("KEY=1")
    css = {"file": "static/main-abc.css", "type": "text/css; charset=utf-8", "integrity": "sha384-x", "size": 400}
    font = {"file": "static/sans-def.woff2", "type": "font/woff2", "integrity": "sha384-y", "size": 256}
    worker = {"file": "sw.js", "type": "text/javascript; charset=utf-8", "integrity": "sha384-z", "size": 700}
    manifest = {"assets": {"main.css": css, "sans.woff2": font}, "fixed": {"sw.js": worker}}
    (dist / "manifest.json").write_text(json.dumps(manifest))
    return dist


@pytest.fixture
async def phone(dist: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Anne's browser, which takes no compressed answer unless a test says so; the application compresses pages."""
    compression = CompressionConfig(backend="gzip", minimum_size=1, exclude_opt_key="exclude_from_compression")
    app = Litestar(static_routes(dist), compression_config=compression)
    transport = httpx.ASGITransport(app=cast("Any", app))  # the two describe ASGI messages by types of their own
    headers = {"accept-encoding": "identity"}
    async with httpx.AsyncClient(transport=transport, base_url="http://konkret", headers=headers) as it:
        yield it


async def test_a_template_names_an_asset_and_the_phone_keeps_it_for_ever(dist: Path, phone: httpx.AsyncClient) -> None:
    assets = Assets.load(dist)

    answer = await phone.get(assets.url("main.css"))

    assert (answer.status_code, answer.content) == (200, CSS)
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert assets.integrity("main.css") == "sha384-x"


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, br;q=0", "gzip"),
        ("GZIP; q=0.5", "gzip"),
        ("br;q=0.000, gzip;q=0", None),
        ("identity", None),
        ("brotli, x-gzip", None),
        (";;q=,,", None),
    ],
)
async def test_the_smallest_copy_that_the_browser_takes(
    phone: httpx.AsyncClient, accept: str, encoding: str | None
) -> None:
    request = phone.build_request("GET", "/static/main-abc.css", headers={"accept-encoding": accept})
    answer = await phone.send(request, stream=True)
    raw = b"".join([part async for part in answer.aiter_raw()])

    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["vary"] == "accept-encoding"
    assert int(answer.headers["content-length"]) == len(raw)
    assert raw == {"br": b"brotli", "gzip": gzip.compress(CSS, mtime=0), None: CSS}[encoding]


async def test_a_font_has_one_copy_and_does_not_vary(phone: httpx.AsyncClient) -> None:
    answer = await phone.get("/static/sans-def.woff2", headers={"accept-encoding": "br"})

    assert answer.content == FONT
    assert "vary" not in answer.headers
    assert "content-encoding" not in answer.headers


async def test_what_the_phone_holds_already_is_not_sent_again(phone: httpx.AsyncClient) -> None:
    plain = (await phone.get("/sw.js")).headers["etag"]

    for held in (plain, f'W/{plain}, "other"'):
        answer = await phone.get("/sw.js", headers={"if-none-match": held})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == plain
        assert answer.headers["cache-control"] == "no-cache"
    assert (await phone.get("/sw.js", headers={"if-none-match": '"older"'})).content == WORKER


async def test_each_encoding_has_its_own_validator(phone: httpx.AsyncClient) -> None:
    plain = await phone.get("/static/main-abc.css")
    packed = await phone.head(
        "/static/main-abc.css", headers={"accept-encoding": "gzip", "if-none-match": plain.headers["etag"]}
    )

    assert packed.status_code == 200
    assert packed.headers["etag"] != plain.headers["etag"]


async def test_the_worker_answers_for_the_whole_site_and_is_asked_for_each_time(phone: httpx.AsyncClient) -> None:
    answer = await phone.get("/sw.js")

    assert answer.headers["service-worker-allowed"] == "/"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


async def test_head_says_what_get_would_and_sends_nothing(phone: httpx.AsyncClient) -> None:
    for address in ("/static/main-abc.css", "/sw.js"):
        got, head = await phone.get(address), await phone.head(address)
        assert head.content == b""
        assert head.headers == got.headers


@pytest.mark.parametrize(
    "name",
    [
        "main.css",
        "main-abc.css.br",
        "unknown-123.js",
        "../../secret.env",
        "..%2f..%2fsecret.env",
        "%2e%2e/%2e%2e/secret.env",
        "..\\secret.env",
        "%00",
        "",
    ],
)
async def test_nothing_but_the_assets_of_the_build_is_found(phone: httpx.AsyncClient, name: str) -> None:
    url = httpx.URL("http://konkret").copy_with(raw_path=f"/static/{name}".encode())

    assert (await phone.get(url)).status_code == 404


def test_a_missing_or_broken_build_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="make build"):
        static_routes(tmp_path)
    (tmp_path / "manifest.json").write_text('{"assets": 1}')
    with pytest.raises(NotBuilt, match="make build"):
        Assets.load(tmp_path)
