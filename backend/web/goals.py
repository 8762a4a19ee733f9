"""«Dine jobmål»: the citizen's goals A, B and C."""

from litestar import Response, post

from backend.commands import goals as commands
from backend.domain.errors import Invalid
from backend.domain.time import local_date
from backend.store import record as records
from backend.views.goals import OpenForm, goals_page
from backend.web.asked import Asked, Segment, show
from backend.web.forms import see_other, signed
from backend.web.guards import citizen, user_of
from backend.web.services import Given, Services


@show("/maal", guards=[citizen])
async def show_goals(request: Asked, services: Given) -> Response[str]:
    """The three places, what came of each goal, and those before."""
    return await _all(request, services)


@post("/maal/{goal:str}", guards=[citizen])
async def set_goal(request: Asked, services: Given, goal: Segment) -> Response[str] | Response[None]:
    """A goal, new or in other words; the same form sent twice makes one."""
    form = await signed(request, services)
    person = user_of(request).person
    letter = form.get("letter", "")
    args = commands.Set(
        id=goal,
        letter=letter,
        occupation=form.get("occupation", ""),
        term=form.get("term", ""),
        on=_today(services),
    )
    try:
        await services.carry_out("goal.set", commands.set_goal, args, actor=person, citizen=person.id)
    except Invalid as error:
        return await _all(request, services, letter=letter, open_form="set", typed=form, problems=error.fields)
    return see_other(request, f"/maal#maal-{letter}")


@post("/maal/{goal:str}/flyt", guards=[citizen])
async def move(request: Asked, services: Given, goal: Segment) -> Response[str] | Response[None]:
    """Another place for a goal."""
    form = await signed(request, services)
    person = user_of(request).person
    args = commands.Move(
        goal=goal,
        to=form.get("to", ""),
        why=form.get("why", ""),
        id=form.get("id", ""),
        other=form.get("other", ""),
        on=_today(services),
    )
    try:
        await services.carry_out("goal.move", commands.move, args, actor=person, citizen=person.id)
    except Invalid as error:
        return await _all(
            request, services, letter=form.get("letter", ""), open_form="move", typed=form, problems=error.fields
        )
    return see_other(request, f"/maal#maal-{args.to}")


@post("/maal/{goal:str}/slut", guards=[citizen])
async def end(request: Asked, services: Given, goal: Segment) -> Response[str] | Response[None]:
    """No goal any more."""
    form = await signed(request, services)
    person = user_of(request).person
    args = commands.End(goal=goal, why=form.get("why", ""), on=_today(services))
    try:
        await services.carry_out("goal.end", commands.end, args, actor=person, citizen=person.id)
    except Invalid as error:
        return await _all(
            request, services, letter=form.get("letter", ""), open_form="end", typed=form, problems=error.fields
        )
    return see_other(request, "/maal#foer")


def _today(services: Services) -> str:
    return local_date(services.ground.clock())


async def _all(
    request: Asked,
    services: Services,
    *,
    letter: str = "",
    open_form: OpenForm = "",
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> Response[str]:
    user = user_of(request)
    page = goals_page(
        services.pages.shell(user, title="Dine jobmål", place="more"),
        await records.read(services.ground.db, user.person.id),
        fresh=services.ground.fresh_id(),
        other=services.ground.fresh_id(),
        letter=letter,
        open_form=open_form,
        typed=typed,
        problems=problems,
    )
    return services.pages.with_form("pages/goals.html", page, problems=problems)
