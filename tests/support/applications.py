"""Applications as people write them in through the form, and as rows to test pure rules with."""

from typing import Any

import msgspec

from backend.clock import fresh_id
from backend.domain.joblog import Entry
from tests.support.people import Browser, forms_of
from tests.support.shared_examples import full


def entry(**changed: Any) -> Entry:
    """A shop in Havneby, applied for on 23 November 2026, but for what is changed."""
    return msgspec.convert(full("joblog", changed), Entry)


async def writes_in(browser: Browser, **typed: str) -> str:
    """Fill in the form of a new entry, the rest as the page has it; the entry's id."""
    await browser.goes_to("/joblog/ny")
    fields = next(fields for address, fields in forms_of(browser.page) if address == "/joblog")
    new = fresh_id()
    await browser.posts("/joblog", fields | {"title": "Kok", "employer": "Kroen", "id": new} | typed)
    assert browser.status == 200, browser.page
    return new
