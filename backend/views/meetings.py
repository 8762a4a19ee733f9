"""A meeting as it is drawn on the start page and on the caseworker's page."""

from msgspec import Struct

from backend.domain.meeting import Meeting, where_of
from backend.domain.time import local
from backend.views.status import Status, received


class MeetingCard(Struct, frozen=True, kw_only=True):
    """The next meeting. `starts` is local "YYYY-MM-DDTHH:MM"; `where` the words for place or way ("Telefonmøde").

    `ready`: the citizen is prepared; `status` is how that stands. `comes`: they come to it as it has stood since the
    instant `booked_at`; `answer` is how that stands. `together_with` is the other authority that comes,
    `moved` why it is at another time than it was; "" = neither.
    """

    id: str
    title: str
    plain: str
    starts: str
    minutes: int
    mode: str
    where: str
    link: str
    held_by: str
    together_with: str
    moved: str
    prepare: tuple[str, ...]
    ready: bool
    status: Status
    booked_at: int
    comes: bool
    answer: Status


def meeting_card(meeting: Meeting) -> MeetingCard:
    """The meeting in words."""
    return MeetingCard(
        id=meeting.id,
        title=meeting.title,
        plain=meeting.plain,
        starts=local(meeting.starts_at),
        minutes=meeting.minutes,
        mode=meeting.mode,
        where=where_of(meeting.mode, meeting.place),
        link=meeting.link,
        held_by=meeting.held_by,
        together_with=meeting.together_with,
        moved=meeting.why,
        prepare=meeting.prepare,
        ready=meeting.ready_at > 0,
        status=received(meeting.received_at),
        booked_at=meeting.booked_at,
        comes=meeting.comes_at > 0,
        answer=received(meeting.comes_at),
    )
