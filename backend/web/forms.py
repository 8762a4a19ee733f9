"""Forms as they arrive: fields as text, the token checked, what was typed kept for the page that says what is wrong."""

from collections.abc import Mapping
from typing import cast

from litestar import Response
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException
from litestar.status_codes import HTTP_303_SEE_OTHER

from backend.domain.attachment import NAME, visible
from backend.domain.booking import Booking
from backend.domain.errors import Forbidden
from backend.domain.meeting import Time
from backend.domain.time import instant
from backend.domain.unusual import ANYWAY
from backend.web.asked import Asked
from backend.web.guards import user_of
from backend.web.services import Services
from backend.web.tokens import same

MOST_BYTES = 128 * 1024
STALE = "Siden er blevet for gammel. Gå tilbage, hent siden igen, og prøv en gang til."


async def typed(request: Asked) -> dict[str, str]:
    """The fields of a form without its token. Raises ClientException for what is no form."""
    try:
        form = await request.form()
    except (ValueError, UnicodeDecodeError) as error:
        raise ClientException("Formularen kunne ikke læses.") from error
    fields = {name: text.replace("\r\n", "\n") for name, text in form.items() if isinstance(text, str)}
    # A browser chooses no file again by itself: its name says which one it was.
    files = {name: visible(file.filename)[:NAME] for name, file in form.items() if isinstance(file, UploadFile)}
    request.state.typed = {name: text for name, text in (fields | files).items() if name != "token"}
    return fields


async def signed(request: Asked, services: Services) -> dict[str, str]:
    """The fields of a form whose token is this session's. Raises Forbidden for any other."""
    fields = await typed(request)
    expected = services.pages.token(user_of(request).session)
    if not same(fields.pop("token", ""), expected):
        raise Forbidden(STALE)
    return fields


def must_be_ours(request: Asked, services: Services) -> None:
    """Raises Forbidden unless a script of ours sent this, with the session's token in its header."""
    if not same(request.headers.get("x-konkret-token", ""), services.pages.token(user_of(request).session)):
        raise Forbidden(STALE)


def what_was_typed(request: Asked) -> dict[str, str]:
    """The fields of the form that this request brought, if any, and the names of its files."""
    return cast(dict[str, str], getattr(request.state, "typed", {}))


def see_other(request: Asked, path: str) -> Response[None]:
    """On to a page after a change: 303 with an absolute address, which a service worker needs."""
    return Response(None, status_code=HTTP_303_SEE_OTHER, headers={"location": f"{origin_of(request)}{path}"})


def origin_of(request: Asked) -> str:
    """Scheme, host and port that this deployment is reached by."""
    services: Services = request.app.state.services
    return services.settings.public_url or str(request.base_url).rstrip("/")


def whole_number(text: str) -> int:
    """The number a hidden field brings back; 0 for what is none, which means «based on nothing newer»."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


OF_THE_TIME = ("day", "clock", "starts_at", "minutes", "mode", "place", "link")
"""The fields that `time_of` reads."""


def booking_of(form: Mapping[str, str]) -> Booking:
    """The meeting a caseworker filled in."""
    return Booking(
        step=form.get("step", ""), together=form.get("together", ""), time=time_of(form), anyway=form.get(ANYWAY, "")
    )


def time_of(form: Mapping[str, str]) -> Time:
    """When and where: a moment, or else a proposed day and a clock. A moment that is none is judged with the rest."""
    proposed = f"{form.get('day', '')}T{form.get('clock', '')}"
    try:
        starts_at = instant(form.get("starts_at", "") or proposed)
    except ValueError:
        starts_at = 0
    return Time(
        starts_at=starts_at,
        minutes=whole_number(form.get("minutes", "")),
        mode=form.get("mode", ""),
        place=form.get("place", ""),
        link=form.get("link", ""),
    )
