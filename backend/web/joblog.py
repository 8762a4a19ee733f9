"""«Joblog»: the citizen's own list of what was applied for or is to be, and writing a new one in."""

from litestar import Response, post

from backend.commands import joblog as commands
from backend.domain.errors import Invalid
from backend.domain.joblog import FIELDS
from backend.domain.repeat import must_be_new
from backend.domain.time import local_date
from backend.store import record as records
from backend.views.entry import new_page
from backend.views.joblog import joblog_page
from backend.web.asked import Asked, show
from backend.web.forms import see_other, signed
from backend.web.guards import citizen, user_of
from backend.web.services import Given, Services


@show("/joblog", guards=[citizen])
async def show_joblog(request: Asked, services: Given) -> Response[str]:
    """What the address asks for: all entries by week, newest first, or those that are looked for."""
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    shell = services.pages.shell(user, title="Joblog", place="joblog")
    page = joblog_page(shell, record, now=services.ground.clock(), query=dict(request.query_params))
    return services.pages.drawn("pages/joblog.html", page)


@show("/joblog/ny", guards=[citizen])
async def show_new(request: Asked, services: Given) -> Response[str]:
    """The form of a new entry, with what the address says of it."""
    return await _form(request, services, services.ground.fresh_id(), typed=dict(request.query_params))


@post("/joblog", guards=[citizen])
async def add(request: Asked, services: Given) -> Response[str] | Response[None]:
    """Write an own entry; the same form sent twice makes one. One tap sends no date and means today."""
    form = await signed(request, services)
    person = user_of(request).person
    entry = form.get("id", "")
    form.setdefault("applied_on", local_date(services.ground.clock()))
    fields = {name: form.get(name, "") for name in FIELDS}
    args = commands.Add(id=entry, status=form.get("status") or "applied", **fields)
    try:
        must_be_new(form, await records.read(services.ground.db, person.id), id=entry)
        await services.carry_out("joblog.add", commands.add, args, actor=person, citizen=person.id)
    except Invalid as error:
        return await _form(request, services, entry, typed=form, problems=error.fields)
    return see_other(request, f"/joblog?entry={entry}#e-{entry}")


async def _form(
    request: Asked, services: Services, entry: str, *, typed: dict[str, str], problems: dict[str, str] | None = None
) -> Response[str]:
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    shell = services.pages.shell(user, title="Joblog", place="joblog")
    page = new_page(shell, record, id=entry, now=services.ground.clock(), typed=typed, problems=problems)
    return services.pages.with_form("pages/entry.html", page, problems=problems)
