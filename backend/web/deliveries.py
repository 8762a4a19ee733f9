"""«Hvad er der sendt?»: what a person was told, when, by which way, and whether it was seen."""

from litestar import Response

from backend.store import deliveries
from backend.views.deliveries import deliveries_page
from backend.web.asked import Asked, show
from backend.web.guards import takes_part, user_of
from backend.web.services import Given


@show("/paamindelser/sendt", guards=[takes_part])
async def show_deliveries(request: Asked, services: Given) -> Response[str]:
    """The last three months of it."""
    user = user_of(request)
    told = await deliveries.lately(services.ground.db, user.person.id, now=services.ground.clock())
    shell = services.pages.shell(user, title="Hvad er der sendt?", place="more")
    return services.pages.drawn("pages/deliveries.html", deliveries_page(shell, told))
