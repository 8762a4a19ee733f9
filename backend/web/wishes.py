"""Wishes: how the citizen shapes the course, and what the caseworker answers."""

from litestar import Response, post

from backend.commands import wishes as commands
from backend.domain.errors import Invalid
from backend.web.asked import Asked, Segment
from backend.web.citizens import one_citizen
from backend.web.course import whole_course
from backend.web.forms import see_other, signed
from backend.web.guards import caseworker, citizen, user_of
from backend.web.services import Given


@post("/forloeb/oenske", guards=[citizen])
async def make(request: Asked, services: Given) -> Response[str] | Response[None]:
    """A wish; the same form sent twice makes one."""
    form = await signed(request, services)
    person = user_of(request).person
    args = commands.Make(**{name: form.get(name, "") for name in commands.Make.__struct_fields__})
    try:
        await services.carry_out("wish.make", commands.make, args, actor=person, citizen=person.id)
    except Invalid as error:
        return await whole_course(request, services, typed=form, problems=error.fields)
    return see_other(request, f"/forloeb#w-{args.id}")


@post("/forloeb/oenske/{wish:str}/fortryd", guards=[citizen])
async def withdraw(request: Asked, services: Given, wish: Segment) -> Response[None]:
    """Takes a wish back that nobody has answered."""
    await signed(request, services)
    person = user_of(request).person
    args = commands.Withdraw(id=wish)
    await services.carry_out("wish.withdraw", commands.withdraw, args, actor=person, citizen=person.id)
    return see_other(request, "/forloeb#oensker")


@post("/borgere/{citizen:str}/oenske/{wish:str}", guards=[caseworker])
async def answer(request: Asked, services: Given, citizen: Segment, wish: Segment) -> Response[str] | Response[None]:
    """Yes or no, a no with a reason."""
    form = await signed(request, services)
    args = commands.Answer(
        wish=wish,
        answer=form.get("answer", ""),
        text=form.get("answer_text", ""),
        title=form.get("title", ""),
        employer=form.get("employer", ""),
    )
    try:
        await services.carry_out("wish.answer", commands.answer, args, actor=user_of(request).person, citizen=citizen)
    except Invalid as error:
        return await one_citizen(
            request, services, citizen, open_form="wish", row=wish, typed=form, problems=error.fields
        )
    return see_other(request, f"/borgere/{citizen}#w-{wish}")
