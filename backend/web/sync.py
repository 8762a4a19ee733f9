"""`POST /sync`: bytes to the engine and back; and the page that says how a phone stands."""

import zlib

import structlog
from litestar import Request, Response, asgi, post
from litestar.exceptions import ClientException, MethodNotAllowedException
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

from backend.store import sessions
from backend.store.erasure import was_erased
from backend.views.sync import sync_page
from backend.web.asked import Asked, show
from backend.web.forms import must_be_ours, see_other, signed
from backend.web.guards import citizen, citizen_or_visitor, user_of
from backend.web.services import Given, Services, services_at
from backend.web.session import ASKS_ITSELF, cookie_name
from sync.server import wire
from sync.server.errors import ErasedError, ForeignDeviceError, MalformedError, SyncError, TooLargeError
from sync.server.messages import Request as Exchange
from sync.server.store import Head

MOST_BYTES = 64 * 1024
JSON = "application/json"

log = structlog.get_logger()


@asgi("/sync", copy_scope=False, opt={ASKS_ITSELF: True})
async def sync(scope: Scope, receive: Receive, send: Send) -> None:
    """One exchange for the signed-in citizen's own record. Who was erased has no session, and is told so.

    No handler of the framework's usual kind: what that does around each request takes as long as an exchange that
    brings nothing. Raises MethodNotAllowedException for all but POST.
    """
    if scope["type"] != "http" or scope["method"] != "POST":
        raise MethodNotAllowedException(headers={"allow": "POST"})
    request: Asked = Request(scope, receive, send)
    try:
        body = await _exchange(request, services_at(scope), await _body(receive))
        answer = ASGIResponse(body=body, media_type=JSON)
    except SyncError as error:
        answer = ASGIResponse(body=error.body(), media_type=JSON, status_code=error.status)
    await answer(scope, receive, send)


@show("/synkronisering", guards=[citizen])
async def show_sync(request: Asked, services: Given) -> Response[str]:
    """That nothing waits in a browser whose pages come from here."""
    shell = services.pages.shell(user_of(request), title="Synkronisering", place="more")
    return services.pages.drawn("pages/sync.html", sync_page(shell))


@post("/synkronisering", guards=[citizen])
async def send_now(request: Asked, services: Given) -> Response[None]:
    """«Send nu» is a phone's to carry out: what comes here is here already."""
    await signed(request, services)
    return see_other(request, "/synkronisering")


@show("/synkronisering/fil", guards=[citizen])
async def show_file(request: Asked) -> Response[None]:
    """The file of what is not sent is a phone's to write."""
    return see_other(request, "/synkronisering")


async def _exchange(request: Asked, services: Services, body: bytes) -> bytes:
    """The answer to what a phone sent, and word of what it changed to open pages."""
    asked = wire.read(_plain(request, body), limit=MOST_BYTES)
    head = await _find_out(request, services, asked)
    if request.user is None and await was_erased(asked.person):
        raise ErasedError
    user = user_of(request)
    must_be_ours(request, services)
    answer = await services.sync.exchange(asked, person=user.person.id, now=services.ground.clock(), head=head)
    if asked.mismatches and not asked.cursor:
        log.error("a phone held other rows", person=asked.person, device=asked.device, mismatches=asked.mismatches)
    if asked.mutations and answer.acknowledged >= asked.first:
        await services.live.changed(user.person.id)
        if any(mutation.name == "joblog.remove" for mutation in asked.mutations):
            await services.let_files_go(user.person.id)
    return wire.write(answer)


async def _find_out(request: Asked, services: Services, asked: Exchange) -> Head | None:
    """Who asks, left in `request.user`; and where the record stands, in the same trip, when nothing is to be written.

    Raises NotAuthorizedException, ForeignDeviceError first of all where the phone keeps another one's record, and
    Forbidden for whoever is no citizen.
    """
    secret, head = request.cookies.get(cookie_name(services.settings)), None
    if secret and asked.mutations:
        request.scope["user"] = await sessions.who(services.ground.db, secret, now=services.ground.clock())
    elif secret:
        request.scope["user"], head = await services.records.asking(secret, asked.device)
    if request.user is not None and request.user.person.id != asked.person:
        raise ForeignDeviceError
    await citizen_or_visitor(request, request.scope["route_handler"])
    return head


async def _body(receive: Receive) -> bytes:
    """What a phone sent, as it came. Raises TooLargeError, and ClientException for one that hung up before the end."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise ClientException
        body, more = body + message["body"], message["more_body"]
        if len(body) > MOST_BYTES:
            raise TooLargeError
    return body


def _plain(request: Asked, body: bytes) -> bytes:
    if request.headers.get("content-encoding") != "gzip":
        return body
    inflate = zlib.decompressobj(wbits=31)
    try:
        plain = inflate.decompress(body, MOST_BYTES)
    except zlib.error as error:
        raise MalformedError(str(error)) from error
    if inflate.unconsumed_tail:
        raise TooLargeError
    return plain
