"""The page «Mit forløb»: the line of the course, and what the citizen wishes of it."""

from collections.abc import Mapping

from msgspec import Struct

from backend.domain.meeting import is_ahead, next_of
from backend.domain.record import Record
from backend.domain.time import local
from backend.domain.wish import asked_to_move
from backend.views.course_title import course_title
from backend.views.form import Field, Filled
from backend.views.shell import Shell
from backend.views.stops import StopCard, stop_cards
from backend.views.wishes import WishCard, move_form, wish_cards, wish_form


class CoursePage(Struct, frozen=True, kw_only=True):
    """`fresh` is the id that a new wish will get, so that a form sent twice makes one; `meeting` what it is about.

    `cannot`: when that meeting is, local, and the wish can only be for another day; "" = it can be any. `waiting` is
    the wish for another day than `instead_of`, local, that was made before; then `wishes` are the others.
    """

    shell: Shell
    title: str
    programme: str
    caseworker: str
    stops: tuple[StopCard, ...]
    wishes: tuple[WishCard, ...]
    wish_form: tuple[Field, ...]
    fresh: str
    meeting: str
    cannot: str
    waiting: WishCard | None
    instead_of: str


def course_page(
    shell: Shell,
    record: Record,
    *,
    now: int,
    fresh: str,
    moving: str = "",
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> CoursePage:
    """The page at the instant `now`; `typed` and `problems` are of the wish, `moving` is the meeting it is to move."""
    course = record.course
    following = next_of(record.meetings, now=now)
    about = next((each for each in record.meetings if each.id == moving and is_ahead(each, now=now)), None)
    asked = next(iter(asked_to_move(record.wishes, about.id)), None) if about and not typed else None
    cannot = None if asked else about
    filled = Filled(typed, problems)
    form = move_form(filled) if cannot else wish_form(filled, movable=following is not None)
    wishes = wish_cards(record)
    return CoursePage(
        shell=filled.shell(shell, form),
        title=course_title(record),
        programme=course.programme_title if course else "",
        caseworker=course.caseworker if course else "",
        stops=stop_cards(record, now=now),
        wishes=tuple(each for each in wishes if asked is None or each.id != asked.id),
        wish_form=form,
        fresh=fresh,
        meeting=next((each.id for each in (cannot, following) if each), ""),
        cannot=local(cannot.starts_at) if cannot else "",
        waiting=next((each for each in wishes if asked and each.id == asked.id), None),
        instead_of=local(about.starts_at) if about and asked else "",
    )
