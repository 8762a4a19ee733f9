"""«Mit forløb»: the citizen's course, being prepared for a meeting of it, and coming to it."""

from collections.abc import Mapping

from litestar import Response, post

from backend.commands import meetings
from backend.store import record as records
from backend.views.course import course_page
from backend.web.asked import Asked, Segment, show
from backend.web.forms import see_other, signed, whole_number
from backend.web.guards import citizen, user_of
from backend.web.services import Given, Services


@show("/forloeb", guards=[citizen])
async def show_course(request: Asked, services: Given) -> Response[str]:
    """The line of meetings, and the citizen's wishes."""
    return await whole_course(request, services)


@post("/moede/{meeting:str}/klar", guards=[citizen])
async def get_ready(request: Asked, services: Given, meeting: Segment) -> Response[None]:
    """«Jeg har forberedt mig», or not after all; back to the page that it was said on."""
    form = await signed(request, services)
    person = user_of(request).person
    args = meetings.Ready(meeting=meeting, ready=form.get("ready") == "1")
    await services.carry_out("meeting.ready", meetings.ready, args, actor=person, citizen=person.id)
    return see_other(request, _said_on(form, meeting))


@post("/moede/{meeting:str}/kommer", guards=[citizen])
async def come(request: Asked, services: Given, meeting: Segment) -> Response[None]:
    """«Jeg kommer», or not after all; back to the page that it was said on."""
    form = await signed(request, services)
    person = user_of(request).person
    booked_at = whole_number(form.get("booked_at", ""))
    args = meetings.Come(meeting=meeting, booked_at=booked_at, comes=form.get("comes") == "1")
    await services.carry_out("meeting.come", meetings.come, args, actor=person, citizen=person.id)
    return see_other(request, _said_on(form, meeting))


async def whole_course(
    request: Asked, services: Services, *, typed: dict[str, str] | None = None, problems: dict[str, str] | None = None
) -> Response[str]:
    """The page; `typed` and `problems` are those of the wish, which may be about one meeting that is to be moved."""
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    shell = services.pages.shell(user, title="Mit forløb", place="course")
    fresh = (typed or {}).get("id") or services.ground.fresh_id()
    moving = (typed or {}).get("flyt") or request.query_params.get("flyt", "")
    now = services.ground.clock()
    page = course_page(shell, record, now=now, fresh=fresh, moving=moving, typed=typed, problems=problems)
    return services.pages.with_form("pages/course.html", page, problems=problems)


def _said_on(form: Mapping[str, str], meeting: str) -> str:
    """The meeting on the page that a form of it stood on."""
    return f"{'/forloeb' if form.get('page') == 'course' else '/'}#m-{meeting}"
