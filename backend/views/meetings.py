"""A meeting as it is drawn on the start page and on the caseworker's page."""

from collections.abc import Iterable

from msgspec import Struct

from backend.domain.meeting import Meeting, where_of
from backend.domain.time import local
from backend.domain.wish import Wish, asked_to_move
from backend.views.status import Status, received


class MeetingCard(Struct, frozen=True, kw_only=True):
    """The next meeting. `starts` is local "YYYY-MM-DDTHH:MM"; `where` the words for place or way ("Telefonmøde").

    `ready`: the citizen is prepared; `status` is how that stands. `comes`: they come to it as it has stood since the
    instant `booked_at`. `wish` is the id of what asks for another day and is not answered ("" = nothing does; who asks
    does not come), `wish_day` the date it asks for or "". `answer` is how the yes, or the wish, stands.
    `together_with` is the other authority that comes, `moved` why it is at another time than it was; "" = neither.
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
    wish: str
    wish_day: str
    answer: Status


def meeting_card(meeting: Meeting, wishes: Iterable[Wish]) -> MeetingCard:
    """The meeting in words; `wishes` are all of the record's."""
    wish = next(iter(asked_to_move(wishes, meeting.id)), None)
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
        comes=wish is None and meeting.comes_at > 0,
        wish=wish.id if wish else "",
        wish_day=wish.day if wish else "",
        answer=received(wish.received_at if wish else meeting.comes_at),
    )
