"""«Job»: what the citizen does with the jobs handed out."""

from litestar import Response, post

from backend.commands import joblog as joblog_commands
from backend.commands import jobs as commands
from backend.domain.errors import Invalid, NotFound
from backend.domain.record import Record
from backend.domain.time import local_date
from backend.store import record as records
from backend.views.jobs import job_page, jobs_page
from backend.web.asked import Asked, Segment, show
from backend.web.forms import see_other, signed
from backend.web.guards import citizen, user_of
from backend.web.services import Given, Services


@show("/job", guards=[citizen])
async def show_jobs(request: Asked, services: Given) -> Response[str]:
    """All jobs handed out: still to do, applied for, set aside."""
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    shell = services.pages.shell(user, title="Job", place="jobs")
    return services.pages.drawn("pages/jobs.html", jobs_page(shell, record, now=services.ground.clock()))


@show("/job/{job:str}", guards=[citizen])
async def show_job(request: Asked, services: Given, job: Segment) -> Response[str]:
    """One job with its forms."""
    return await _one(request, services, job)


@post("/job/{job:str}/soegt", guards=[citizen])
async def apply(request: Asked, services: Given, job: Segment) -> Response[str] | Response[None]:
    """«Jeg har søgt»: one tap sends no fields and means today, an advertised job, no note."""
    form = await signed(request, services)
    person = user_of(request).person
    args = commands.Apply(
        id=services.ground.fresh_id(),
        job=job,
        applied_on=form.get("applied_on") or local_date(services.ground.clock()),
        channel=form.get("channel") or "posted",
        note=form.get("note", ""),
    )
    try:
        await services.carry_out("job.apply", commands.apply, args, actor=person, citizen=person.id)
    except Invalid as error:
        return await _one(request, services, job, typed=form, problems=error.fields)
    return see_other(request, f"/job#j-{job}")


@post("/job/{job:str}/fortryd", guards=[citizen])
async def undo(request: Asked, services: Given, job: Segment) -> Response[None]:
    """«Fortryd»: the joblog entry of the job goes away again."""
    form = await signed(request, services)
    person = user_of(request).person
    args = joblog_commands.Remove(id=form.get("entry", ""))
    await services.carry_out("joblog.remove", joblog_commands.remove, args, actor=person, citizen=person.id)
    await services.let_files_go(person.id)
    return see_other(request, f"/job#j-{job}")


@post("/job/{job:str}/ikke-relevant", guards=[citizen])
async def decline(request: Asked, services: Given, job: Segment) -> Response[str] | Response[None]:
    """«Ikke relevant», with a reason for the caseworker."""
    form = await signed(request, services)
    person = user_of(request).person
    args = commands.Decline(job=job, reason=form.get("reason", ""))
    try:
        await services.carry_out("job.decline", commands.decline, args, actor=person, citizen=person.id)
    except Invalid as error:
        return await _one(request, services, job, typed=form, problems=error.fields)
    return see_other(request, f"/job#j-{job}")


@post("/job/{job:str}/genaabn", guards=[citizen])
async def reopen(request: Asked, services: Given, job: Segment) -> Response[None]:
    """Takes «Ikke relevant» back."""
    await signed(request, services)
    person = user_of(request).person
    args = commands.Reopen(job=job)
    await services.carry_out("job.reopen", commands.reopen, args, actor=person, citizen=person.id)
    return see_other(request, f"/job#j-{job}")


async def _one(
    request: Asked,
    services: Services,
    job: str,
    *,
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> Response[str]:
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    _must_hold(record, job)
    shell = services.pages.shell(user, title="Job", place="jobs")
    page = job_page(shell, record, job=job, now=services.ground.clock(), typed=typed, problems=problems)
    return services.pages.with_form("pages/job.html", page, problems=problems)


def _must_hold(record: Record, job: str) -> None:
    if not any(each.id == job for each in record.jobs):
        raise NotFound("Jobbet findes ikke på din liste.")
