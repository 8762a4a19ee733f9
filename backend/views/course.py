"""The page «Mit forløb»: the line of the course, and what the citizen wishes of it."""

from collections.abc import Mapping

from msgspec import Struct

from backend.domain.meeting import next_of
from backend.domain.record import Record
from backend.views.course_title import course_title
from backend.views.form import Field, Filled
from backend.views.shell import Shell
from backend.views.stops import StopCard, stop_cards
from backend.views.wishes import WishCard, wish_cards, wish_form


class CoursePage(Struct, frozen=True, kw_only=True):
    """`fresh` is the id that a new wish will get, so that a form sent twice makes one; `meeting` what it is about."""

    shell: Shell
    title: str
    programme: str
    caseworker: str
    stops: tuple[StopCard, ...]
    wishes: tuple[WishCard, ...]
    wish_form: tuple[Field, ...]
    fresh: str
    meeting: str


def course_page(
    shell: Shell,
    record: Record,
    *,
    now: int,
    fresh: str,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> CoursePage:
    """The page at the instant `now`; `typed` and `problems` are those of the wish."""
    course = record.course
    following = next_of(record.meetings, now=now)
    filled = Filled(typed, problems)
    form = wish_form(filled, movable=following is not None)
    return CoursePage(
        shell=filled.shell(shell, form),
        title=course_title(record),
        programme=course.programme_title if course else "",
        caseworker=course.caseworker if course else "",
        stops=stop_cards(record, now=now),
        wishes=wish_cards(record),
        wish_form=form,
        fresh=fresh,
        meeting=following.id if following else "",
    )
