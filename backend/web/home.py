"""«Hjem»: the next meeting, the jobs, the homework, the week."""

from litestar import Response

from backend.store import record as records
from backend.views.home import home_page
from backend.web.asked import Asked, show
from backend.web.forms import see_other
from backend.web.guards import signed_in, user_of
from backend.web.services import Given
from backend.web.session import START


@show("/", guards=[signed_in])
async def home(request: Asked, services: Given) -> Response[str] | Response[None]:
    """The citizen's start page; anybody else is shown the way to theirs."""
    user = user_of(request)
    if user.person.role != "citizen":
        return see_other(request, START[user.person.role])
    record = await records.read(services.ground.db, user.person.id)
    shell = services.pages.shell(user, title="Hjem", place="home")
    return services.pages.drawn("pages/home.html", home_page(shell, record, now=services.ground.clock()))
