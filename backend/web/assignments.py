"""«Opgaver»: the citizen's homework."""

from litestar import Response, post
from msgspec import structs

from backend.commands import assignments as commands
from backend.commands.write import Overwritten
from backend.domain.errors import Invalid
from backend.store import record as records
from backend.views.assignments import assignments_page, note_field
from backend.views.form import BLANK
from backend.views.overwrote import overwrote_sentence
from backend.web.asked import Asked, Segment, show
from backend.web.forms import see_other, signed, whole_number
from backend.web.guards import citizen, user_of
from backend.web.services import Given, Services


@show("/opgaver", guards=[citizen])
async def show_assignments(request: Asked, services: Given) -> Response[str]:
    """All homework: still to do, finished."""
    return await _all(request, services)


@post("/opgaver/{assignment:str}", guards=[citizen])
async def complete(request: Asked, services: Given, assignment: Segment) -> Response[None]:
    """«Færdig», or not after all."""
    form = await signed(request, services)
    person = user_of(request).person
    args = commands.Complete(assignment=assignment, done=form.get("done") == "1")
    await services.carry_out("assignment.complete", commands.complete, args, actor=person, citizen=person.id)
    return see_other(request, f"/opgaver#a-{assignment}")


@post("/opgaver/{assignment:str}/note", guards=[citizen])
async def annotate(request: Asked, services: Given, assignment: Segment) -> Response[str] | Response[None]:
    """A note to the caseworker."""
    form = await signed(request, services)
    person = user_of(request).person
    args = commands.Annotate(
        assignment=assignment,
        note=form.get("note", ""),
        based_on=whole_number(form.get("version", "")),
        was=form.get("was-note"),
    )
    try:
        overwrote = await services.carry_out(
            "assignment.annotate", commands.annotate, args, actor=person, citizen=person.id
        )
    except Invalid as error:
        return await _all(request, services, assignment=assignment, typed=form, problems=error.fields)
    if overwrote:
        return await _all(request, services, overwrote=overwrote)
    return see_other(request, f"/opgaver#a-{assignment}")


async def _all(
    request: Asked,
    services: Services,
    *,
    assignment: str = "",
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
    overwrote: Overwritten | None = None,
) -> Response[str]:
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    shell = services.pages.shell(user, title="Opgaver", place="assignments")
    page = assignments_page(
        shell, record, now=services.ground.clock(), assignment=assignment, typed=typed, problems=problems
    )
    if overwrote:
        told = structs.replace(shell, flash=overwrote_sentence([note_field(BLANK, "")], overwrote))
        page = structs.replace(page, shell=told)
    return services.pages.with_form("pages/assignments.html", page, problems=problems)
