"""Meetings held at a desk: the list for each age, at most twelve taps, and every word that was agreed on the phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.chromium import DESKTOP
from tests.support.phone import OFFLINE, at_home, card, line, sign_in, town

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.chromium import Chromium, Window
    from tests.support.cutproxy import CutProxy

__all__ = ["line", "town"]

MOST_TAPS = 12
TAPS = "Number(sessionStorage.getItem('taps'))"
COUNT_TAPS = f"addEventListener('pointerdown', () => sessionStorage.setItem('taps', {TAPS} + 1), true)"
MANDATORY = ("A.0.1", "A.0.2", "A.0.3", "A.0.4")


def at_desk(chromium: Chromium, line: CutProxy, name: str) -> tuple[Window, Page]:
    """A caseworker's window, in which taps are counted."""
    desk = chromium.open(name, line.origin, screen=DESKTOP)
    # A page that is still open when its meeting is sent asks once more, and is told that the meeting is held.
    desk.tolerate(rf"{OFFLINE}|409 \(Conflict\)|422")
    desk.context.add_init_script(COUNT_TAPS)
    return desk, sign_in(desk, name)


def arrange(page: Page, citizen: str, step: str) -> None:
    """On the citizen's page, with a meeting of that step booked; it is told by its name."""
    page.goto("/borgere")
    page.get_by_role("link", name=citizen).click()
    expect(page.get_by_role("heading", name=citizen, level=1)).to_be_visible()
    form = page.locator("form[action$='/moede']")
    if form.locator(f"option[value='{step}']").count():
        page.goto(f"{page.url.partition('#')[0]}?samtale={step}")
        page.locator("form[action$='/moede'] [name=day]").first.check()
        page.get_by_label("Sted").last.fill("Lokale 3")
        page.get_by_role("button", name="Book mødet").click()
        meant = page.get_by_label("Er det med vilje?")
        expect(page.locator(":target").or_(meant)).to_be_visible()
        # Whoever is picked from the town may have a later meeting of the course booked on an earlier day.
        if meant.count():
            meant.select_option(label="Ja, mødet skal ligge der")
            page.get_by_role("button", name="Book mødet").click()
        expect(page.get_by_role("link", name="Hold mødet").first).to_be_visible()
    page.evaluate("sessionStorage.setItem('taps', 0)")


def open_meeting(page: Page, title: str) -> None:
    """Start holding the meeting of that name."""
    page.locator("article").filter(has_text=title).get_by_role("link", name="Hold mødet").click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()


def listed(page: Page) -> list[str]:
    """References of what this meeting goes through, without what all meetings do."""
    refs = page.locator("[name^='tick-']").evaluate_all("(boxes) => boxes.map((box) => box.name.slice(5))")
    return [ref for ref in refs if ".0." not in ref]


def type_jobs(page: Page, jobs: list[tuple[str, str]]) -> None:
    """One tap, and the rest by the keyboard: the tab key leads from field to field."""
    page.locator("[name=job-0-title]").click()
    for title, employer in jobs:
        page.keyboard.type(title)
        page.keyboard.press("Tab")
        page.keyboard.type(employer)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")


def next_day(page: Page) -> str:
    """Choose the first day that is proposed; its name."""
    choice = page.locator("label").filter(has=page.locator("[name=next-day]")).first
    choice.click()
    return choice.inner_text().strip()


def send(page: Page, name: str) -> None:
    """«Afslut og send», and send what is shown."""
    page.get_by_role("button", name="Afslut og send").click()
    page.get_by_role("button", name=f"Send til {name}").click()
    expect(page.get_by_role("heading", name="Møder")).to_be_visible()


