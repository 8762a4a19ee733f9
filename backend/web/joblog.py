"""«Joblog»: the citizen's own list of what was applied for."""

from litestar import Response, post
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY

from backend.commands import joblog as commands
from backend.domain.errors import Invalid, NotFound
from backend.domain.joblog import FIELDS, changed
from backend.store import record as records
from backend.views.joblog import entry_page, joblog_page
from backend.web.asked import Asked, Segment, show
from backend.web.forms import see_other, signed, whole_number
from backend.web.guards import citizen, user_of
from backend.web.services import Given, Services


@show("/joblog", guards=[citizen])
async def show_joblog(request: Asked, services: Given) -> Response[str]:
    """All entries by week, newest first."""
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    shell = services.pages.shell(user, title="Joblog", place="joblog")
    return services.pages.drawn("pages/joblog.html", joblog_page(shell, record, now=services.ground.clock()))


@show("/joblog/ny", guards=[citizen])
async def show_new(request: Asked, services: Given) -> Response[str]:
    """The empty form."""
    return await _form(request, services, services.ground.fresh_id(), is_new=True)


@show("/joblog/{entry:str}", guards=[citizen])
async def show_entry(request: Asked, services: Given, entry: Segment) -> Response[str]:
    """The form of one entry."""
    return await _form(request, services, entry)


@post("/joblog", guards=[citizen])
async def add(request: Asked, services: Given) -> Response[str] | Response[None]:
    """Write an own entry; the same form sent twice makes one."""
    form = await signed(request, services)
    person = user_of(request).person
    entry = form.get("id", "")
    fields = {name: form.get(name, "") for name in FIELDS}
    args = commands.Add(id=entry, status=form.get("status") or "applied", **fields)
    try:
        await services.carry_out("joblog.add", commands.add, args, actor=person, citizen=person.id)
    except Invalid as error:
        return await _form(request, services, entry, is_new=True, typed=form, problems=error.fields)
    return see_other(request, f"/joblog#e-{entry}")


@post("/joblog/{entry:str}", guards=[citizen])
async def edit(request: Asked, services: Given, entry: Segment) -> Response[str] | Response[None]:
    """Change an entry; fields left as they were are not part of the change."""
    form = await signed(request, services)
    person = user_of(request).person
    record = await records.read(services.ground.db, person.id)
    before = next((each for each in record.entries if each.id == entry), None)
    if before is None:
        raise NotFound("Registreringen findes ikke længere. Du kan skrive den ind igen.")
    args = commands.Edit(
        id=entry, changed=changed(form, standing=before), based_on=whole_number(form.get("version", ""))
    )
    try:
        await services.carry_out("joblog.edit", commands.edit, args, actor=person, citizen=person.id)
    except Invalid as error:
        return await _form(request, services, entry, typed=form, problems=error.fields)
    return see_other(request, f"/joblog#e-{entry}")


@post("/joblog/{entry:str}/slet", guards=[citizen])
async def remove(request: Asked, services: Given, entry: Segment) -> Response[None]:
    """Delete an entry."""
    await signed(request, services)
    person = user_of(request).person
    args = commands.Remove(id=entry)
    await services.carry_out("joblog.remove", commands.remove, args, actor=person, citizen=person.id)
    return see_other(request, "/joblog")


async def _form(
    request: Asked,
    services: Services,
    entry: str,
    *,
    is_new: bool = False,
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> Response[str]:
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    if not is_new and not any(each.id == entry for each in record.entries):
        raise NotFound("Registreringen findes ikke længere.")
    shell = services.pages.shell(user, title="Joblog", place="joblog")
    page = entry_page(
        shell, record, id=entry, is_new=is_new, now=services.ground.clock(), typed=typed, problems=problems
    )
    status = HTTP_422_UNPROCESSABLE_ENTITY if problems else HTTP_200_OK
    return services.pages.drawn("pages/entry.html", page, status=status)
