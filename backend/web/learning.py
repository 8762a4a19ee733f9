"""«Lær af din søgning»: what the citizen's own joblog teaches."""

from litestar import Response

from backend.store import record as records
from backend.views.learning import learning_page
from backend.web.asked import Asked, show
from backend.web.guards import citizen, user_of
from backend.web.services import Given


@show("/joblog/laer", guards=[citizen])
async def show_learning(request: Asked, services: Given) -> Response[str]:
    """Pictures of the last year, and what they give reason to ask."""
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    shell = services.pages.shell(user, title="Lær af din søgning", place="joblog")
    return services.pages.drawn("pages/learning.html", learning_page(shell, record, now=services.ground.clock()))
