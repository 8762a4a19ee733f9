"""A citizen as the caseworker who asks may see them, and the pages about one, drawn again with what is wrong."""

from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from litestar import Response
from msgspec import Struct

from backend.domain import access
from backend.domain.agreement import Party
from backend.domain.course import Course
from backend.domain.errors import NotFound
from backend.domain.people import Person
from backend.domain.programme import Programme
from backend.domain.record import Record
from backend.store import courses, people, programmes
from backend.store import record as records
from backend.views.shell import Shell
from backend.web.asked import Asked
from backend.web.guards import user_of
from backend.web.services import Services


class Followed(NamedTuple):
    """All that a caseworker's page about one citizen is drawn from; `side` is the one that the caseworker is on."""

    person: Person
    record: Record
    course: Course
    programme: Programme
    side: Party


async def followed(request: Asked, services: Services, citizen: str) -> Followed:
    """The citizen of that id. Raises Forbidden unless the one who asks follows them, NotFound without a course."""
    caseworker, sides = user_of(request).person, await courses.sides(citizen)
    access.must_follow(caseworker, followed_by=frozenset(sides))
    person = await people.find(citizen)
    record = await records.read_shared(services.ground.db, citizen)
    if person is None or record.course is None:
        raise NotFound("Borgeren findes ikke.")
    programme = await programmes.of_course(record.course, shelf=services.shelf)
    return Followed(person, record, record.course, programme, sides[caseworker.organisation])


Drawing = Callable[[Shell, Followed], Awaitable[Struct]]
"""Makes a page about a citizen from its frame and all that is known of them."""


async def about(
    request: Asked,
    services: Services,
    citizen: str,
    template: str,
    drawing: Drawing,
    *,
    title: str = "",
    problems: Mapping[str, str] | None = None,
) -> Response[str]:
    """A caseworker's page about one citizen; 422 with the `problems` of a form of it. Raises as `followed` does."""
    found = await followed(request, services, citizen)
    name = found.person.name
    heading = f"{title} · {name}" if title else name
    shell = services.pages.shell(user_of(request), title=heading, place="citizens")
    return services.pages.with_form(template, await drawing(shell, found), problems=problems)


def fresh_or_sent(services: Services, typed: Mapping[str, str] | None) -> str:
    """The id of what a form makes: the one that it was sent with, so that it stays the same when it is sent again."""
    return (typed or {}).get("id") or services.ground.fresh_id()
