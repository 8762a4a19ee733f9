"""A reminder that is sent as a letter, and to whom."""

from msgspec import structs

from backend.domain.time import instant
from backend.notify.way import Notice
from tests.support.meetings import held

NOW = instant("2026-11-30T10:00")
ANNE = "anne@postkassen.example"
MEETING = structs.replace(
    held("A.2", on="2026-12-01"), version=7, state="booked", title="Rådighedssamtale", place="Jobcenter Fjordby"
)
NOTICE = Notice(
    reminder="A.2/meeting-tomorrow/1",
    delivery="d1",
    receipt="r1",
    kind="meeting-tomorrow",
    title="Konkret",
    body="Du har en aftale i morgen kl. 10.00",
    details=False,
    url="/forloeb",
    topic="t",
    urgency="high",
    until=MEETING.starts_at,
    meeting=MEETING,
)
