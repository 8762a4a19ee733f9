"""«Krav til jobsøgning»: set and ended by a caseworker, read by the citizen, and how it is filled in for both."""

from litestar import Response, post

from backend.commands import requirements as commands
from backend.domain.agreed import Agreed, Ending
from backend.domain.errors import Invalid
from backend.store import record as records
from backend.views.agreed import TICK
from backend.views.requirements import CitizenRequirementPage, OpenForm, citizen_requirement_page, requirement_page
from backend.views.shell import Shell
from backend.web.asked import Asked, Segment, show
from backend.web.followed import Followed, about, fresh_or_sent
from backend.web.forms import see_other, signed
from backend.web.guards import caseworker, citizen, user_of
from backend.web.services import Given, Services

TITLE = "Krav til jobsøgning"


@show("/krav", guards=[citizen])
async def show_requirement(request: Asked, services: Given) -> Response[str]:
    """What was agreed, what counts, and how it went before."""
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    page = requirement_page(
        services.pages.shell(user, title=TITLE, place="joblog"), record, now=services.ground.clock()
    )
    return services.pages.drawn("pages/requirement.html", page)


@show("/borgere/{citizen:str}/krav", guards=[caseworker])
async def show_citizen_requirement(request: Asked, services: Given, citizen: Segment) -> Response[str]:
    """The same with the forms to set and to end it."""
    return await _one(request, services, citizen)


@post("/borgere/{citizen:str}/krav", guards=[caseworker])
async def agree(request: Asked, services: Given, citizen: Segment) -> Response[str] | Response[None]:
    """Set a requirement; the same form sent twice sets it once."""
    form = await signed(request, services)
    args = commands.Set(id=form.get("id", ""), agreed=_agreed(form))
    actor = user_of(request).person
    try:
        await services.carry_out("requirement.set", commands.agree, args, actor=actor, citizen=citizen)
    except Invalid as error:
        return await _one(request, services, citizen, open_form="agree", typed=form, problems=error.fields)
    return see_other(request, f"/borgere/{citizen}/krav")


@post("/borgere/{citizen:str}/krav/slut", guards=[caseworker])
async def end(request: Asked, services: Given, citizen: Segment) -> Response[str] | Response[None]:
    """Ask for nothing from a day on."""
    form = await signed(request, services)
    args = commands.End(id=form.get("id", ""), ending=Ending(since=form.get("since", ""), note=form.get("note", "")))
    actor = user_of(request).person
    try:
        await services.carry_out("requirement.end", commands.end, args, actor=actor, citizen=citizen)
    except Invalid as error:
        return await _one(request, services, citizen, open_form="end", typed=form, problems=error.fields)
    return see_other(request, f"/borgere/{citizen}/krav")


def _agreed(form: dict[str, str]) -> Agreed:
    return Agreed(
        since=form.get("since", ""),
        number=form.get("number", ""),
        period=form.get("period", ""),
        channels=tuple(name.removeprefix(TICK) for name in form if name.startswith(TICK)),
        fields=form.get("fields", ""),
        geography=form.get("geography", ""),
        uploads=form.get("uploads", ""),
        note=form.get("note", ""),
    )


async def _one(
    request: Asked,
    services: Services,
    citizen: str,
    *,
    open_form: OpenForm = "",
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> Response[str]:
    async def page(shell: Shell, found: Followed) -> CitizenRequirementPage:
        return citizen_requirement_page(
            shell,
            found.person,
            found.record,
            now=services.ground.clock(),
            fresh=fresh_or_sent(services, typed),
            open_form=open_form,
            typed=typed,
            problems=problems,
        )

    return await about(
        request, services, citizen, "pages/citizen_requirement.html", page, title=TITLE, problems=problems
    )
