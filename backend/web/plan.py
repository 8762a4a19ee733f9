"""«Min Plan»: for the citizen, who keeps the CV point in it, and the caseworker; on the screen and as a PDF file."""

from litestar import Response, post

from backend.commands import cv as commands
from backend.domain.errors import Invalid
from backend.domain.record import Record
from backend.domain.time import local_date
from backend.store import record as records
from backend.views.plan import citizen_plan_page, plan_of, plan_page
from backend.views.plan_paper import plan_paper
from backend.web.asked import Asked, Segment, show
from backend.web.followed import followed
from backend.web.forms import see_other, signed
from backend.web.guards import caseworker, citizen, user_of
from backend.web.papers import handed_over
from backend.web.services import Given, Services

FILE = "min-plan"


@show("/plan", guards=[citizen])
async def show_plan(request: Asked, services: Given) -> Response[str]:
    """The citizen's own plan."""
    return await _own(request, services)


@show("/plan.pdf", guards=[citizen])
async def show_plan_file(request: Asked, services: Given) -> Response[bytes]:
    """The same to take along."""
    person = user_of(request).person
    record = await records.read(services.ground.db, person.id)
    return await _file(services, record, name=person.name)


@show("/borgere/{citizen:str}/plan", guards=[caseworker])
async def show_citizen_plan(request: Asked, services: Given, citizen: Segment) -> Response[str]:
    """A citizen's plan."""
    found = await followed(request, services, citizen)
    shell = services.pages.shell(user_of(request), title=f"Min Plan · {found.person.name}", place="citizens")
    page = citizen_plan_page(shell, found.person, found.record, side=found.side, now=services.ground.clock())
    return services.pages.drawn("pages/citizen_plan.html", page)


@show("/borgere/{citizen:str}/plan.pdf", guards=[caseworker])
async def show_citizen_plan_file(request: Asked, services: Given, citizen: Segment) -> Response[bytes]:
    """The same to print or send."""
    found = await followed(request, services, citizen)
    return await _file(services, found.record, name=found.person.name)


@post("/plan/cv", guards=[citizen])
async def check(request: Asked, services: Given) -> Response[None]:
    """A part of the CV is gone through, or not after all."""
    form = await signed(request, services)
    person = user_of(request).person
    args = commands.Check(**{name: form.get(name, "") for name in commands.Check.__struct_fields__})
    await services.carry_out("cv.check", commands.check, args, actor=person, citizen=person.id)
    return see_other(request, "/plan#cv")


@post("/plan/cv/note", guards=[citizen])
async def annotate(request: Asked, services: Given) -> Response[str] | Response[None]:
    """What is to be said of the CV, and where it is."""
    form = await signed(request, services)
    person = user_of(request).person
    args = commands.Annotate(**{name: form.get(name, "") for name in commands.Annotate.__struct_fields__})
    try:
        await services.carry_out("cv.annotate", commands.annotate, args, actor=person, citizen=person.id)
    except Invalid as error:
        return await _own(request, services, typed=form, problems=error.fields)
    return see_other(request, "/plan#cv")


async def _own(
    request: Asked, services: Services, *, typed: dict[str, str] | None = None, problems: dict[str, str] | None = None
) -> Response[str]:
    user = user_of(request)
    page = plan_page(
        services.pages.shell(user, title="Min Plan", place="more"),
        await records.read(services.ground.db, user.person.id),
        name=user.person.name,
        now=services.ground.clock(),
        fresh=services.ground.fresh_id(),
        typed=typed,
        problems=problems,
    )
    return services.pages.with_form("pages/plan.html", page, problems=problems)


async def _file(services: Services, record: Record, *, name: str) -> Response[bytes]:
    now = services.ground.clock()
    paper = plan_paper(plan_of(record, now=now), name=name, today=local_date(now))
    return await handed_over(services, paper, name=FILE)
