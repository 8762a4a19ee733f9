"""A citizen as the caseworker who asks may see them: who it is, the record, the wording that the course goes by."""

from typing import NamedTuple

from backend.domain import access
from backend.domain.course import Course
from backend.domain.errors import NotFound
from backend.domain.people import Person
from backend.domain.programme import Programme
from backend.domain.record import Record
from backend.store import courses, people, programmes
from backend.store import record as records
from backend.web.asked import Asked
from backend.web.guards import user_of
from backend.web.services import Services


class Followed(NamedTuple):
    """All that a caseworker's page about one citizen is drawn from."""

    person: Person
    record: Record
    course: Course
    programme: Programme


async def followed(request: Asked, services: Services, citizen: str) -> Followed:
    """The citizen of that id. Raises Forbidden unless the one who asks follows them, NotFound without a course."""
    access.must_follow(user_of(request).person, followed_by=await courses.followers(citizen))
    person = await people.find(citizen)
    record = await records.read_shared(services.ground.db, citizen)
    if person is None or record.course is None:
        raise NotFound("Borgeren findes ikke.")
    return Followed(person, record, record.course, await programmes.of_course(record.course, shelf=services.shelf))
