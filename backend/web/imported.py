"""Applications from a spreadsheet: the file is read and shown line by line, and written in when that is agreed to.

What was read travels in the page's form and is judged anew when it comes back, as anything that is typed: nothing is
kept on the server meanwhile, and a form that somebody has changed can do no more than writing entries in by hand can.
"""

import asyncio
from collections.abc import Mapping

import msgspec
from litestar import Response, post
from litestar.datastructures import UploadFile
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY

from backend.commands import imported as commands
from backend.commands.imported import Proposed
from backend.domain.errors import Invalid
from backend.domain.imported import Line, Wrong, lines_of, sorted_out
from backend.domain.sheet import MOST_BYTES, rows_of
from backend.domain.time import local_date
from backend.store import record as records
from backend.views.imported import Preview, imported_page, preview_of
from backend.web.asked import Asked, show
from backend.web.forms import see_other, signed, whole_number
from backend.web.guards import citizen, user_of
from backend.web.services import Given, Services

# A file that is too large is told so beside the field; one far beyond is not even read.
MOST_SENT = 8 * MOST_BYTES
STALE = "Det, der blev læst, kunne ikke skrives ind. Vælg filen igen."


@show("/joblog/importer", guards=[citizen])
async def show_import(request: Asked, services: Given) -> Response[str]:
    """The form that asks for a file; after writing in, how many they were."""
    return _page(request, services, written=whole_number(request.query_params.get("written", "")))


@post("/joblog/importer", guards=[citizen], request_max_body_size=MOST_SENT)
async def preview(request: Asked, services: Given) -> Response[str]:
    """What would be made of the file."""
    await signed(request, services)
    try:
        lines, wrong = await asyncio.to_thread(_read, await _file(request), today=_today(services))
    except Invalid as error:
        return _page(request, services, problems=error.fields)
    proposed = [Proposed(id=services.ground.fresh_id(), line=line) for line in lines]
    return _page(request, services, preview=await _previewed(request, services, proposed, wrong=wrong))


@post("/joblog/importer/skriv", guards=[citizen], request_max_body_size=MOST_SENT)
async def write_in(request: Asked, services: Given) -> Response[str] | Response[None]:
    """Write in what is new, and of the others those that were ticked; the same form sent twice makes one of each."""
    form = await signed(request, services)
    person = user_of(request).person
    try:
        proposed = msgspec.json.decode(form.get("lines", ""), type=tuple[Proposed, ...])
        chosen = await _chosen(services, proposed, form, citizen=person.id)
        args = commands.TakeIn(proposed=chosen)
        await services.carry_out("joblog.import", commands.take_in, args, actor=person, citizen=person.id)
    except (msgspec.DecodeError, Invalid):
        return _page(request, services, problems={"file": STALE})
    return see_other(request, f"/joblog/importer?written={len(chosen)}")


async def _file(request: Asked) -> bytes:
    """The file that was sent. Raises Invalid."""
    sent = (await request.form()).get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise Invalid({"file": "Vælg den fil, du vil skrive ind."})
    return await sent.read(MOST_BYTES + 1)


def _read(file: bytes, *, today: str) -> tuple[list[Line], list[Wrong]]:
    return lines_of(rows_of(file), today=today)


async def _previewed(request: Asked, services: Services, proposed: list[Proposed], *, wrong: list[Wrong]) -> Preview:
    record = await records.read(services.ground.db, user_of(request).person.id)
    new, alike = await asyncio.to_thread(sorted_out, [each.line for each in proposed], record.entries)
    ids = {each.line.number: each.id for each in proposed}
    return preview_of(new, alike, wrong, ids=ids, lines=msgspec.json.encode(proposed).decode())


async def _chosen(
    services: Services, proposed: tuple[Proposed, ...], form: dict[str, str], *, citizen: str
) -> tuple[Proposed, ...]:
    """Those that are new in the joblog as it stands now, were ticked, or were written in by this form already."""
    entries = (await records.read(services.ground.db, citizen)).entries
    ours = {each.id for each in proposed}
    others = [entry for entry in entries if entry.id not in ours]
    new, _ = await asyncio.to_thread(sorted_out, [each.line for each in proposed], others)
    numbers = {line.number for line in new}
    return tuple(each for each in proposed if each.line.number in numbers or form.get(f"also-{each.id}"))


def _today(services: Services) -> str:
    return local_date(services.ground.clock())


def _page(
    request: Asked,
    services: Services,
    *,
    written: int = 0,
    preview: Preview | None = None,
    problems: Mapping[str, str] | None = None,
) -> Response[str]:
    shell = services.pages.shell(user_of(request), title="Skriv ind fra et regneark", place="joblog")
    page = imported_page(shell, written=written, preview=preview, problems=problems)
    status = HTTP_422_UNPROCESSABLE_ENTITY if problems else HTTP_200_OK
    return services.pages.drawn("pages/imported.html", page, status=status)
