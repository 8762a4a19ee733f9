"""One entry of the joblog: its form, the steps it takes, out of sight, on Jobnet, and gone."""

from litestar import Response, post
from msgspec import structs

from backend.commands import joblog as commands
from backend.commands.write import Overwritten
from backend.domain.errors import Invalid, NotFound
from backend.domain.joblog import changed, was
from backend.domain.time import local_date
from backend.store import record as records
from backend.views.entry import entry_page
from backend.views.overwrote import overwrote_sentence
from backend.web.asked import Asked, Segment, show
from backend.web.forms import see_other, signed, whole_number
from backend.web.guards import citizen, user_of
from backend.web.services import Given, Services


@show("/joblog/{entry:str}", guards=[citizen])
async def show_entry(request: Asked, services: Given, entry: Segment) -> Response[str]:
    """One entry with its forms."""
    return await one_entry(request, services, entry)


@post("/joblog/{entry:str}", guards=[citizen])
async def edit(request: Asked, services: Given, entry: Segment) -> Response[str] | Response[None]:
    """Change an entry; fields left as they were are not part of the change."""
    form = await signed(request, services)
    person = user_of(request).person
    record = await records.read(services.ground.db, person.id)
    before = next((each for each in record.entries if each.id == entry), None)
    if before is None:
        raise NotFound("Registreringen findes ikke længere. Du kan skrive den ind igen.")
    new = changed(form, standing=before)
    stood = was(form, new, standing=before)
    args = commands.Edit(id=entry, changed=new, based_on=whole_number(form.get("version", "")), was=stood)
    try:
        overwrote = await services.carry_out("joblog.edit", commands.edit, args, actor=person, citizen=person.id)
    except Invalid as error:
        return await one_entry(request, services, entry, typed=form, problems=error.fields)
    if overwrote:
        return await one_entry(request, services, entry, overwrote=overwrote)
    return see_other(request, f"/joblog?entry={entry}#e-{entry}")


@post("/joblog/{entry:str}/trin", guards=[citizen])
async def step(request: Asked, services: Given, entry: Segment) -> Response[str] | Response[None]:
    """What has happened; one tap sends no date and means today."""
    form = await signed(request, services)
    person = user_of(request).person
    on = form.get("on") or local_date(services.ground.clock())
    args = commands.Take(id=entry, status=form.get("status", ""), on=on)
    try:
        await services.carry_out("joblog.step", commands.step, args, actor=person, citizen=person.id)
    except Invalid as error:
        return await one_entry(request, services, entry, typed=form, problems=error.fields)
    return see_other(request, f"/joblog?entry={entry}#e-{entry}" if form.get("page") == "list" else f"/joblog/{entry}")


@post("/joblog/{entry:str}/fortryd", guards=[citizen])
async def unstep(request: Asked, services: Given, entry: Segment) -> Response[None]:
    """«Fortryd»: the last step is taken back."""
    form = await signed(request, services)
    person = user_of(request).person
    args = commands.Take(id=entry, status=form.get("status", ""), on=form.get("on", ""))
    await services.carry_out("joblog.unstep", commands.unstep, args, actor=person, citizen=person.id)
    return see_other(request, f"/joblog/{entry}")


@post("/joblog/{entry:str}/arkiv", guards=[citizen])
async def archive(request: Asked, services: Given, entry: Segment) -> Response[None]:
    """Out of sight, or in it again."""
    form = await signed(request, services)
    person = user_of(request).person
    args = commands.Archive(id=entry, archived=form.get("archived") == "1")
    await services.carry_out("joblog.archive", commands.archive, args, actor=person, citizen=person.id)
    return see_other(request, f"/joblog/{entry}")


@post("/joblog/{entry:str}/jobnet", guards=[citizen])
async def copied(request: Asked, services: Given, entry: Segment) -> Response[None]:
    """It stands on Jobnet from today, or not after all."""
    form = await signed(request, services)
    person = user_of(request).person
    on = local_date(services.ground.clock()) if form.get("copied") == "1" else ""
    args = commands.Copied(id=entry, on=on)
    await services.carry_out("joblog.copied", commands.copied, args, actor=person, citizen=person.id)
    return see_other(request, f"/joblog/jobnet?after={entry}" if form.get("page") == "jobnet" else f"/joblog/{entry}")


@post("/joblog/{entry:str}/slet", guards=[citizen])
async def remove(request: Asked, services: Given, entry: Segment) -> Response[None]:
    """Delete an entry."""
    await signed(request, services)
    person = user_of(request).person
    args = commands.Remove(id=entry)
    await services.carry_out("joblog.remove", commands.remove, args, actor=person, citizen=person.id)
    await services.let_files_go(person.id)
    return see_other(request, "/joblog")


async def one_entry(
    request: Asked,
    services: Services,
    entry: str,
    *,
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
    overwrote: Overwritten | None = None,
) -> Response[str]:
    """The page of one entry; `typed` and `problems` are those of the form that was sent, `overwrote` what it was sent
    over. Raises NotFound.
    """
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    if not any(each.id == entry for each in record.entries):
        raise NotFound("Registreringen findes ikke længere.")
    shell = services.pages.shell(user, title="Joblog", place="joblog")
    page = entry_page(shell, record, id=entry, now=services.ground.clock(), typed=typed, problems=problems)
    if overwrote:
        told = structs.replace(page.shell, flash=overwrote_sentence(page.form, overwrote))
        page = structs.replace(page, shell=told)
    return services.pages.with_form("pages/entry.html", page, problems=problems)
