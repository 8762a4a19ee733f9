"""The tools that the browser tests stand on, tried against a site of three files."""

from __future__ import annotations

import http.server
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.support.chromium import DESKTOP, Chromium, chromium
from tests.support.cutproxy import CutProxy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["chromium"]

PAGE = """<!doctype html><html lang="da"><meta charset="utf-8"><title>Prøve</title>
<meta name="viewport" content="width=device-width">
<link rel="manifest" href="manifest.webmanifest"><link rel="icon" href="data:,"><h1>Prøve</h1><noscript>uden</noscript>
<script>navigator.serviceWorker.register("/worker.js")</script>"""
WORKER = """
addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open("a").then((cache) => cache.addAll(["/", "/manifest.webmanifest"])));
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => event.respondWith(
  caches.match(event.request).then((kept) => kept ?? fetch(event.request))));
addEventListener("push", (event) => event.waitUntil(registration.showNotification(event.data.json().title)));
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and logs nothing; `/broken` is a fault of the server, which has no icon."""

    def do_GET(self) -> None:
        if self.path == "/broken":
            self.send_error(500)
        elif self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[CutProxy]:
    """A site behind a line that can be cut."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "worker.js").write_text(WORKER)
    (folder / "manifest.webmanifest").write_text('{"name": "Prøve", "start_url": "/", "display": "standalone"}')
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        with CutProxy(server.server_port) as proxy:
            yield proxy
        server.shutdown()
        thread.join()


def test_a_page_comes_from_the_worker_when_the_line_is_cut_and_the_browser_was_killed(
    site: CutProxy, chromium: Chromium
) -> None:
    anne = chromium.open("anne", site.origin)
    anne.page.goto("/")
    anne.worker().stop()
    anne.page.evaluate("localStorage.setItem('visited', 'yes')")
    site.cut()
    anne.page.reload()
    assert anne.page.inner_text("h1") == "Prøve"

    anne.kill()
    anne = chromium.open("anne", site.origin)
    anne.page.goto("/")
    assert anne.page.inner_text("h1") == "Prøve"

    site.restore()
    assert anne.page.evaluate("fetch('/worker.js').then((answer) => answer.status)") == 200


def test_a_push_is_shown_also_by_a_stopped_worker(site: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", site.origin)
    anne.page.goto("/")
    worker = anne.worker()
    worker.stop()

    worker.push({"title": "I morgen kl. 10"})
    assert [shown["title"] for shown in worker.notifications(at_least=1)] == ["I morgen kl. 10"]


def test_two_people_have_two_browsers_and_one_has_no_script(site: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", site.origin)
    karen = chromium.open("karen", site.origin, screen=DESKTOP, javascript=False)

    anne.page.goto("/")
    karen.page.goto("/")

    assert anne.page.evaluate("[innerWidth, devicePixelRatio, navigator.language]") == [412, 2.625, "da-DK"]
    assert karen.page.inner_text("noscript") == "uden"
    assert karen.screenshot("tools-karen").stat().st_size > 1000


def test_what_keeps_a_page_from_being_an_app_is_told(site: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", site.origin)
    anne.page.goto("/")

    assert "manifest-missing-suitable-icon" in anne.installability_errors()


def test_what_goes_wrong_is_collected_and_what_belongs_to_the_story_is_not(site: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", site.origin)
    anne.page.goto("/")
    with anne.page.expect_event("console"):
        anne.page.evaluate("console.error('script trouble')")
    anne.page.goto("/broken")
    with anne.context.expect_event("weberror"):
        anne.page.evaluate("setTimeout(() => { throw new Error('thrown') })")
    faults = "\n".join(anne.faults)
    assert all(part in faults for part in ("script trouble", "/broken: 500", "thrown"))

    anne.faults.clear()
    anne.tolerate("net::ERR_")
    site.cut()
    with anne.page.expect_event("requestfailed"), anne.page.expect_event("console"):
        anne.page.evaluate("fetch('/other').catch(() => 0)")
    assert anne.faults == []
