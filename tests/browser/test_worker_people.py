"""Two people, one phone: none sees what is the other's, and nothing that was done is lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.phone import OFFLINE, at_home, card, line, reopened, sign_in, town, write_in

if TYPE_CHECKING:
    from tests.support.chromium import Chromium
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]


def test_the_next_person_never_sees_the_former_ones_record_whose_unsent_change_waits_for_them(
    line: CutProxy, chromium: Chromium
) -> None:
    phone = chromium.open("shared", line.origin)
    page = at_home(phone, "Anne Holm")
    phone.tolerate(f"{OFFLINE}|503")
    line.cut()
    write_in(page, "Bogbinder", employer="Papir & Lim")
    page.goto("/mere")
    page.get_by_role("button", name="Log ud").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 ændring er ikke sendt endnu")
    with page.expect_download() as download:
        dialog.get_by_role("link", name="Gem som fil").click()
    assert "Ny i joblog: Bogbinder" in Path(download.value.path()).read_text(encoding="utf-8")
    dialog.get_by_role("button", name="Log ud alligevel").click()
    expect(page.get_by_role("heading", name="Du er logget ud her")).to_be_visible()
    page.goto("/joblog")
    expect(page.get_by_role("heading", name="Du er offline")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Det, du har gemt, er her endnu.")

    line.restore()
    page.goto("/")
    assert page.url.endswith("/log-ind"), "the server was told of the sign-out as soon as it could be"
    at_home(phone, "Bo Krogh")
    page.goto("/joblog")
    expect(page.get_by_role("heading", level=1)).to_have_text("Joblog")
    expect(card(page, "Bogbinder")).to_have_count(0)
    line.cut()
    page.goto("/joblog")
    expect(page.get_by_role("heading", level=1)).to_have_text("Joblog")
    expect(card(page, "Bogbinder")).to_have_count(0)

    line.restore()
    at_home(phone, "Anne Holm")
    page.goto("/joblog")
    expect(card(page, "Bogbinder")).to_contain_text("Modtaget kl.")


def test_without_scripts_the_phone_asks_before_it_signs_out_and_another_person_sees_nothing(
    line: CutProxy, chromium: Chromium
) -> None:
    at_home(chromium.open("shared", line.origin), "Anne Holm")
    phone = reopened(chromium, "shared", javascript=False)
    page = phone.page
    phone.tolerate(f"{OFFLINE}|503")
    line.cut()
    write_in(page, "Sadelmager", "Læder & Sting")
    page.goto("/mere")
    expect(page.get_by_text("Vent lidt: 1 ændring er ikke sendt endnu.")).to_be_visible()
    page.get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 ændring er ikke sendt endnu")
    phone.screenshot("leave")
    with page.expect_download() as download:
        page.get_by_role("link", name="Gem det usendte som fil").click()
    assert "Ny i joblog: Sadelmager" in Path(download.value.path()).read_text(encoding="utf-8")
    page.get_by_role("link", name="Bliv logget ind").click()
    expect(page.get_by_text("Ny i joblog: Sadelmager")).to_be_visible()
    page.goto("/mere")
    page.get_by_role("button", name="Log ud").click()
    page.get_by_role("button", name="Log ud alligevel").click()
    expect(page.get_by_role("heading", name="Du er logget ud her")).to_be_visible()

    line.restore()
    sign_in(phone, "Bo Krogh")
    for address in ("/joblog", "/synkronisering", "/synkronisering/fil"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert "Sadelmager" not in page.inner_text("body")

    page = at_home(reopened(chromium, "shared"), "Anne Holm")
    page.goto("/joblog")
    expect(card(page, "Sadelmager")).to_contain_text("Modtaget kl.")


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_what_can_be_sent_is_sent_before_somebody_is_signed_out(
    line: CutProxy, chromium: Chromium, *, javascript: bool
) -> None:
    at_home(chromium.open("anne", line.origin), "Anne Holm")
    anne = reopened(chromium, "anne", javascript=javascript)
    page = anne.page
    anne.tolerate(OFFLINE)
    line.cut()
    title = f"Lods{javascript}"
    write_in(page, title, "Havneby Havn")
    page.goto("/mere")

    line.restore()
    page.get_by_role("button", name="Log ud").click()

    page.wait_for_url("**/log-ind")
    page = sign_in(chromium.open("elsewhere", line.origin, javascript=False), "Anne Holm")
    page.goto("/joblog")
    expect(card(page, title)).to_contain_text("Modtaget kl.")


def test_signing_out_with_everything_sent_asks_nothing(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    page.goto("/mere")
    page.get_by_role("button", name="Log ud").click()
    page.wait_for_url("**/log-ind")
    page.goto("/")
    assert page.url.endswith("/log-ind")


def test_another_tab_of_the_former_person_is_left_too(line: CutProxy, chromium: Chromium) -> None:
    anne = chromium.open("anne", line.origin)
    page = at_home(anne, "Anne Holm")
    other = anne.context.new_page()
    other.goto("/mere")
    other.get_by_role("button", name="Log ud").click()
    other.wait_for_url("**/log-ind")
    page.wait_for_url("**/log-ind")


def test_a_caseworker_who_signs_in_after_a_citizen_gets_the_servers_pages(line: CutProxy, chromium: Chromium) -> None:
    phone = chromium.open("shared", line.origin)
    at_home(phone, "Anne Holm")
    page = sign_in(phone, "Karen Lund")
    page.goto("/")
    expect(page.get_by_role("heading", name="Mine borgere")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_the_back_button_shows_nothing_of_whoever_signed_out(
    line: CutProxy, chromium: Chromium, *, javascript: bool
) -> None:
    anne = chromium.open("anne", line.origin, javascript=javascript)
    anne.tolerate("401")
    page = sign_in(anne, "Anne Holm")
    page.goto("/joblog")
    page.goto("/mere")
    page.get_by_role("button", name="Log ud").click()
    page.wait_for_url("**/log-ind")

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Det, I aftalte. I lommen.")
    assert "Anne Holm" not in page.inner_text("header")
