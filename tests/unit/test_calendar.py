"""Calendar files: what a calendar reads is what was meant, through daylight saving and whatever somebody typed."""

import io
import re
from datetime import UTC, date, datetime, time
from typing import Any, cast

import pytest
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from backend.domain.calendar import Appointment, Dated, for_caseworker, for_citizen
from backend.domain.time import ZONE, instant, local
from backend.notify.calendar import calendar_file
from tests.support.calendar import events_of
from tests.support.meetings import held

ORIGIN = "https://konkret.example"
MEETING = structs.replace(
    held("A.2", on="2026-12-01"),
    version=7,
    state="booked",
    title="Rådighedssamtale",
    plain="Virker din måde at søge på?",
    prepare=("Tænk over, hvad der har virket",),
    together_with="A-kassen Samvirke",
    place="Jobcenter Fjordby, lokale 3",
    link="https://moede.fjordby.example/karen-lund",
)
CHANGED = instant("2026-11-25T10:00")
DATED = Dated(meeting=MEETING, citizen="anne", name="Anne Holm", changed_at=CHANGED)
PLAIN = for_citizen(MEETING, changed_at=CHANGED, detailed=False, origin=ORIGIN)


def read(appointment: Appointment) -> dict[str, Any]:
    """The one event of the file as a calendar reads it."""
    (event,) = events_of(calendar_file([appointment])).values()
    return event


def unfolded(body: bytes) -> list[str]:
    """The lines of a file, put together again by the rule of RFC 5545 section 3.1."""
    return body.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_an_entry_says_when_and_keeps_its_name() -> None:
    lines = unfolded(calendar_file([PLAIN]))
    assert "METHOD:PUBLISH" in lines
    for line in (
        "UID:A.2@konkret",
        "SEQUENCE:7",
        "DTSTAMP:20261125T090000Z",
        "LAST-MODIFIED:20261125T090000Z",
        "DTSTART;TZID=Europe/Copenhagen:20261201T100000",
        "DURATION:PT45M",
        "STATUS:CONFIRMED",
        "CLASS:PRIVATE",
        "SUMMARY:Aftale",
        "LOCATION:Fremmøde",
        "DESCRIPTION:Se hvor og med hvem i Konkret.\\nhttps://konkret.example/forloeb",
        "URL:https://konkret.example/forloeb",
    ):
        assert line in lines


def test_over_a_shoulder_nothing_tells_the_authority_the_benefit_or_the_kind_of_meeting() -> None:
    text = calendar_file([PLAIN]).decode()
    for word in ("Jobcenter", "kasse", "Rådighed", "Karen", "søge", "lokale", "fjordby", "ORGANIZER", "VALARM"):
        assert word not in text


def test_who_chose_details_sees_them() -> None:
    event = read(for_citizen(MEETING, changed_at=CHANGED, detailed=True, origin=ORIGIN))
    assert (event["summary"], event["location"]) == ("Rådighedssamtale", "Jobcenter Fjordby, lokale 3")
    assert event["description"].splitlines() == [
        "Virker din måde at søge på?",
        "Med Karen Lund.",
        "Sammen med A-kassen Samvirke.",
        "Forbered dig:",
        "- Tænk over, hvad der har virket",
        "https://moede.fjordby.example/karen-lund",
        "https://konkret.example/forloeb",
    ]


def test_a_caseworkers_calendar_names_nobody_unless_chosen() -> None:
    shy, open_ = (for_caseworker(DATED, detailed=detailed, origin=ORIGIN) for detailed in (False, True))
    assert "Anne" not in calendar_file([shy]).decode()
    assert (shy.summary, shy.where) == ("Samtale", "Jobcenter Fjordby, lokale 3")
    assert open_.summary == "Samtale med Anne Holm"
    assert open_.description.startswith("Rådighedssamtale\n")


@pytest.mark.parametrize(
    ("state", "status", "summary"),
    [
        ("booked", "CONFIRMED", "Aftale"),
        ("cancelled", "CANCELLED", "Aflyst: Aftale"),
        # Who stayed away was at no cancelled meeting.
        ("missed", "CONFIRMED", "Aftale"),
        ("held", "CONFIRMED", "Aftale"),
    ],
)
def test_only_a_cancelled_meeting_is_called_cancelled(state: Any, status: str, summary: str) -> None:
    meeting = structs.replace(MEETING, state=state)
    event = read(for_citizen(meeting, changed_at=CHANGED, detailed=False, origin=ORIGIN))
    assert (event["status"], event["summary"]) == (status, summary)


@pytest.mark.parametrize("year", range(2026, 2041))
def test_the_rule_for_daylight_saving_is_that_of_the_time_zone_for_years_to_come(year: int) -> None:
    rule = tzical(io.StringIO(calendar_file([]).decode())).get("Europe/Copenhagen")
    days = [*((month, 15) for month in range(1, 13)), *((month, day) for month in (3, 10) for day in range(25, 32))]
    for month, day in days:
        for hour in range(0, 24, 1 if day > 24 else 12):
            wall = datetime(year, month, day, hour, tzinfo=UTC).astimezone(ZONE)
            # Of the hour that comes twice, a calendar knows the first.
            assert wall.fold or wall.replace(tzinfo=rule).utcoffset() == wall.utcoffset(), wall


@settings(deadline=None)
@given(day=st.dates(date(2026, 1, 1), date(2040, 1, 1)), at=st.times())
def test_a_calendar_shows_the_time_that_was_booked(day: date, at: time) -> None:
    starts_at = instant(f"{day.isoformat()}T{at.strftime('%H:%M')}")
    event = read(structs.replace(PLAIN, starts_at=starts_at))
    assert cast(datetime, event["dtstart"].dt).timestamp() * 1000 == starts_at
    assert event["dtstart"].dt.strftime("%Y-%m-%dT%H:%M") == local(starts_at)


def letters_of(text: str) -> str:
    """What is left when white space and what a calendar may not hold is taken away."""
    return re.sub(r"[\s\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", text)


HOSTILE = [
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:ny",
    "\x00\x07\x1b[31mrød",
    "\u202eteknirts\u2066",
    "a\u2028b\x85c",
    "😀" * 60,
    "æ" * 300,
    'komma, semikolon; skråstreg \\ "anførsel" ^n',
    "م" * 80,
    "\n\n",
    "=?utf-8?q?x?=",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_one_property_of_one_event(text: str) -> None:
    body = calendar_file([structs.replace(PLAIN, summary=text, where=text, description=text)])
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", body.decode())
    (event,) = events_of(body).values()
    for name in ("summary", "location"):
        assert "\n" not in event[name]
    assert letters_of(event["summary"]) == letters_of(event["description"]) == letters_of(text)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_comes_back(text: str) -> None:
    event = read(structs.replace(PLAIN, summary=text))
    assert event["uid"] == PLAIN.uid
    assert letters_of(event["summary"]) == letters_of(text)


def test_the_same_file_is_the_same_bytes_and_one_to_be_sent_names_its_sender() -> None:
    assert calendar_file([PLAIN]) == calendar_file([PLAIN])
    lines = unfolded(calendar_file([PLAIN], method="CANCEL", organizer="konkret@fjordby.example"))
    assert {"METHOD:CANCEL", "ORGANIZER:mailto:konkret@fjordby.example"} <= set(lines)
