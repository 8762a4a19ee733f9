"""Whether this process lives, and whether it can do its work."""

import structlog
from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE

from backend.web.asked import show
from backend.web.guards import anybody
from backend.web.services import Given

TEXT = "text/plain; charset=utf-8"
# Whoever watches over processes calls them by address.
BY_ADDRESS = {"any_host": True}

log = structlog.get_logger()


@show("/healthz", guards=[anybody], media_type=TEXT, opt=BY_ADDRESS)
async def healthz() -> str:
    """The process answers."""
    return "ok"


@show("/readyz", guards=[anybody], opt=BY_ADDRESS)
async def readyz(services: Given) -> Response[str]:
    """The data base answers too."""
    try:
        await services.ground.db.run("SELECT epoch FROM deployment")
    except Exception:
        log.exception("the data base does not answer")
        return Response("no data base", status_code=HTTP_503_SERVICE_UNAVAILABLE, media_type=TEXT)
    return Response("ready", status_code=HTTP_200_OK, media_type=TEXT)
