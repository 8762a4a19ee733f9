"""Turns away what other sites try to change here: Fetch Metadata where a browser sends it, else Origin."""

from urllib.parse import urlsplit

from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.exceptions import PermissionDeniedException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SameOrigin(ASGIMiddleware):
    """Lets a change through only from a page of ours, or from a client that is no browser."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Raises PermissionDeniedException for a change that another site started."""
        if scope["type"] == ScopeType.HTTP and scope["method"] not in SAFE and not from_here(Headers.from_scope(scope)):
            raise PermissionDeniedException
        await next_app(scope, receive, send)


def from_here(headers: Headers) -> bool:
    """Whether a request was started by a page of this origin (or by no page at all)."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
