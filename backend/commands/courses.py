"""Courses: moved to another wording of their programme, or to another programme; everything done stays."""

from msgspec import Struct

from backend.commands.write import Write
from backend.domain import course as rules
from backend.domain.contact_rule import load_rules
from backend.domain.course import Course
from backend.domain.errors import Invalid
from backend.domain.programme import Programme
from backend.domain.programmes import Shelf
from backend.store import programmes


class MoveTo(Struct, frozen=True, kw_only=True):
    """The wording, by its version, whose differences the caseworker has seen."""

    version: str


class Change(Struct, frozen=True, kw_only=True):
    """Another programme, in the wording, by its version, whose differences the caseworker has seen, and why."""

    programme: str
    version: str
    reason: str


async def move_to(write: Write, args: MoveTo, *, shelf: Shelf) -> None:
    """Move the course to today's wording of its programme. Raises Invalid, NotFound, Forbidden."""
    await write.must_follow()
    course = await _course(write)
    programme = shelf.programmes[course.programme]
    if args.version != programme.version:
        raise Invalid({"version": "Ordlyden er ændret, siden du så forskellene. Se dem igen her."})
    await _move(write, course, programme)


async def change_programme(write: Write, args: Change, *, shelf: Shelf) -> None:
    """Move the course to another programme; the audit keeps why. Raises Invalid, NotFound, Forbidden."""
    await write.must_follow()
    course = await _course(write)
    programme, reason = rules.check_change(
        args.programme, args.reason, seen=args.version, course=course, programmes=shelf.programmes
    )
    await _move(write, course, programme, why=reason)


async def _course(write: Write) -> Course:
    return await write.record.get(Course, write.record.citizen)


async def _move(write: Write, course: Course, programme: Programme, *, why: str = "") -> None:
    await programmes.keep(programme)
    after = rules.moved(course, programme, rules=load_rules(), today=write.today)
    if after != course:
        await write.put(after, before=course, why=why)
