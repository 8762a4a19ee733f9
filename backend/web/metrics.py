"""«/metrics»: numbers for a monitor that knows the token."""

import hmac

from litestar import Response
from litestar.exceptions import HTTPException, NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.status_codes import HTTP_401_UNAUTHORIZED

from backend.domain.quiet_hours import HOUR
from backend.store import operation
from backend.views.metrics import metrics
from backend.web.asked import show
from backend.web.guards import Connection
from backend.web.health import BY_ADDRESS
from backend.web.services import Given, Services

PROMETHEUS = "text/plain; version=0.0.4"


async def monitor(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Raises NotFoundException where no token is set, HTTPException for whoever does not know it."""
    services: Services = connection.app.state.services
    token = services.settings.metrics_token.get_secret_value()
    if not token:
        raise NotFoundException
    given = connection.headers.get("authorization", "")
    if not hmac.compare_digest(given.encode("utf-8", "surrogatepass"), f"Bearer {token}".encode()):
        raise HTTPException(status_code=HTTP_401_UNAUTHORIZED, headers={"www-authenticate": "Bearer"})


@show("/metrics", guards=[monitor], opt=BY_ADDRESS)
async def show_metrics(services: Given) -> Response[bytes]:
    """How things stand now, and what came of the last hour."""
    db, now = services.ground.db, services.ground.clock()
    text = metrics(
        await operation.standing(db, now=now),
        await operation.lately(db, since=now - HOUR),
        hosts=services.settings.push_hosts,
        open_pages=services.live.open_pages,
        now=now,
    )
    return Response(text, media_type=PROMETHEUS)
