"""«Praktik og uddannelse»: planned, started and ended by a caseworker, read by the citizen."""

from litestar import Response, post

from backend.commands import placements as commands
from backend.domain.errors import Invalid
from backend.domain.placement import Plan
from backend.store import record as records
from backend.views.placements import CitizenPlacementsPage, citizen_placements_page, placements_page
from backend.views.shell import Shell
from backend.web.asked import Asked, Segment, show
from backend.web.followed import Followed, about, fresh_or_sent
from backend.web.forms import see_other, signed
from backend.web.guards import caseworker, citizen, user_of
from backend.web.services import Given, Services

TITLE = "Praktik og uddannelse"


@show("/praktik", guards=[citizen])
async def show_placements(request: Asked, services: Given) -> Response[str]:
    """Everything planned, running and ended."""
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    shell = services.pages.shell(user, title=TITLE, place="more")
    return services.pages.drawn("pages/placements.html", placements_page(shell, record))


@show("/borgere/{citizen:str}/praktik", guards=[caseworker])
async def show_citizen_placements(request: Asked, services: Given, citizen: Segment) -> Response[str]:
    """The same with the forms."""
    return await _all(request, services, citizen)


@post("/borgere/{citizen:str}/praktik", guards=[caseworker])
async def plan(request: Asked, services: Given, citizen: Segment) -> Response[str] | Response[None]:
    """Plan one; the same form sent twice plans one."""
    form = await signed(request, services)
    wish = Plan(**{name: form.get(name, "") for name in Plan.__struct_fields__})
    args = commands.Make(id=form.get("id", ""), plan=wish)
    try:
        await services.carry_out("placement.plan", commands.plan, args, actor=user_of(request).person, citizen=citizen)
    except Invalid as error:
        return await _all(request, services, citizen, typed=form, problems=error.fields)
    return see_other(request, f"/borgere/{citizen}/praktik#p-{args.id}")


@post("/borgere/{citizen:str}/praktik/{placement:str}/begyndt", guards=[caseworker])
async def start(request: Asked, services: Given, citizen: Segment, placement: Segment) -> Response[None]:
    """It has begun."""
    await signed(request, services)
    args = commands.Start(placement=placement)
    await services.carry_out("placement.start", commands.start, args, actor=user_of(request).person, citizen=citizen)
    return see_other(request, f"/borgere/{citizen}/praktik#p-{placement}")


@post("/borgere/{citizen:str}/praktik/{placement:str}", guards=[caseworker])
async def end(request: Asked, services: Given, citizen: Segment, placement: Segment) -> Response[str] | Response[None]:
    """It is over: what it led to, and what it gave."""
    form = await signed(request, services)
    args = commands.End(placement=placement, led_to=form.get("led_to", ""), gave=form.get("gave", ""))
    try:
        await services.carry_out("placement.end", commands.end, args, actor=user_of(request).person, citizen=citizen)
    except Invalid as error:
        return await _all(request, services, citizen, placement=placement, typed=form, problems=error.fields)
    return see_other(request, f"/borgere/{citizen}/praktik#p-{placement}")


async def _all(
    request: Asked,
    services: Services,
    citizen: str,
    *,
    placement: str = "",
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> Response[str]:
    async def page(shell: Shell, found: Followed) -> CitizenPlacementsPage:
        return citizen_placements_page(
            shell,
            found.person,
            found.record,
            fresh=fresh_or_sent(services, typed),
            placement=placement,
            typed=typed,
            problems=problems,
        )

    return await about(
        request, services, citizen, "pages/citizen_placements.html", page, title=TITLE, problems=problems
    )
