"""What a notice says: nothing that a stranger who sees the lock screen should know."""

import pytest
from msgspec import structs

from backend.domain.button import buttons
from backend.domain.reminder import KINDS, Kind, Reminder
from backend.domain.time import instant
from backend.views.notices import body
from tests.support.reminding import booked


def of(kind: Kind, *, at: str = "2026-11-25T10:00") -> Reminder:
    """A reminder that knows more than it may say."""
    return Reminder(
        id="r",
        person="anne",
        citizen="anne",
        kind=kind,
        about="m",
        due_at=0,
        pointless_at=instant(at),
        at=instant(at),
        detail="Rådighedssamtale med Karen Lund, Jobcenter Havneby",
    )


@pytest.mark.parametrize(
    ("now", "starts", "said"),
    [
        ("2026-11-24T10:00", "2026-11-25T10:00", "Du har en aftale i morgen kl. 10.00"),
        ("2026-11-25T08:00", "2026-11-25T10:00", "Du har en aftale i dag kl. 10.00"),
        ("2026-11-23T08:00", "2026-11-25T10:00", "Du har en aftale på onsdag kl. 10.00"),
        ("2026-11-18T10:00", "2026-11-25T10:00", "Du har en aftale onsdag 25. november kl. 10.00"),
        ("2026-10-25T00:30", "2026-10-25T09:00", "Du har en aftale i dag kl. 09.00"),  # a day of 25 hours
        ("2026-03-28T23:30", "2026-03-29T09:00", "Du har en aftale i morgen kl. 09.00"),  # before a day of 23
    ],
)
def test_the_day_is_named_as_people_name_it(now: str, starts: str, said: str) -> None:
    assert body(of("meeting-soon", at=starts), now=instant(now)) == said


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("meeting-booked", "Du har fået en aftale i morgen kl. 10.00"),
        ("meeting-moved", "Din aftale er ændret: i morgen kl. 10.00"),
        ("meeting-cancelled", "Din aftale i morgen kl. 10.00 er aflyst"),
        ("prepare", "Gør dig klar til din aftale i morgen kl. 10.00"),
        ("job-deadline", "Du har noget, der skal nås i morgen"),
        ("draft-open", "Du har en kladde fra i morgen, der ikke er sendt"),
    ],
)
def test_each_says_what_it_is_for(kind: Kind, said: str) -> None:
    assert body(of(kind), now=instant("2026-11-24T09:00")) == said


# Who, where, about what, which authority, which benefit, which number.
TELLING = (
    "Karen",
    "Lund",
    "Anne",
    "Jobcenter",
    "a-kasse",
    "kommune",
    "dagpenge",
    "kontanthjælp",
    "samtale",
    "rådighed",
    "møde",
    "borger",
    "ledig",
    "job",
    "sagsbehandler",
    "Havneby",
    "praktik",
    "vurdering",
)


@pytest.mark.parametrize("kind", KINDS)
def test_the_lock_screen_learns_nothing(kind: Kind) -> None:
    said = body(of(kind), now=instant("2026-11-24T09:00")).lower()
    assert said
    for word in TELLING:
        assert word.lower() not in said.replace("joblog", "")
    digits = said.replace("10.00", "").replace("25. november", "")
    assert not any(each.isdigit() for each in digits)


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_chose_it_reads_more(kind: Kind) -> None:
    reminder = of(kind)
    told = body(reminder, now=instant("2026-11-24T09:00"), details=True)
    assert told.endswith(f": {reminder.detail}")
    plain = structs.replace(reminder, detail="")
    assert body(plain, now=instant("2026-11-24T09:00"), details=True) == body(plain, now=instant("2026-11-24T09:00"))


MEETING = booked("2026-11-25T10:00", on="2026-11-10T10:00")
ABOUT_MEETINGS = ("meeting-week", "meeting-tomorrow", "meeting-soon", "meeting-booked", "meeting-moved")


@pytest.mark.parametrize("kind", KINDS)
def test_a_meeting_ahead_can_be_answered_from_the_lock_screen_and_nothing_else_can(kind: Kind) -> None:
    pressed = [each.action for each in buttons(of(kind), MEETING, details=False)]
    assert pressed == (["come", "cannot"] if kind in ABOUT_MEETINGS else [])


def test_a_yes_is_said_to_the_meeting_as_it_stands_and_a_no_leads_to_where_the_reason_is_asked_for() -> None:
    come, cannot = buttons(of("meeting-soon"), MEETING, details=False)
    assert (come.title, come.meeting, come.booked_at) == ("Jeg kommer", MEETING.id, MEETING.booked_at)
    assert (cannot.title, cannot.url) == ("Kan ikke", f"/forloeb?flyt={MEETING.id}#kan-ikke")


def test_who_has_said_yes_is_not_asked_again() -> None:
    said = structs.replace(MEETING, comes_at=1)
    assert [each.action for each in buttons(of("meeting-soon"), said, details=False)] == ["cannot"]


@pytest.mark.parametrize("kind", ["given", "job-deadline", "jobs-open"])
@pytest.mark.parametrize(
    ("path", "leads"), [("/job", ["/job"]), ("/job/j1", ["/job/j1"]), ("/opgaver", []), ("/joblog", [])]
)
def test_what_is_to_be_applied_for_can_be_shown_at_once(kind: Kind, path: str, leads: list[str]) -> None:
    reminder = structs.replace(of(kind), path=path)
    assert [each.url for each in buttons(reminder, MEETING, details=False)] == leads


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("details", [False, True])
def test_buttons_tell_no_more_than_the_words_beside_them(kind: Kind, details: bool) -> None:
    reminder = structs.replace(of(kind), path="/job/j1")
    said = " ".join(each.title for each in buttons(reminder, MEETING, details=details)).lower()
    assert [word for word in TELLING if word.lower() in said] == (["job"] if details and "job" in said else [])
    assert not any(each.isdigit() for each in said)
