"""Every wording of a programme that a course has begun with: courses keep theirs when the files move on."""

import msgspec

from backend.domain.course import Course
from backend.domain.programme import Programme
from backend.domain.programmes import Shelf
from backend.store import tables
from backend.store.driver import StoreError


class Reworded(StoreError):
    """A programme file has been changed without a new version: courses that began with it would be rewritten."""


def key(ref: str, version: str) -> str:
    """What a wording is kept under."""
    return f"{ref}/{version}"


async def keep(programme: Programme) -> None:
    """Keep this wording. Raises Reworded when another is kept under the same version."""
    row = tables.Programme
    its = key(programme.ref, programme.version)
    body = msgspec.json.encode(programme).decode()
    found = await row.select(row.body).where(row.id == its).first()
    if found is None:
        await row.insert(row(id=its, body=body)).on_conflict(target=row.id, action="DO NOTHING")
    elif msgspec.json.decode(found["body"], type=Programme) != programme:
        raise Reworded(
            f"programme {programme.ref} was changed, but its version is still {programme.version}: give it a new one"
        )


async def of_course(course: Course, *, shelf: Shelf) -> Programme:
    """The wording that the course began with; today's for one that began before wordings were kept."""
    today = shelf.programmes[course.programme]
    if course.programme_version in {"", today.version}:
        return today
    row = tables.Programme
    found = await row.select(row.body).where(row.id == key(course.programme, course.programme_version)).first()
    if found is None:
        raise StoreError(f"programme {course.programme} {course.programme_version} is not in the data base")
    return msgspec.json.decode(found["body"], type=Programme)
