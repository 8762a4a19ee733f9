"""«Kopiér til Jobnet»: what was applied for and does not stand there yet, one at a time."""

from litestar import Response

from backend.store import record as records
from backend.views.jobnet import jobnet_page
from backend.web.asked import Asked, show
from backend.web.guards import citizen, user_of
from backend.web.services import Given


@show("/joblog/jobnet", guards=[citizen])
async def show_jobnet(request: Asked, services: Given) -> Response[str]:
    """The next one to copy. That it stands there is told by the entry's own form."""
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    shell = services.pages.shell(user, title="Kopiér til Jobnet", place="joblog")
    after = request.query_params.get("after", "")
    page = jobnet_page(shell, record, now=services.ground.clock(), after=after)
    return services.pages.drawn("pages/jobnet.html", page)
