"""Forms that the worker must not answer, however well they are made."""

from __future__ import annotations

import http.server
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.phone import OFFLINE, at_home, line, town

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Response

    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

FORM = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Vind en telefon</title>
<form method="post" action="{action}"><input type="hidden" name="token" value="{token}"><button>Vind</button></form>"""


def is_form(response: Response) -> bool:
    """Whether it answers a form of the joblog."""
    return response.request.method == "POST" and response.url.endswith("/joblog")


class Elsewhere(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and logs nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def other_site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address of the site it is: one that has nothing to do with ours."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Elsewhere, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield folder, f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_form_of_another_site_is_the_servers_to_refuse_even_with_the_right_token(
    line: CutProxy, chromium: Chromium, other_site: tuple[Path, str]
) -> None:
    folder, elsewhere = other_site
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    page.goto("/job")
    form = page.locator("form[action$='/soegt']").first
    action = form.get_attribute("action")
    token = form.locator("[name=token]").input_value()
    (folder / "index.html").write_text(FORM.format(action=line.origin + str(action), token=token), encoding="utf-8")
    anne.tolerate(f"{OFFLINE}|403")

    page.goto(elsewhere)
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", name="Det må du ikke")).to_be_visible()

    page.goto(elsewhere)
    line.cut()
    page.get_by_role("button").click()
    page.wait_for_url("chrome-error://**")
    page.goto(f"{line.origin}/job")
    expect(page.locator(f"form[action='{action}']")).to_be_visible()
    expect(page.locator("#sync-line")).to_have_text(
        "Du er offline. Du kan bruge Konkret som ellers.", use_inner_text=True
    )


def test_a_form_that_does_not_say_where_it_comes_from_goes_to_the_server(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    page.goto("/joblog/ny")
    page.evaluate("""document.head.insertAdjacentHTML("beforeend", '<meta name="referrer" content="no-referrer">')""")
    page.get_by_label("Stilling").fill("Postbud")
    page.get_by_label("Arbejdsgiver").fill("Havneby Post")
    with page.expect_response(
        lambda response: response.request.method == "POST" and "/joblog" in response.url
    ) as answer:
        page.get_by_role("button", name="Skriv ind").click()
    assert not answer.value.from_service_worker
    expect(page.locator(".card").filter(has_text="Postbud")).to_contain_text("Modtaget kl.")


def test_a_form_of_ours_is_answered_by_the_phone(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    page.goto("/joblog/ny")
    page.get_by_label("Stilling").fill("Fyrpasser")
    page.get_by_label("Arbejdsgiver").fill("Havneby Havn")
    with page.expect_response(
        lambda response: response.request.method == "POST" and "/joblog" in response.url
    ) as answer:
        page.get_by_role("button", name="Skriv ind").click()
    assert answer.value.from_service_worker
    assert answer.value.status == 303
    headers = answer.value.headers
    assert headers["location"].startswith(f"{line.origin}/joblog?entry=")
    assert headers["content-security-policy"].startswith("default-src 'none'")
    expect(page.locator(".card").filter(has_text="Fyrpasser")).to_contain_text("Modtaget kl.")


def test_a_form_that_is_tapped_twice_is_sent_once(line: CutProxy, chromium: Chromium) -> None:
    page = at_home(chromium.open("anne", line.origin), "Anne Holm")
    page.goto("/job")
    # Nothing leaves the page, so that the second tap does not come to another one.
    page.evaluate("""() => {
        window.stopped = [];
        addEventListener("submit", (event) => { stopped.push(event.defaultPrevented); event.preventDefault(); });
    }""")

    page.get_by_role("button", name="Jeg har søgt").first.dblclick()

    assert page.evaluate("stopped") == [False, True]
