"""A calendar file, as a calendar reads it."""

from typing import Any, cast

from icalendar import Calendar


def events_of(body: bytes | str) -> dict[str, dict[str, Any]]:
    """{uid: {property: value}} of each event, names in small letters."""
    found = [cast(dict[str, Any], event) for event in Calendar.from_ical(body).walk("VEVENT")]
    return {str(event["UID"]): {name.lower(): value for name, value in event.items()} for event in found}
