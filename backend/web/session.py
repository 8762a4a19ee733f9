"""Signing in and out, and who a request comes from."""

from collections.abc import Mapping
from typing import Final

from litestar import Response, post
from litestar.datastructures import Cookie
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send
from msgspec import Struct

from backend.config import Settings
from backend.domain.errors import NotFound
from backend.domain.people import Role
from backend.store import people, sessions
from backend.views.sign_in import sign_in_page
from backend.web import share
from backend.web.asked import Asked, show
from backend.web.forms import see_other, typed
from backend.web.guards import Connection, anybody, signed_in, user_of
from backend.web.services import Given, Services, services_at

COOKIE = "konkret"
ASKS_ITSELF = "asks_itself"
"""In the `opt` of a route that has no guards, and finds out by itself who asks."""
START: Final[Mapping[Role, str]] = {"citizen": "/", "caseworker": "/borgere", "operator": "/drift"}
"""Each one's first page."""
DAY = 24 * 60 * 60 * 1000
# Else the back button would show the pages of whoever sat here before.
FORGET_PAGES = {"clear-site-data": '"cache"'}


def cookie_name(settings: Settings) -> str:
    """With https a name that a neighbouring site cannot set: it could sign people in as somebody else."""
    return f"__Host-{COOKIE}" if settings.is_secure else COOKIE


class WhoIsAsking(ASGIMiddleware):
    """Looks the session cookie up and leaves who it is in `scope["user"]`: a SignedIn, or None."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Anonymous visitors cost no query and leave no row."""
        services, connection = services_at(scope), Connection(scope)
        ground, asks_itself = services.ground, scope["route_handler"].opt.get(ASKS_ITSELF)
        secret = "" if asks_itself else connection.cookies.get(cookie_name(services.settings))
        scope["user"] = await sessions.who(ground.db, secret, now=ground.clock()) if secret else None
        await next_app(scope, receive, send)


class Session(Struct, frozen=True, kw_only=True):
    """What the service worker is told of who is signed in; `vapid_key` is what it subscribes to push with."""

    person: str
    name: str
    role: str
    token: str
    vapid_key: str


@show("/log-ind", guards=[anybody])
async def show_sign_in(request: Asked, services: Given) -> Response[str]:
    """The people of the demo town as buttons; otherwise that sign-in is not set up."""
    shell = services.pages.shell(request.user, title="Log ind", place="sign-in")
    demo = services.settings.demo
    choices = await people.everyone() if demo else []
    page = sign_in_page(shell, demo=demo, people=choices, shared=share.texts_in(request.query_params))
    return services.pages.drawn("pages/sign_in.html", page)


@post("/log-ind", guards=[anybody])
async def sign_in(request: Asked, services: Given) -> Response[None]:
    """A new session for a person of the demo town; the one before it ends."""
    form = await typed(request)
    person = await people.find(form.get("person", "")) if services.settings.demo else None
    if person is None:
        raise NotFound("Vælg en af personerne på listen.")
    await _end(request, services)
    now = services.ground.clock()
    secret = await sessions.open_session(person.id, now=now, lasts=services.settings.session_days * DAY)
    shares = person.role == "citizen" and share.texts_in(form)
    answer = see_other(request, share.behind(share.PATH, form) if shares else START[person.role])
    if request.user is not None:
        answer.headers |= FORGET_PAGES
    answer.set_cookie(_cookie(services, secret, max_age=services.settings.session_days * DAY // 1000))
    return answer


@post("/log-ud", guards=[anybody])
async def sign_out(request: Asked, services: Given) -> Response[None]:
    """Ends the session on the server and in the browser; what a phone has not sent stays on the phone."""
    await _end(request, services)
    answer = see_other(request, "/log-ind")
    answer.headers |= FORGET_PAGES
    answer.set_cookie(_cookie(services, "", max_age=0))
    return answer


@show("/session", guards=[signed_in])
async def show_session(request: Asked, services: Given) -> Session:
    """Who is signed in, for the service worker."""
    person = user_of(request).person
    return Session(
        person=person.id,
        name=person.name,
        role=person.role,
        token=services.pages.token(user_of(request).session),
        vapid_key=services.vapid_key,
    )


async def _end(request: Asked, services: Services) -> None:
    if request.user is not None:
        await sessions.revoke(request.user.session, now=services.ground.clock())


def _cookie(services: Services, secret: str, *, max_age: int) -> Cookie:
    return Cookie(
        key=cookie_name(services.settings),
        value=secret,
        max_age=max_age,
        path="/",
        httponly=True,
        samesite="lax",
        secure=services.settings.is_secure,
    )
