"""Where a person is reached beside their browsers: an address is typed in, confirmed by a link, taken away again."""

from typing import cast

from litestar import Response, post

from backend.commands import contacts as commands
from backend.domain.contact import Spent, check
from backend.domain.delivery import WAYS, Way
from backend.domain.errors import Invalid, NotFound
from backend.notify.way import Post
from backend.store import contacts
from backend.views.contacts import confirm_page, contacts_page
from backend.web.asked import Asked, Segment, show
from backend.web.forms import see_other, signed, typed
from backend.web.guards import anybody, takes_part, user_of
from backend.web.services import Given, Services

# Nobody needs more, and nobody else's letter box is to be filled.
MOST_LETTERS = 5


@show("/paamindelser/veje", guards=[takes_part])
async def show_contacts(request: Asked, services: Given) -> Response[str]:
    """Every way beside push that the deployment has."""
    return await _all(request, services)


@post("/paamindelser/adresse/{way:str}", guards=[takes_part])
async def ask(request: Asked, services: Given, way: Segment) -> Response[str] | Response[None]:
    """Write down an address, or turn on a way that needs none."""
    form = await signed(request, services)
    actor = user_of(request).person
    name, outlet = _offered(services, way)
    if name == "digital-post":
        await commands.turn_on(services.ground, name, actor=actor)
        return see_other(request, f"/paamindelser/veje#{name}")
    try:
        address = check(name, form.get(name, ""))
        for key in (f"letters of {actor.id}", f"letters to {address}"):
            if services.throttle.wait(key, most=MOST_LETTERS):
                raise Invalid({name: "Der er bedt om mange links på kort tid. Vent ti minutter, og prøv igen."})
        await commands.ask(
            services.ground,
            outlet,
            name,
            address,
            actor=actor,
            # Not of the request: whoever asked might have called this deployment by another name.
            link_of=lambda token: f"{services.settings.origin}/paamindelser/bekraeft/{token}",
        )
    except Invalid as error:
        return await _all(request, services, typed=form, problems=error.fields)
    return see_other(request, f"/paamindelser/veje#{name}")


@post("/paamindelser/adresse/{way:str}/fjern", guards=[takes_part])
async def remove(request: Asked, services: Given, way: Segment) -> Response[None]:
    """Reach the person that way no more."""
    await signed(request, services)
    await commands.turn_off(_named(way), actor=user_of(request).person)
    return see_other(request, "/paamindelser/veje")


@show("/paamindelser/bekraeft/{token:str}", guards=[anybody])
async def show_confirm(request: Asked, services: Given, token: Segment) -> Response[str]:
    """Where the link leads: a button, since programs that look through people's mail open links too. Raises Spent."""
    asked = await contacts.asked(services.ground.db, token, now=services.ground.clock())
    if asked is None:
        raise Spent
    shell = services.pages.shell(request.user, title="Bekræft", place="more")
    page = confirm_page(shell, token=token, address=asked.address, is_done=False)
    return services.pages.drawn("pages/confirm.html", page)


@post("/paamindelser/bekraeft/{token:str}", guards=[anybody])
async def confirm(request: Asked, services: Given, token: Segment) -> Response[str]:
    """Whoever has the link reads what comes to the address, signed in here or not. Raises Spent."""
    await typed(request)
    await commands.confirm(services.ground, token)
    shell = services.pages.shell(request.user, title="Bekræftet", place="more")
    return services.pages.drawn("pages/confirm.html", confirm_page(shell, token="", address="", is_done=True))


async def _all(
    request: Asked,
    services: Services,
    *,
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> Response[str]:
    user = user_of(request)
    page = contacts_page(
        services.pages.shell(user, title="Hvor kan du nås?", place="more"),
        await contacts.of(user.person.id),
        offered=services.posts.keys(),
        now=services.ground.clock(),
        typed=typed,
        problems=problems,
    )
    return services.pages.with_form("pages/contacts.html", page, problems=problems)


def _named(way: str) -> Way:
    if way not in WAYS or way == "push":
        raise NotFound
    return cast(Way, way)


def _offered(services: Services, way: str) -> tuple[Way, Post]:
    name = _named(way)
    if name not in services.posts:
        raise NotFound("Konkret kan ikke sende på den måde her.")
    return name, services.posts[name]
