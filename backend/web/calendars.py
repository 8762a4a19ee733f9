"""Calendars: a meeting as a file, and a private address that calendars subscribe to without a session."""

import hashlib

from litestar import Response, post
from litestar.status_codes import HTTP_304_NOT_MODIFIED, HTTP_429_TOO_MANY_REQUESTS

from backend.commands import calendars as commands
from backend.domain import access
from backend.domain.calendar import KEPT_DAYS, Appointment, Dated, for_caseworker, for_citizen
from backend.domain.errors import Forbidden, NotFound
from backend.domain.meeting import DAY
from backend.domain.people import Person
from backend.notify.calendar import MEDIA, calendar_file
from backend.store import calendars, courses, preferences
from backend.views.calendar import calendar_page
from backend.web.asked import Asked, Segment, show
from backend.web.forms import origin_of, see_other, signed
from backend.web.guards import anybody, takes_part, user_of
from backend.web.services import Given
from backend.web.tokens import calendar_secret

ENDING = ".ics"
# Calendars ask a few times an hour; a whole family's devices, each on its own, some more.
MOST_READS = 120
MOST_MISSES = 60


@show("/moede/{meeting:str}", guards=[takes_part])
async def show_meeting(request: Asked, services: Given, meeting: Segment) -> Response[bytes]:
    """One meeting as a file, for the citizen and for caseworkers who follow. Raises NotFound, Forbidden."""
    person = user_of(request).person
    name, ending = _split(meeting)
    dated = await calendars.meeting(services.ground.db, name) if ending else None
    if dated is None:
        raise NotFound("Mødet findes ikke.")
    followed_by = await courses.followers(dated.citizen)
    if person.id != dated.citizen and not access.may_follow(person, followed_by=followed_by):
        raise Forbidden
    details = (await preferences.of(services.ground.db, person.id)).details
    body = calendar_file([_entry(dated, person, detailed=details, origin=origin_of(request))])
    return _file(request, body, name="aftale.ics")


@show("/kalender/{address:str}", guards=[anybody])
async def read(request: Asked, services: Given, address: Segment) -> Response[bytes] | Response[None]:
    """The calendar at a private address. What leads nowhere is told no more than that. Raises NotFound."""
    secret, ending = _split(address)
    person = await calendars.whose(services.ground.db, secret) if ending else None
    if person is None:
        asker = request.client.host if request.client else ""
        if wait := services.throttle.wait(f"calendar of nobody/{asker}", most=MOST_MISSES):
            return _too_often(wait)
        raise NotFound("Adressen fører ingen steder hen.")
    if wait := services.throttle.wait(f"calendar/{person.id}", most=MOST_READS):
        return _too_often(wait)
    since = services.ground.clock() - KEPT_DAYS * DAY
    found = await calendars.meetings_of(services.ground.db, person, since=since)
    details = (await preferences.of(services.ground.db, person.id)).details
    body = calendar_file(_entry(dated, person, detailed=details, origin=origin_of(request)) for dated in found)
    return _file(request, body, name="konkret.ics")


@show("/kalender", guards=[takes_part])
async def show_calendar(request: Asked, services: Given) -> Response[str]:
    """The address, how to use it, and how to be rid of it."""
    user = user_of(request)
    kept = await calendars.of(user.person.id)
    secret = calendar_secret(services.secret, kept.nonce) if kept else ""
    is_shown = kept is not None and calendars.key_of(secret) == kept.key
    page = calendar_page(
        services.pages.shell(user, title="Kalender", place="more"),
        made_at=kept.made_at if kept else 0,
        address=f"{origin_of(request)}/kalender/{secret}{ENDING}" if is_shown else "",
        detailed=(await preferences.of(services.ground.db, user.person.id)).details,
    )
    return services.pages.drawn("pages/calendar.html", page)


@post("/kalender/ny", guards=[takes_part])
async def renew(request: Asked, services: Given) -> Response[None]:
    """A first address, or a new one in place of the old."""
    await signed(request, services)
    await commands.renew(
        services.ground,
        actor=user_of(request).person,
        secret_of=lambda nonce: calendar_secret(services.secret, nonce),
    )
    return see_other(request, "/kalender")


@post("/kalender/luk", guards=[takes_part])
async def close(request: Asked, services: Given) -> Response[None]:
    """No address any more."""
    await signed(request, services)
    await commands.close(actor=user_of(request).person)
    return see_other(request, "/kalender")


def _split(segment: str) -> tuple[str, str]:
    name = segment.removesuffix(ENDING)
    return name, segment[len(name) :]


def _entry(dated: Dated, person: Person, *, detailed: bool, origin: str) -> Appointment:
    if person.role == "caseworker":
        return for_caseworker(dated, detailed=detailed, origin=origin)
    return for_citizen(dated.meeting, changed_at=dated.changed_at, detailed=detailed, origin=origin)


def _file(request: Asked, body: bytes, *, name: str) -> Response[bytes]:
    # Weak, since what is sent may be compressed on the way.
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {
        "etag": tag,
        "cache-control": "private, no-cache",
        "x-robots-tag": "noindex",
        "content-disposition": f'inline; filename="{name}"',
    }
    if tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=HTTP_304_NOT_MODIFIED, headers=headers)
    return Response(body, media_type=MEDIA, headers=headers)


def _too_often(wait: int) -> Response[None]:
    return Response(None, status_code=HTTP_429_TOO_MANY_REQUESTS, headers={"retry-after": str(wait)})
