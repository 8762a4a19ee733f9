"""«Drift»: how the deployment does, for operators, who see nothing else."""

from litestar import Response

from backend.domain.meeting import DAY
from backend.store import operation
from backend.views.operation import operation_page
from backend.web.asked import Asked, show
from backend.web.guards import operator, user_of
from backend.web.services import Given

STRETCHES = {"Det sidste døgn": DAY, "De sidste 7 dage": 7 * DAY}


@show("/drift", guards=[operator])
async def show_operation(request: Asked, services: Given) -> Response[str]:
    """How things stand now, and what came of the last day and week."""
    db, now = services.ground.db, services.ground.clock()
    standing = await operation.standing(db, now=now)
    lately = {title: await operation.lately(db, since=now - long) for title, long in STRETCHES.items()}
    shell = services.pages.shell(user_of(request), title="Drift", place="operation")
    page = operation_page(shell, standing, lately, hosts=services.settings.push_hosts, now=now)
    return services.pages.drawn("pages/operation.html", page)
