"""A reminder that is sent as a letter, and to whom."""

from msgspec import structs

from backend.domain.time import instant
from tests.support import posts
from tests.support.meetings import held

NOW = instant("2026-11-30T10:00")
ANNE = posts.TO
MEETING = structs.replace(
    held("A.2", on="2026-12-01"), version=7, state="booked", title="Rådighedssamtale", place="Jobcenter Fjordby"
)
NOTICE = structs.replace(posts.NOTICE, reminder="A.2/meeting-tomorrow/1", until=MEETING.starts_at, meeting=MEETING)
