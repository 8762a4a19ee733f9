"""A citizen's course: the wording and the contact rule it goes by, and moving it to others."""

from functools import partial

from litestar import Response, post

from backend.commands import courses as commands
from backend.domain.contact_rule import load_rules
from backend.domain.course import moved, rolled
from backend.domain.errors import Invalid
from backend.domain.programme import Programme
from backend.domain.time import local_date
from backend.domain.wording import Side, differences
from backend.store import courses
from backend.views.booking import missing_joint
from backend.views.citizen_course import CitizenCoursePage, Wordings, citizen_course_page
from backend.views.moving import Moving, moving
from backend.views.shell import Shell
from backend.web.asked import Asked, Segment, show
from backend.web.followed import Followed, about
from backend.web.forms import see_other, signed
from backend.web.guards import caseworker, user_of
from backend.web.services import Given, Services


@show("/borgere/{citizen:str}/forloeb", guards=[caseworker])
async def show_citizen_course(request: Asked, services: Given, citizen: Segment) -> Response[str]:
    """The course, how today's wording differs, and what a programme that is looked at would change."""
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
    """Change to the programme whose differences the page showed, with a reason."""
    form = await signed(request, services)
    args = commands.Change(**{name: form.get(name, "") for name in commands.Change.__struct_fields__})
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
    wanted = (typed or {}).get("programme") or request.query_params.get("programme", "")

    async def page(shell: Shell, found: Followed) -> CitizenCoursePage:
        return citizen_course_page(
            shell,
            found.person,
            found.course,
            wordings=_wordings(services, found, wanted=wanted),
            moves=await courses.moves(services.ground.db, citizen),
            missing_joint=missing_joint(found.record, found.programme),
            typed=typed,
            problems=problems,
        )

    return await about(request, services, citizen, "pages/citizen_course.html", page, title="Forløb", problems=problems)


def _wordings(services: Services, found: Followed, *, wanted: str) -> Wordings:
    programmes = services.shelf.programmes
    course, today = found.course, local_date(services.ground.clock())
    newest, other = programmes[course.programme], programmes.get(wanted)
    return Wordings(
        own=found.programme,
        programmes=programmes,
        newer=_moving(found, newest, today=today) if newest.version != course.programme_version else None,
        other=_moving(found, other, today=today) if other and other.ref != course.programme else None,
    )


def _moving(found: Followed, programme: Programme, *, today: str) -> Moving:
    by_id = {rule.id: rule for rule in load_rules()}
    before = rolled(found.course, found.programme, today=today)
    after = moved(before, programme, rules=load_rules(), today=today)
    changes = differences(
        Side(found.programme, before, by_id.get(before.contact_rule)),
        Side(programme, after, by_id.get(after.contact_rule)),
    )
    return moving(found.record, programme, after=after, changes=changes, today=today)
