"""A meeting as it is drawn on the start page and on the caseworker's page."""

from msgspec import Struct


class MeetingCard(Struct, frozen=True, kw_only=True):
    """The next meeting. `starts` is local "YYYY-MM-DDTHH:MM"; `where` the words for place or way ("Telefonmøde")."""

    id: str
    title: str
    plain: str
    starts: str
    minutes: int
    mode: str
    where: str
    link: str
    held_by: str
    prepare: tuple[str, ...]
