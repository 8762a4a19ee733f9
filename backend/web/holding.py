"""Holding a meeting: the page with its draft, what the citizen will see of it, and the sending."""

from functools import partial

from litestar import Response, post
from litestar.status_codes import HTTP_204_NO_CONTENT

from backend.commands import drafts as draft_commands
from backend.commands import holding
from backend.commands.drafts import Keep
from backend.commands.holding import Hold
from backend.domain.errors import Invalid, NotFound
from backend.domain.meeting import must_be_open
from backend.store import drafts, people
from backend.views.holding import Sheet, holding_page
from backend.views.minutes import whys
from backend.views.sending import Agreed, sending_page
from backend.web.asked import Asked, Segment, show
from backend.web.followed import followed
from backend.web.forms import see_other, signed
from backend.web.guards import caseworker, user_of
from backend.web.minutes import Reading
from backend.web.services import Given, Services


@show("/borgere/{citizen:str}/moede/{meeting:str}", guards=[caseworker])
async def show_meeting(request: Asked, services: Given, citizen: Segment, meeting: Segment) -> Response[str]:
    """The meeting with whatever was filled in before."""
    sheet = await _sheet(request, services, citizen, meeting)
    must_be_open(sheet.meeting)
    return _page(request, services, sheet)


@post("/borgere/{citizen:str}/moede/{meeting:str}/kladde", guards=[caseworker])
async def keep(request: Asked, services: Given, citizen: Segment, meeting: Segment) -> Response[None]:
    """Keep the form as it stands: the page's script asks while it is typed, «Gem kladde» by hand."""
    await _keep(request, services, citizen, meeting)
    if "text/html" in request.headers.get("accept", ""):
        return see_other(request, f"/borgere/{citizen}/moede/{meeting}")
    return Response(None, status_code=HTTP_204_NO_CONTENT)


@post("/borgere/{citizen:str}/moede/{meeting:str}", guards=[caseworker])
async def finish(request: Asked, services: Given, citizen: Segment, meeting: Segment) -> Response[str] | Response[None]:
    """«Afslut og send»: kept, judged, and on to what the citizen will see."""
    typed = await _keep(request, services, citizen, meeting)
    sheet = await _sheet(request, services, citizen, meeting)
    try:
        await _rehearsed(request, services, sheet)
    except Invalid as error:
        return _page(request, services, sheet, typed=typed, problems=error.fields)
    return see_other(request, f"/borgere/{citizen}/moede/{meeting}/send")


@show("/borgere/{citizen:str}/moede/{meeting:str}/send", guards=[caseworker])
async def show_sending(
    request: Asked, services: Given, citizen: Segment, meeting: Segment
) -> Response[str] | Response[None]:
    """What the citizen will see, before it is sent."""
    sheet = await _sheet(request, services, citizen, meeting)
    # An open page asks again the moment the meeting is sent: it must not be led away from where that leads.
    must_be_open(sheet.meeting)
    if sheet.draft is None:
        return see_other(request, f"/borgere/{citizen}/moede/{meeting}")
    try:
        hold = await _rehearsed(request, services, sheet)
    except Invalid as error:
        return _page(request, services, sheet, problems=error.fields)
    shell = services.pages.shell(user_of(request), title=f"Send til {sheet.person.first_name}", place="citizens")
    page = sending_page(shell, sheet, _agreed(sheet, hold), now=services.ground.clock())
    return services.pages.drawn("pages/sending.html", page)


@post("/borgere/{citizen:str}/moede/{meeting:str}/send", guards=[caseworker])
async def send(request: Asked, services: Given, citizen: Segment, meeting: Segment) -> Response[str] | Response[None]:
    """Save the meeting as it was shown; sent twice, it is held once."""
    form = await signed(request, services)
    sheet = await _sheet(request, services, citizen, meeting)
    there = f"/borgere/{citizen}/moede/{meeting}"
    if sheet.meeting.state == "held":
        return see_other(request, f"/borgere/{citizen}#m-{meeting}")
    if sheet.draft is None or str(sheet.draft.saved_at) != form.get("saved_at"):
        return see_other(request, f"{there}/send")
    command = partial(holding.hold, programme=sheet.programme)
    actor = user_of(request).person
    try:
        await services.carry_out("meeting.hold", command, _hold(services, sheet), actor=actor, citizen=citizen)
    except Invalid as error:
        return _page(request, services, sheet, problems=error.fields)
    return see_other(request, f"/borgere/{citizen}#m-{meeting}")


async def _keep(request: Asked, services: Services, citizen: str, meeting: str) -> dict[str, str]:
    form = await signed(request, services)
    args = Keep(meeting=meeting, fields=form)
    await draft_commands.keep(services.ground, args, actor=user_of(request).person, citizen=citizen)
    return form


async def _rehearsed(request: Asked, services: Services, sheet: Sheet) -> Hold:
    must_be_open(sheet.meeting)
    hold = _hold(services, sheet)
    await holding.rehearse(
        services.ground, hold, actor=user_of(request).person, citizen=sheet.person.id, programme=sheet.programme
    )
    return hold


def _hold(services: Services, sheet: Sheet) -> Hold:
    ground = services.ground
    fields = sheet.draft.fields if sheet.draft else {}
    return Reading(sheet, fields, fresh_id=ground.fresh_id, now=ground.clock()).hold()


def _agreed(sheet: Sheet, hold: Hold) -> Agreed:
    return Agreed(
        summary=hold.minutes.summary.strip(),
        offers=[each.offer for each in hold.jobs.values()],
        homework=[each.homework for each in hold.homework.values()],
        promises=[each.promise for each in hold.agreements.values()],
        booking=next((each.booking for each in hold.following.values()), None),
        whys=whys(sheet.draft.fields if sheet.draft else {}),
    )


async def _sheet(request: Asked, services: Services, citizen: str, meeting: str) -> Sheet:
    found = await followed(request, services, citizen)
    held = next((each for each in found.record.meetings if each.id == meeting), None)
    if held is None:
        raise NotFound("Mødet findes ikke.")
    draft = await drafts.find(meeting)
    by = await people.find(draft.saved_by) if draft else None
    return Sheet(
        person=found.person,
        record=found.record,
        programme=found.programme,
        meeting=held,
        draft=draft,
        draft_by=by.name if by else "",
    )


def _page(
    request: Asked,
    services: Services,
    sheet: Sheet,
    *,
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> Response[str]:
    shell = services.pages.shell(user_of(request), title=f"Møde med {sheet.person.name}", place="citizens")
    page = holding_page(shell, sheet, now=services.ground.clock(), typed=typed, problems=problems)
    return services.pages.with_form("pages/holding.html", page, problems=problems)
