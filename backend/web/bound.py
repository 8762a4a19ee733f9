"""Tells Piccolo's tables which data base this application's requests mean."""

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from backend.web.services import services_at


class Bound(ASGIMiddleware):
    """Binds the data base for the length of a request."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Everything the request awaits sees this data base."""
        with services_at(scope).ground.db.bound():
            await next_app(scope, receive, send)
