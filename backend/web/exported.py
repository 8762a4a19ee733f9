"""The citizen's own joblog to take along: a spreadsheet, JSON, all of it with the files, a paper for the a-kasse."""

import asyncio

from litestar import Response
from litestar.response import Stream

from backend.domain.errors import Invalid
from backend.domain.exported import csv_of, json_of
from backend.domain.record import Record
from backend.domain.time import local_date
from backend.store import record as records
from backend.views.exported import dates_of, exported_page
from backend.views.search_paper import search_paper
from backend.web.archive import Sheet, archive
from backend.web.asked import Asked, show
from backend.web.guards import citizen, user_of
from backend.web.papers import handed_over
from backend.web.services import Given, Services

CSV = "text/csv"
JSON = "application/json"
ZIP = "application/zip"


@show("/joblog/tag-med", guards=[citizen])
async def show_exported(request: Asked, services: Given) -> Response[str]:
    """What there is to have."""
    return await _page(request, services)


@show("/joblog/tag-med/csv", guards=[citizen])
async def as_csv(request: Asked, services: Given) -> Response[bytes]:
    """The whole joblog as a spreadsheet."""
    record = await records.read(services.ground.db, user_of(request).person.id)
    file = await asyncio.to_thread(csv_of, record.entries)
    return _file(file, media=CSV, name=f"joblog-{local_date(services.ground.clock())}.csv")


@show("/joblog/tag-med/json", guards=[citizen])
async def as_json(request: Asked, services: Given) -> Response[bytes]:
    """The whole joblog with all that is kept of it."""
    person, today = user_of(request).person, local_date(services.ground.clock())
    record = await records.read(services.ground.db, person.id)
    file = await asyncio.to_thread(_json, record, name=person.name, made_on=today)
    return _file(file, media=JSON, name=f"joblog-{today}.json")


@show("/joblog/tag-med/zip", guards=[citizen], opt={"exclude_from_compression": True})
async def as_zip(request: Asked, services: Given) -> Stream:
    """The whole joblog with what is enclosed in it."""
    person, now = user_of(request).person, services.ground.clock()
    today = local_date(now)
    record = await records.read(services.ground.db, person.id)
    sheets = (
        Sheet(f"joblog-{today}.csv", await asyncio.to_thread(csv_of, record.entries)),
        Sheet(f"joblog-{today}.json", await asyncio.to_thread(_json, record, name=person.name, made_on=today)),
    )
    made = archive(sheets, record.entries, record.attachments, files=services.files, now=now)
    return Stream(made, media_type=ZIP, headers=_headers(f"joblog-{today}.zip"))


@show("/joblog/tag-med/pdf", guards=[citizen])
async def as_paper(request: Asked, services: Given) -> Response[bytes] | Response[str]:
    """«Jobsøgning i perioden». Raises TooSlow."""
    person, today = user_of(request).person, local_date(services.ground.clock())
    query = dict(request.query_params)
    try:
        dates = dates_of(query, today=today)
    except Invalid as error:
        return await _page(request, services, typed=query, problems=error.fields)
    record = await records.read(services.ground.db, person.id)
    paper = await asyncio.to_thread(search_paper, record, dates, name=person.name, today=today)
    return await handed_over(services, paper, name="jobsoegning")


async def _page(
    request: Asked, services: Services, *, typed: dict[str, str] | None = None, problems: dict[str, str] | None = None
) -> Response[str]:
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    shell = services.pages.shell(user, title="Tag din joblog med", place="joblog")
    today = local_date(services.ground.clock())
    page = exported_page(shell, record, today=today, typed=typed, problems=problems)
    return services.pages.with_form("pages/exported.html", page, problems=problems)


def _file(file: bytes, *, media: str, name: str) -> Response[bytes]:
    return Response(file, media_type=media, headers=_headers(name))


def _headers(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}


def _json(record: Record, *, name: str, made_on: str) -> bytes:
    return json_of(record.entries, record.attachments, name=name, made_on=made_on)
