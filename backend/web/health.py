"""Whether this process lives, and whether it can do its work."""

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE

from backend.store.driver import StoreError
from backend.web.asked import show
from backend.web.guards import anybody
from backend.web.services import Given

TEXT = "text/plain; charset=utf-8"


@show("/healthz", guards=[anybody], media_type=TEXT)
async def healthz() -> str:
    """The process answers."""
    return "ok"


@show("/readyz", guards=[anybody])
async def readyz(services: Given) -> Response[str]:
    """The data base answers too."""
    try:
        await services.ground.db.run("SELECT epoch FROM deployment")
    except StoreError:
        return Response("no data base", status_code=HTTP_503_SERVICE_UNAVAILABLE, media_type=TEXT)
    return Response("ready", status_code=HTTP_200_OK, media_type=TEXT)
