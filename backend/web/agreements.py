"""«Aftaler»: what the citizen has promised is ticked by them, what a caseworker's side promised by the caseworker."""

from litestar import Response, post

from backend.commands import agreements as commands
from backend.web.asked import Asked, Segment
from backend.web.forms import see_other, signed
from backend.web.guards import caseworker, citizen, user_of
from backend.web.services import Given


@post("/aftaler/{agreement:str}", guards=[citizen])
async def complete(request: Asked, services: Given, agreement: Segment) -> Response[None]:
    """«Gjort», or not after all."""
    form = await signed(request, services)
    person = user_of(request).person
    args = commands.Complete(agreement=agreement, done=form.get("done") == "1")
    await services.carry_out("agreement.complete", commands.complete, args, actor=person, citizen=person.id)
    return see_other(request, f"/opgaver#g-{agreement}")


@post("/borgere/{citizen:str}/aftaler/{agreement:str}", guards=[caseworker])
async def fulfil(request: Asked, services: Given, citizen: Segment, agreement: Segment) -> Response[None]:
    """«Gjort» for the caseworker's own side, or not after all."""
    form = await signed(request, services)
    args = commands.Complete(agreement=agreement, done=form.get("done") == "1")
    actor = user_of(request).person
    await services.carry_out("agreement.fulfil", commands.fulfil, args, actor=actor, citizen=citizen)
    return see_other(request, f"/borgere/{citizen}/plan#g-{agreement}")
