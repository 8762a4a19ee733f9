"""Turns away what is not for this site, and what other sites try to change here.

The second by Fetch Metadata where a browser sends it, else by Origin.
"""

import re
from urllib.parse import urlsplit

from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.exceptions import ClientException, PermissionDeniedException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from backend.web.services import services_at

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?", re.ASCII)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class OurHost(ASGIMiddleware):
    """Answers under this deployment's own names alone: another name that leads here is somebody's trick or mistake.

    Where no name is known, under any.
    """

    scopes = (ScopeType.HTTP,)
    exclude_opt_key = "any_host"

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Raises ClientException for any other name, and for a Host that is none."""
        name = named(Headers.from_scope(scope).get("host", ""))
        names = services_at(scope).settings.names
        if not name or (names and name not in names):
            raise ClientException
        await next_app(scope, receive, send)


class SameOrigin(ASGIMiddleware):
    """Lets a change through only from a page of ours, or from a client that is no browser."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Raises PermissionDeniedException for a change that another site started."""
        if scope["type"] == ScopeType.HTTP and scope["method"] not in SAFE and not from_here(Headers.from_scope(scope)):
            raise PermissionDeniedException
        await next_app(scope, receive, send)


def named(host: str) -> str:
    """The name in a Host header, without its port; "" for what is none."""
    found = _HOST.fullmatch(host)
    return found[1].strip("[]").lower() if found and int(found[2] or 0) < 65536 else ""


def from_here(headers: Headers) -> bool:
    """Whether a request was started by a page of this origin (or by no page at all)."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
