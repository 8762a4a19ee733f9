"""Booking as a caseworker does it in a browser, when something is remarked about the time."""

import re

from tests.support.people import Browser


def remarked(page: str) -> str:
    """What is remarked about the time of a meeting, as the form gives it back when it is meant; "" for nothing."""
    found = re.search(r'<option value="([^"]+)"[^>]*>Ja, mødet skal ligge der</option>', page)
    return found[1] if found else ""


async def books(caseworker: Browser, action: str, **typed: str) -> str:
    """Books, and means it whatever is remarked: who is picked from the town may have other meetings in the way."""
    page = await caseworker.sends(action, **typed)
    said = remarked(page)
    return await caseworker.sends(action, anyway=said) if said else page
