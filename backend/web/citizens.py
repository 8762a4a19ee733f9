"""«Mine borgere»: whom a caseworker follows, one citizen's page, and what is handed out there."""

from litestar import Response, post

from backend.commands import assignments, jobs
from backend.domain.assignment import Homework
from backend.domain.dates import first_of_month, monday_of
from backend.domain.errors import Invalid
from backend.domain.job import Offer
from backend.domain.requirement import count
from backend.domain.time import local_date
from backend.store import courses, deliveries, requirements
from backend.views.citizens import CitizenPage, OpenForm, citizen_page, citizens_page
from backend.views.joblog import At
from backend.views.shell import Shell
from backend.web.asked import Asked, Segment, show
from backend.web.followed import Followed, about, fresh_or_sent
from backend.web.forms import OF_THE_TIME, see_other, signed
from backend.web.guards import caseworker, user_of
from backend.web.services import Given, Services


@show("/borgere", guards=[caseworker])
async def show_citizens(request: Asked, services: Given) -> Response[str]:
    """Everyone this caseworker follows."""
    user = user_of(request)
    now = services.ground.clock()
    today = local_date(now)
    standings = await courses.standings(
        services.ground.db, user.person.id, now=now, today=today, monday=monday_of(today)
    )
    since = min(monday_of(today), first_of_month(today))
    searches = await requirements.searches(services.ground.db, user.person.id, since=since)
    counts = {citizen: count(*search, today=today) for citizen, search in searches.items()}
    shell = services.pages.shell(user, title="Mine borgere", place="citizens")
    return services.pages.drawn("pages/citizens.html", citizens_page(shell, standings, counts))


@show("/borgere/{citizen:str}", guards=[caseworker])
async def show_citizen(request: Asked, services: Given, citizen: Segment) -> Response[str]:
    """One citizen, as the citizen sees it, and the forms to hand out."""
    return await one_citizen(request, services, citizen)


@post("/borgere/{citizen:str}/job", guards=[caseworker])
async def hand_out(request: Asked, services: Given, citizen: Segment) -> Response[str] | Response[None]:
    """Hand out a job; the same form sent twice makes one."""
    form = await signed(request, services)
    offer = Offer(**{name: form.get(name, "") for name in Offer.__struct_fields__})
    args = jobs.HandOut(id=form.get("id", ""), offer=offer)
    try:
        await services.carry_out("job.hand-out", jobs.hand_out, args, actor=user_of(request).person, citizen=citizen)
    except Invalid as error:
        return await one_citizen(request, services, citizen, open_form="job", typed=form, problems=error.fields)
    return see_other(request, f"/borgere/{citizen}#j-{args.id}")


@post("/borgere/{citizen:str}/job/{job:str}/tilbage", guards=[caseworker])
async def withdraw(request: Asked, services: Given, citizen: Segment, job: Segment) -> Response[None]:
    """Take a job back."""
    await signed(request, services)
    args = jobs.Withdraw(job=job)
    await services.carry_out("job.withdraw", jobs.withdraw, args, actor=user_of(request).person, citizen=citizen)
    return see_other(request, f"/borgere/{citizen}#j-{job}")


@post("/borgere/{citizen:str}/opgave", guards=[caseworker])
async def give(request: Asked, services: Given, citizen: Segment) -> Response[str] | Response[None]:
    """Give homework; the same form sent twice gives it once."""
    form = await signed(request, services)
    homework = Homework(**{name: form.get(name, "") for name in Homework.__struct_fields__})
    args = assignments.Give(id=form.get("id", ""), homework=homework)
    actor = user_of(request).person
    try:
        await services.carry_out("assignment.give", assignments.give, args, actor=actor, citizen=citizen)
    except Invalid as error:
        return await one_citizen(request, services, citizen, open_form="assignment", typed=form, problems=error.fields)
    return see_other(request, f"/borgere/{citizen}#a-{args.id}")


async def one_citizen(
    request: Asked,
    services: Services,
    citizen: str,
    *,
    open_form: OpenForm = "",
    row: str = "",
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> Response[str]:
    """One citizen's page; `typed` and `problems` are those of the form `open_form`, about the row `row`."""
    now = services.ground.clock()
    query = request.query_params
    if not open_form and (chosen := {name: query[name] for name in OF_THE_TIME if name in query}):
        open_form, typed = "meeting", chosen
    # A yes to another day leads to the form that moves the meeting.
    moving = "" if open_form else query.get("flyt", "")

    async def page(shell: Shell, found: Followed) -> CitizenPage:
        return citizen_page(
            shell,
            found.person,
            found.record,
            programme=found.programme,
            now=now,
            fresh=fresh_or_sent(services, typed),
            told=await deliveries.of_meetings(services.ground.db, citizen, now=now),
            open_form="move" if moving else open_form,
            about=moving or row,
            wanted=query.get("samtale", ""),
            day=query.get("dag", "") if moving else "",
            log_at=At(page=query.get("joblog", ""), entry=query.get("entry", "")),
            typed=typed,
            problems=problems,
        )

    return await about(request, services, citizen, "pages/citizen.html", page, problems=problems)
