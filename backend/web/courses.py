"""A citizen's course: the wording and the contact rule it goes by, and moving it to others."""

from functools import partial

from litestar import Response, post
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY

from backend.commands import courses as commands
from backend.domain.contact_rule import load_rules
from backend.domain.course import moved
from backend.domain.errors import Invalid
from backend.domain.time import local_date
from backend.domain.wording import Difference, differences
from backend.store import courses
from backend.views.courses import Wordings, course_page
from backend.web.asked import Asked, Segment, show
from backend.web.followed import Followed, followed
from backend.web.forms import see_other, signed
from backend.web.guards import caseworker, user_of
from backend.web.services import Given, Services


@show("/borgere/{citizen:str}/forloeb", guards=[caseworker])
async def show_course(request: Asked, services: Given, citizen: Segment) -> Response[str]:
    """The course, and how today's wording differs."""
    return await _one(request, services, citizen)


@post("/borgere/{citizen:str}/forloeb/ordlyd", guards=[caseworker])
async def move_to(request: Asked, services: Given, citizen: Segment) -> Response[str] | Response[None]:
    """Move the course to the wording whose differences the page showed."""
    form = await signed(request, services)
    args = commands.MoveTo(version=form.get("version", ""))
    command = partial(commands.move_to, shelf=services.shelf)
    try:
        await services.carry_out("course.move-to", command, args, actor=user_of(request).person, citizen=citizen)
    except Invalid as error:
        return await _one(request, services, citizen, problems=error.fields)
    return see_other(request, f"/borgere/{citizen}/forloeb")


@post("/borgere/{citizen:str}/forloeb/skift", guards=[caseworker])
async def change(request: Asked, services: Given, citizen: Segment) -> Response[str] | Response[None]:
    """Change to another programme, with a reason."""
    form = await signed(request, services)
    args = commands.Change(programme=form.get("programme", ""), reason=form.get("reason", ""))
    command = partial(commands.change_programme, shelf=services.shelf)
    try:
        await services.carry_out("course.change", command, args, actor=user_of(request).person, citizen=citizen)
    except Invalid as error:
        return await _one(request, services, citizen, typed=form, problems=error.fields)
    return see_other(request, f"/borgere/{citizen}/forloeb")


async def _one(
    request: Asked,
    services: Services,
    citizen: str,
    *,
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> Response[str]:
    found = await followed(request, services, citizen)
    page = course_page(
        services.pages.shell(user_of(request), title=f"Forløb · {found.person.name}", place="citizens"),
        found.person,
        found.course,
        wordings=Wordings(found.programme, services.shelf.programmes, _changes(services, found)),
        rules=load_rules(),
        moves=await courses.moves(services.ground.db, citizen),
        typed=typed,
        problems=problems,
    )
    status = HTTP_422_UNPROCESSABLE_ENTITY if problems else HTTP_200_OK
    return services.pages.drawn("pages/citizen_course.html", page, status=status)


def _changes(services: Services, found: Followed) -> tuple[Difference, ...]:
    course = found.course
    today = services.shelf.programmes[course.programme]
    if today.version == course.programme_version:
        return ()
    after = moved(course, today, rules=load_rules(), today=local_date(services.ground.clock()))
    return differences(found.programme, today, line=course.line, new_line=after.line)
