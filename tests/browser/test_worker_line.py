"""A line that breaks, repeats and delays: every change comes to the server once, and the phone is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.support.faultyline import faulty
from tests.support.phone import OFFLINE, at_home, card, settled, titles_at_the_server, town, write_in
from tests.support.tricks import Answered, answer_cut, answer_lost, asked_again, asked_twice, request_cut

if TYPE_CHECKING:
    from tests.support.chromium import Chromium
    from tests.support.faultyline import FaultyLine

__all__ = ["faulty", "town"]

# Another tab that syncs holds this lock; resolves to the way to let go of it.
LOCKED = """async () => {
    const name = `sync-${document.documentElement.dataset.person}`;
    await new Promise((locked) => navigator.locks.request(name, () => {
        locked();
        return new Promise((free) => { window.free = free; });
    }));
}"""
WAITS_FOR_ITS_TURN = """async () => {
    const name = `sync-${document.documentElement.dataset.person}`;
    while (!(await navigator.locks.query()).pending.some((wanted) => wanted.name === name));
}"""


def test_a_change_is_made_once_whatever_the_line_does_to_it(faulty: FaultyLine, chromium: Chromium) -> None:
    phone = chromium.open("bo", faulty.origin)
    page = at_home(phone, "Bo Krogh")
    phone.tolerate(OFFLINE)
    kept = Answered()
    tricks = [request_cut, answer_cut, answer_lost, asked_twice, asked_again, kept.keep, kept.again]
    for trick in tricks:
        faulty.play(trick)
        write_in(page, f"Mod {trick.__name__}")
        expect(card(page, f"Mod {trick.__name__}")).to_contain_text("Modtaget kl.")

    assert titles_at_the_server(page)[: len(tricks)] == [f"Mod {trick.__name__}" for trick in reversed(tricks)]
    # Each has got a version of the record once, and one time of receipt however often the server told it.
    answers = [answer for exchange in faulty.exchanges for answer in exchange.answers]
    assert answers[-1]["cursor"] - answers[0]["cursor"] == len(tricks)
    told = {(each["number"], each["state"], each["received_at"]) for answer in answers for each in answer["verdicts"]}
    assert sorted(number for number, _, _ in told) == [1, 2, 3, 4, 5, 6, 7]


def test_a_request_that_is_overtaken_by_a_later_one_changes_nothing(faulty: FaultyLine, chromium: Chromium) -> None:
    phone = chromium.open("camilla", faulty.origin)
    page = at_home(phone, "Camilla Bech")
    phone.tolerate(OFFLINE)
    overtaken = faulty.hold(request=True)
    write_in(page, "Skrevet først")
    overtaken.wait()
    # The next worker knows nothing of the request that is on its way.
    phone.worker().stop()
    write_in(page, "Skrevet sidst")
    for title in ("Skrevet først", "Skrevet sidst"):
        expect(card(page, title)).to_contain_text("Modtaget kl.")
    overtaken.let_go()

    delayed, later, *_ = faulty.brought
    assert delayed.asked["mutations"] == later.asked["mutations"][:1]
    assert delayed.answers[0]["verdicts"] == later.answers[0]["verdicts"][:1]
    assert delayed.answers[0]["cursor"] - faulty.exchanges[0].answers[0]["cursor"] == 2
    assert titles_at_the_server(page)[:2] == ["Skrevet sidst", "Skrevet først"]


def test_an_answer_that_comes_too_late_for_its_worker_is_had_from_the_next(
    faulty: FaultyLine, chromium: Chromium
) -> None:
    phone = chromium.open("camilla", faulty.origin)
    page = at_home(phone, "Camilla Bech")
    phone.tolerate(OFFLINE)
    overtaken = faulty.hold(request=False)
    write_in(page, "Hørt sent")
    overtaken.wait()
    phone.worker().stop()
    write_in(page, "Hørt straks")
    expect(card(page, "Hørt straks")).to_contain_text("Modtaget kl.")
    overtaken.let_go()

    expect(card(page, "Hørt sent")).to_contain_text("Modtaget kl.")
    assert titles_at_the_server(page)[:2] == ["Hørt straks", "Hørt sent"]


def test_a_tab_that_is_closed_right_after_a_save_leaves_the_sending_to_the_worker(
    faulty: FaultyLine, chromium: Chromium
) -> None:
    phone = chromium.open("camilla", faulty.origin)
    page = at_home(phone, "Camilla Bech")
    held = faulty.hold(request=True)
    write_in(page, "Lukket straks")
    held.wait()
    page.close()
    with phone.context.expect_event("response", lambda answer: answer.ok and answer.url.endswith("/sync")):
        held.let_go()

    page = phone.context.new_page()
    page.goto("/joblog")
    expect(card(page, "Lukket straks")).to_contain_text("Modtaget kl.")
    assert len(faulty.brought) == 1


def test_a_battery_that_dies_before_the_answer_is_heard_costs_nothing_and_doubles_nothing(
    faulty: FaultyLine, chromium: Chromium
) -> None:
    phone = chromium.open("camilla", faulty.origin)
    page = at_home(phone, "Camilla Bech")
    phone.tolerate(OFFLINE)
    unheard = faulty.hold(request=False)
    write_in(page, "Aldrig hørt")
    unheard.wait()
    phone.kill()

    phone = chromium.open("camilla", faulty.origin)
    phone.tolerate("401")
    page = at_home(phone, "Camilla Bech")
    page.goto("/joblog")
    expect(card(page, "Aldrig hørt")).to_contain_text("Modtaget kl.")
    assert titles_at_the_server(page).count("Aldrig hørt") == 1
    unheard.let_go()
    before, after = faulty.brought
    assert before.answers[0]["verdicts"] == after.answers[0]["verdicts"]
    assert before.answers[0]["cursor"] == after.answers[0]["cursor"]


def test_two_tabs_and_a_worker_send_each_change_once_and_one_at_a_time(faulty: FaultyLine, chromium: Chromium) -> None:
    phone = chromium.open("camilla", faulty.origin)
    page = at_home(phone, "Camilla Bech")
    other = phone.context.new_page()
    other.goto("/")
    settled(other, LOCKED)
    write_in(page, "Venter på den anden")
    settled(page, WAITS_FOR_ITS_TURN)
    assert faulty.brought == []
    other.evaluate("free()")
    expect(card(page, "Venter på den anden")).to_contain_text("Modtaget kl.")

    worker = phone.worker()
    titles = [f"Fane {number}, {turn}" for turn in range(3) for number in range(2)]
    for turn in range(3):
        for number, tab in enumerate((page, other)):
            tab.goto("/joblog/ny")
            tab.get_by_label("Stilling").fill(f"Fane {number}, {turn}")
            tab.get_by_label("Arbejdsgiver").fill("Havneby Havn")
        for tab in (page, other):
            tab.get_by_role("button", name="Skriv ind").click(no_wait_after=True)
        worker.background_sync("record")
        for number, tab in enumerate((page, other)):
            expect(card(tab, f"Fane {number}, {turn}")).to_contain_text("Modtaget kl.")

    assert sorted(titles_at_the_server(page)[:7]) == sorted([*titles, "Venter på den anden"])
    assert faulty.most_at_once == 1
    assert sum(len(each.asked["mutations"]) for each in faulty.brought) == 7
