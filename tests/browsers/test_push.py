"""Reminders in a real Firefox: subscribed, encrypted, decrypted, shown with no page open, and tapped.

WebKitGTK has no Web Push.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.support.browsers import at_home
from tests.support.command import Served, konkret, serving
from tests.support.firefox import Firefox
from tests.support.mozilla_push import MozillaPush, mozilla_push

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 60  # seconds
NOTHING = "about:blank"
NOTICE = ["Konkret", "Det virker: dine påmindelser når frem."]


@pytest.fixture
def push() -> Iterator[MozillaPush]:
    """Firefox's push service."""
    with mozilla_push() as service:
        yield service


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Served]:
    """A demo town that may call it."""
    with serving("demo", "--port", "0", "--data", str(tmp_path / "town"), KONKRET_PUSH_HOSTS="127.0.0.1") as served:
        yield served


@pytest.fixture
def anne(town: Served, push: MozillaPush, tmp_path: Path) -> Iterator[Firefox]:
    """Anne's browser, in which she has turned reminders on; no page of Konkret is open any more."""
    browser = Firefox(tmp_path / "anne", town.address, push=push.address)
    at_home(browser, "Anne Holm")
    browser.allows_notices()
    browser.goes_to("/mere")
    browser.presses("Slå påmindelser til")
    push.waits_for_subscription()
    browser.sees("Påmindelser er slået til")
    browser.opens(NOTHING)
    yield browser
    browser.closes()
    assert not browser.faults()


def is_reminded(folder: Path) -> None:
    """Anne is sent a message, from a process of its own, once her browser has told the server where it is now."""
    end = time.monotonic() + PATIENCE
    while (said := konkret("push-test", "Anne Holm", KONKRET_DATA=str(folder / "town"))).code:
        assert time.monotonic() < end, said


def test_a_message_is_shown_with_no_page_open_and_a_tap_opens_the_one_it_is_about(
    anne: Firefox, push: MozillaPush, tmp_path: Path
) -> None:
    assert anne.addresses() == [NOTHING]
    is_reminded(tmp_path)
    push.waits_for_message()
    assert anne.presses_notice() == NOTICE
    anne.waits_for_page("/mere")


def test_a_subscription_that_the_browser_has_dropped_is_renewed_with_no_page_open(
    anne: Firefox, push: MozillaPush, tmp_path: Path
) -> None:
    push.forgets()
    push.waits_for_subscription()
    is_reminded(tmp_path)
    push.waits_for_message()
    assert anne.presses_notice() == NOTICE