def test_an_ordinary_meeting_takes_twelve_taps_and_the_phone_has_all_of_it(line: CutProxy, chromium: Chromium) -> None:
    _, karen = at_desk(chromium, line, "Karen Lund")
    arrange(karen, "Maja Skov", "A.2")
    open_meeting(karen, "Realitetstjek")
    assert listed(karen) == ["A.2.1", "A.2.2", "A.2.3", "A.2.4"]
    for ref in MANDATORY:
        karen.locator(f"[name='tick-{ref}']").click()
    karen.get_by_text("Vi har været det hele igennem").click()
    karen.get_by_label("Note").click()
    karen.keyboard.type("Maja vil ud at køre.")
    jobs = [(f"Chauffør {number}", "Vognmand Kassevogn") for number in range(4)]
    type_jobs(karen, jobs)
    karen.locator("[name='agree-A.E.5']").click()
    day = next_day(karen)
    send(karen, "Maja")
    assert karen.evaluate(TAPS) <= MOST_TAPS

    maja = at_home(chromium.open("maja", line.origin), "Maja Skov")
    expect(maja.get_by_role("main")).to_contain_text(re.compile(day, re.IGNORECASE))
    expect(maja.get_by_role("main")).to_contain_text("Lav en elevatortale")
    # With no network, all of it is there, and what is ticked is kept.
    line.cut()
    chromium.windows[-1].tolerate(OFFLINE)
    maja.goto("/job")
    for title, employer in jobs:
        expect(card(maja, title)).to_contain_text(employer)
        expect(card(maja, title)).to_contain_text("Søg senest")
    maja.goto("/opgaver")
    promise = maja.locator("article[id^='g-']").filter(has_text="Lav en elevatortale")
    expect(promise).to_contain_text("Du gør det · senest")
    promise.get_by_role("button", name="Gjort").click()
    expect(promise).to_contain_text("Gemt på denne telefon")
    line.restore()
    maja.evaluate("dispatchEvent(new Event('online'))")
    expect(promise).to_contain_text("Modtaget kl.")


@pytest.mark.parametrize(
    ("citizen", "goes_through"),
    [
        pytest.param("Winnie Juhl", ["D.4.1", "D.4.2", "D.4.3", "D.4.4"], id="27 years"),
        pytest.param("Dorthe Sand", ["D.4.2", "D.4.3", "D.4.4", "D.4.5"], id="40 years"),
        pytest.param("Lone Winther", ["D.4.1", "D.4.2", "D.4.3", "D.4.4"], id="55 years"),
    ],
)
def test_the_fourth_meeting_goes_through_what_is_for_that_age(
    line: CutProxy, chromium: Chromium, citizen: str, goes_through: list[str]
) -> None:
    _, mads = at_desk(chromium, line, "Mads Vinter")
    arrange(mads, citizen, "D.4")
    open_meeting(mads, "4. samtale")
    assert listed(mads) == goes_through
    mads.locator("[name='homework-D.4.6']").click()
    mads.get_by_text("Skriv en aftale selv").click()
    mads.locator("[name=promise-0-what]").fill("Vis mig fyret")
    type_jobs(mads, [("Fyrpasser", "Fyret på Næsset")])
    send(mads, citizen.partition(" ")[0])

    phone = at_home(chromium.open("phone", line.origin), citizen)
    phone.goto("/job")
    expect(card(phone, "Fyrpasser")).to_contain_text("Fyret på Næsset")
    phone.goto("/opgaver")
    finish = phone.get_by_role("button", name=re.compile("^Færdig"))
    expect(card(phone, "Søg intensivt på C-job").filter(has=finish).first).to_be_visible()
    expect(card(phone, "Vis mig fyret")).to_contain_text("Du gør det")


def test_a_crash_takes_nothing_of_a_meeting(line: CutProxy, chromium: Chromium) -> None:
    desk, karen = at_desk(chromium, line, "Karen Lund")
    arrange(karen, "Gustav Iversen", "A.2")
    open_meeting(karen, "Realitetstjek")
    address = karen.url
    karen.locator("[name='tick-A.0.2']").click()
    karen.get_by_label("Note").fill("Gustav vil gerne")
    expect(karen.get_by_text("Kladden er gemt.", exact=True)).to_be_visible()
    desk.kill()

    _, karen = at_desk(chromium, line, "Karen Lund")
    karen.goto(address)
    expect(karen.get_by_label("Note")).to_have_value("Gustav vil gerne")
    expect(karen.locator("[name='tick-A.0.2']")).to_be_checked()

    # What cannot be kept is said not to be, and stands there still.
    line.cut()
    karen.get_by_label("Note").fill("Gustav vil gerne ud at sejle")
    expect(karen.get_by_text("Kladden er ikke gemt")).to_be_visible()
    expect(karen.get_by_label("Note")).to_have_value("Gustav vil gerne ud at sejle")
