"""«Aftaler»: what the citizen has promised is ticked."""

from litestar import Response, post

from backend.commands import agreements as commands
from backend.web.asked import Asked, Segment
from backend.web.forms import see_other, signed
from backend.web.guards import citizen, user_of
from backend.web.services import Given


@post("/aftaler/{agreement:str}", guards=[citizen])
async def complete(request: Asked, services: Given, agreement: Segment) -> Response[None]:
    """«Gjort», or not after all."""
    form = await signed(request, services)
    person = user_of(request).person
    args = commands.Complete(agreement=agreement, done=form.get("done") == "1")
    await services.carry_out("agreement.complete", commands.complete, args, actor=person, citizen=person.id)
    return see_other(request, f"/opgaver#g-{agreement}")
