"""Meetings as a caseworker arranges them, from a citizen's page: booked, moved, cancelled, missed."""

from functools import partial
from urllib.parse import urlencode

from litestar import Response, post

from backend.commands import meetings
from backend.domain.errors import Invalid
from backend.domain.programme import Programme
from backend.domain.unusual import ANYWAY
from backend.web.asked import Asked, Segment
from backend.web.citizens import one_citizen
from backend.web.followed import followed
from backend.web.forms import OF_THE_TIME, booking_of, see_other, signed, time_of
from backend.web.guards import caseworker, user_of
from backend.web.services import Given, Services


@post("/borgere/{citizen:str}/moede", guards=[caseworker])
async def book(request: Asked, services: Given, citizen: Segment) -> Response[str] | Response[None]:
    """Book the next meeting; the same form sent twice books one."""
    form = await signed(request, services)
    command = partial(meetings.book, programme=await _programme(request, services, citizen))
    args = meetings.Book(id=form.get("id", ""), booking=booking_of(form))
    try:
        await services.carry_out("meeting.book", command, args, actor=user_of(request).person, citizen=citizen)
    except Invalid as error:
        return await one_citizen(request, services, citizen, open_form="meeting", typed=form, problems=error.fields)
    return see_other(request, f"/borgere/{citizen}#m-{args.id}")


@post("/borgere/{citizen:str}/moede/dage", guards=[caseworker])
async def propose(request: Asked, services: Given, citizen: Segment) -> Response[None]:
    """On to the days that are proposed for the meeting that was chosen; nothing is booked, what was filled in stays."""
    form = await signed(request, services)
    # A form that is sent by GET itself would put its token into the address.
    query = {"samtale": form.get("step", ""), **{name: form[name] for name in OF_THE_TIME if name in form}}
    return see_other(request, f"/borgere/{citizen}?{urlencode(query)}#meeting-step")


@post("/borgere/{citizen:str}/moede/{meeting:str}/flyt", guards=[caseworker])
async def move(request: Asked, services: Given, citizen: Segment, meeting: Segment) -> Response[str] | Response[None]:
    """Another time or place for a meeting."""
    form = await signed(request, services)
    command = partial(meetings.move, programme=await _programme(request, services, citizen))
    args = meetings.Move(meeting=meeting, time=time_of(form), why=form.get("why", ""), anyway=form.get(ANYWAY, ""))
    try:
        await services.carry_out("meeting.move", command, args, actor=user_of(request).person, citizen=citizen)
    except Invalid as error:
        return await one_citizen(
            request, services, citizen, open_form="move", row=meeting, typed=form, problems=error.fields
        )
    return see_other(request, f"/borgere/{citizen}#m-{meeting}")


@post("/borgere/{citizen:str}/moede/{meeting:str}/aflys", guards=[caseworker])
async def cancel(request: Asked, services: Given, citizen: Segment, meeting: Segment) -> Response[str] | Response[None]:
    """Call a meeting off, with a reason."""
    form = await signed(request, services)
    command = partial(meetings.cancel, programme=await _programme(request, services, citizen))
    args = meetings.Cancel(meeting=meeting, why=form.get("why", ""))
    try:
        await services.carry_out("meeting.cancel", command, args, actor=user_of(request).person, citizen=citizen)
    except Invalid as error:
        return await one_citizen(
            request, services, citizen, open_form="cancel", row=meeting, typed=form, problems=error.fields
        )
    return see_other(request, f"/borgere/{citizen}")


@post("/borgere/{citizen:str}/moede/{meeting:str}/udeblevet", guards=[caseworker])
async def miss(request: Asked, services: Given, citizen: Segment, meeting: Segment) -> Response[None]:
    """Nobody came: that is not the same as a meeting called off."""
    await signed(request, services)
    command = partial(meetings.miss, programme=await _programme(request, services, citizen))
    args = meetings.Miss(meeting=meeting)
    await services.carry_out("meeting.miss", command, args, actor=user_of(request).person, citizen=citizen)
    return see_other(request, f"/borgere/{citizen}")


async def _programme(request: Asked, services: Services, citizen: str) -> Programme:
    return (await followed(request, services, citizen)).programme
