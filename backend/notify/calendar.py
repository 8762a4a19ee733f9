"""Calendar files (RFC 5545, 5546): appointments as calendars read them, the same bytes until something changes."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal

from icalendar import Calendar, Event, Timezone, vCalAddress, vUri

from backend.domain.calendar import Appointment
from backend.domain.time import ZONE, local

Method = Literal["PUBLISH", "CANCEL"]
"""What the reader is to do. Never REQUEST: it asks for an answer by e-mail, and answers are given in Konkret."""

MEDIA = "text/calendar"
REFRESH = timedelta(hours=1)
# Entries that are kept as they were written, less than a kilobyte each.
MOST_KEPT = 8192
_END = b"END:VCALENDAR\r\n"

# The rule of the European Union, as every calendar understands it; a test holds it to the time zone's own data.
_ZONE = Timezone.from_ical(
    """BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")
)

# Control characters may not stand in a calendar file, and what turns the order of letters around could make a place
# read as another.
_NEVER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"\s*[\n\u2028\u2029\x85]\s*")


def calendar_file(appointments: Iterable[Appointment], *, method: Method = "PUBLISH", organizer: str = "") -> bytes:
    """The file. `organizer` is an e-mail address, which a file that is sent by e-mail must name.

    No alarms: Konkret's own reminders keep quiet hours and are withdrawn when a meeting is.
    """
    events = (_event(appointment, organizer) for appointment in appointments)
    return b"".join([_frame(method).removesuffix(_END), *events, _END])


@lru_cache
def _frame(method: Method) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Konkret//Aftaler//DA")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("x-wr-calname", "Konkret")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(_ZONE)
    return calendar.to_ical()


# Calendars ask again and again for what seldom changes, and the library takes a millisecond for each entry.
@lru_cache(maxsize=MOST_KEPT)
def _event(appointment: Appointment, organizer: str) -> bytes:
    event = Event()
    changed = datetime.fromtimestamp(appointment.changed_at // 1000, tz=UTC)
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    # When it was last changed, not when this file was made: the same file is the same bytes.
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", datetime.fromisoformat(local(appointment.starts_at)).replace(tzinfo=ZONE))
    # A length, since an end in the hour that comes twice in October would be taken for the first.
    event.add("duration", timedelta(minutes=appointment.minutes))
    event.add("status", "CANCELLED" if appointment.is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("summary", _line(appointment.summary))
    event.add("location", _line(appointment.where))
    event.add("description", _NEVER.sub("", appointment.description))
    event.add("url", vUri(appointment.url))
    if organizer:
        event.add("organizer", vCalAddress(f"mailto:{organizer}"))
    return event.to_ical()


def _line(text: str) -> str:
    return _NEVER.sub("", _BREAKS.sub(" ", text))
