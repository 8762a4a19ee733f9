"""Who may ask for what. Every route names one of these; a test holds that.

They are coroutines because Litestar sends anything else to another thread, on every request.
"""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler

from backend.domain.errors import Forbidden
from backend.domain.people import Role
from backend.store.sessions import SignedIn
from backend.web.asked import Asked

Connection = ASGIConnection[Any, Any, Any, Any]


async def anybody(_connection: Connection, _handler: BaseRouteHandler) -> None:
    """Open to all: said aloud, so that a route without a guard is a mistake."""


async def signed_in(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Raises NotAuthorizedException for a visitor."""
    if connection.scope["user"] is None:
        raise NotAuthorizedException


async def takes_part(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Whoever has a record or follows one. Raises NotAuthorizedException for a visitor, Forbidden for an operator."""
    _role(connection, "citizen", "caseworker")


async def citizen(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Raises NotAuthorizedException for a visitor, Forbidden for anybody else."""
    _role(connection, "citizen")


async def citizen_or_visitor(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Raises Forbidden for anybody else. What a visitor may be told, the route itself decides."""
    if connection.scope["user"] is not None:
        _role(connection, "citizen")


async def caseworker(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Raises NotAuthorizedException for a visitor, Forbidden for anybody else."""
    _role(connection, "caseworker")


async def operator(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Raises NotAuthorizedException for a visitor, Forbidden for anybody else."""
    _role(connection, "operator")


def user_of(request: Asked) -> SignedIn:
    """Who asks, behind one of the guards above. Raises NotAuthorizedException for a visitor."""
    if request.user is None:
        raise NotAuthorizedException
    return request.user


def _role(connection: Connection, *roles: Role) -> None:
    user = connection.scope["user"]
    if user is None:
        raise NotAuthorizedException
    if not isinstance(user, SignedIn) or user.person.role not in roles:
        raise Forbidden
