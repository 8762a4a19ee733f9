"""The buttons on a notice: what somebody can answer from a lock screen, without it saying any more for them."""

from collections.abc import Collection
from typing import Final, Literal

from msgspec import Struct

from backend.domain.meeting import Meeting
from backend.domain.reminder import Kind, Reminder

Action = Literal["come", "cannot", "job"]

_OF_MEETINGS: Final[Collection[Kind]] = frozenset(
    {"meeting-week", "meeting-tomorrow", "meeting-soon", "meeting-booked", "meeting-moved"}
)
_OF_JOBS: Final[Collection[Kind]] = frozenset({"given", "job-deadline", "jobs-open"})


class Button(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One button. It leads to `url`, a path of ours; or it says that the citizen comes to `meeting`, as it has stood
    since the instant `booked_at`."""

    action: Action
    title: str
    url: str = ""
    meeting: str = ""
    booked_at: int = 0


def buttons(reminder: Reminder, meeting: Meeting | None, *, details: bool) -> tuple[Button, ...]:
    """Those of a reminder; `meeting` is the one it is about. Who has said yes can still say no.

    What a job is called on a lock screen, only who chose `details` lets it say.
    """
    if meeting is not None and reminder.kind in _OF_MEETINGS:
        come = Button(action="come", title="Jeg kommer", meeting=meeting.id, booked_at=meeting.booked_at)
        cannot = Button(action="cannot", title="Kan ikke", url=f"/forloeb?flyt={meeting.id}#kan-ikke")
        return (cannot,) if meeting.comes_at else (come, cannot)
    # What is given may be homework alone.
    if reminder.kind in _OF_JOBS and f"{reminder.path}/".startswith("/job/"):
        return (Button(action="job", title="Vis job" if details else "Vis", url=reminder.path),)
    return ()
