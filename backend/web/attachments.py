"""Files that a citizen encloses with an application: sent, fetched by those who may, taken out again."""

import re
from contextlib import suppress
from urllib.parse import quote

from litestar import Response, post, put
from litestar.datastructures import UploadFile
from litestar.status_codes import HTTP_204_NO_CONTENT

from backend.commands import attachments as commands
from backend.domain import access
from backend.domain.attachment import MOST_BYTES, Attachment, check
from backend.domain.errors import AlreadyEnclosed, DomainError, Invalid, NotFound
from backend.domain.ids import must_be_id
from backend.domain.people import Person
from backend.store import attachments, courses
from backend.web.asked import Asked, Segment, show
from backend.web.entry import one_entry
from backend.web.forms import must_be_ours, see_other, signed, typed, what_was_typed
from backend.web.guards import citizen, takes_part, user_of
from backend.web.services import Given, Services

# Room for the form around the file, and for a file that is a little too large to be told so beside its field.
MOST_BODY = MOST_BYTES + 1024 * 1024
GONE = "Bilaget findes ikke længere."
# Whatever a file turns out to be, no browser runs it in our name.
LOCKED = {"cache-control": "private, no-store", "content-security-policy": "default-src 'none'; sandbox"}

_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


@post("/joblog/{entry:str}/bilag", guards=[citizen], request_max_body_size=MOST_BODY)
async def attach(request: Asked, services: Given, entry: Segment) -> Response[str] | Response[None]:
    """Enclose a file."""
    form = await signed(request, services)
    person = user_of(request).person
    name, content = await _sent(request)
    try:
        args = commands.Attach(
            id=services.ground.fresh_id(), entry=entry, file=check(name, content, form.get("role", ""))
        )
        await _keep(services, args, content, actor=person)
    except Invalid as error:
        return await one_entry(request, services, entry, typed=what_was_typed(request), problems=error.fields)
    return see_other(request, f"/joblog/{entry}#attachments")


@put("/bilag/{attachment:str}", guards=[citizen], request_max_body_size=MOST_BODY, status_code=HTTP_204_NO_CONTENT)
async def receive(request: Asked, services: Given, attachment: Segment) -> Response[None]:
    """A file that was kept on a phone until there was a connection: the phone gave its id, so a repeat does nothing.

    Nor does one that the entry got meanwhile from elsewhere: who sees it there is not to be told that it was refused.
    The phone is told for how many hours a backup that is put back may lack it: so long it can send it again.
    """
    must_be_ours(request, services)
    must_be_id(attachment)
    person = user_of(request).person
    if not await _came_before(services, attachment, person):
        form = await typed(request)
        name, content = await _sent(request)
        file = check(name, content, form.get("role", ""))
        args = commands.Attach(id=attachment, entry=form.get("entry", ""), file=file)
        with suppress(AlreadyEnclosed):
            await _keep(services, args, content, actor=person)
    hours = services.settings.backup_horizon_hours
    return Response(None, status_code=HTTP_204_NO_CONTENT, headers={"x-konkret-backup-hours": str(hours)})


@show("/bilag/{attachment:str}", guards=[takes_part], opt={"exclude_from_compression": True})
async def fetch(request: Asked, services: Given, attachment: Segment) -> Response[bytes]:
    """The file, to be saved. What somebody may not see does not exist for them."""
    found = await _seen_by(user_of(request).person, attachment)
    content = await services.files.read(found.id)
    if content is None:
        raise NotFound(GONE)
    disposition = f"attachment; filename=\"{_plain(found.name)}\"; filename*=UTF-8''{quote(found.name, safe='')}"
    return Response(content, media_type=found.media, headers={**LOCKED, "content-disposition": disposition})


@post("/bilag/{attachment:str}/slet", guards=[citizen])
async def remove(request: Asked, services: Given, attachment: Segment) -> Response[None]:
    """Take a file out again."""
    await signed(request, services)
    person = user_of(request).person
    entry = (await _seen_by(person, attachment)).entry
    args = commands.Remove(id=attachment)
    await services.carry_out("attachment.remove", commands.remove, args, actor=person, citizen=person.id)
    await services.let_files_go(person.id)
    return see_other(request, f"/joblog/{entry}#attachments")


async def _sent(request: Asked) -> tuple[str, bytes]:
    file = (await request.form()).get("file")
    if not isinstance(file, UploadFile):
        return "", b""
    return file.filename, await file.read()


async def _keep(services: Services, args: commands.Attach, content: bytes, *, actor: Person) -> None:
    """The file first, then its row: a row never stands without its file. Raises Invalid, NotFound, Forbidden."""
    await services.files.keep(args.id, content)
    try:
        await services.carry_out("attachment.add", commands.attach, args, actor=actor, citizen=actor.id)
    except DomainError:
        # Of any other fault nobody knows whether the row was written; the housekeeping finds out.
        await services.files.remove([args.id])
        raise


async def _came_before(services: Services, attachment: str, person: Person) -> bool:
    """Whether it stands, or was taken out again since. Raises NotFound for another's: nobody's file is written over."""
    found = await attachments.find(attachment)
    if found is None:
        return attachment in await attachments.removed(person.id)
    if found.citizen != person.id:
        raise NotFound(GONE)
    # A backup of the data base may be newer than that of the files.
    return await services.files.stands(attachment)


async def _seen_by(person: Person, attachment: str) -> Attachment:
    found = await attachments.find(attachment)
    if found is None or not (
        found.citizen == person.id or access.may_follow(person, followed_by=await courses.followers(found.citizen))
    ):
        raise NotFound(GONE)
    return found.attachment


def _plain(name: str) -> str:
    """For what does not read UTF-8 in a header."""
    return _NOT_PLAIN.sub("_", name)
