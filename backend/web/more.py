"""«Mere»: reminders, who follows the course, signing out, and the way to the rest."""

from litestar import Response

from backend.store import record as records
from backend.views.more import more_page
from backend.web.asked import Asked, show
from backend.web.guards import citizen, user_of
from backend.web.services import Given


@show("/mere", guards=[citizen])
async def show_more(request: Asked, services: Given) -> Response[str]:
    """The rest, in one place."""
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    shell = services.pages.shell(user, title="Mere", place="more")
    page = more_page(shell, record, name=user.person.name, vapid_key=services.vapid_key)
    return services.pages.drawn("pages/more.html", page)
