"""«In a few taps»: a job that another app shares, or that is at a link, becomes the form of an application."""

from litestar import Response, post

from backend.advert.fetch import NotFetched
from backend.domain.advert import Advert, as_planned, filled, shared
from backend.domain.errors import Invalid
from backend.domain.record import Record
from backend.domain.repeat import job_alike, look_alike
from backend.domain.text import Refused, web_address
from backend.store import record as records
from backend.views.advert import advert_page, told_of
from backend.views.entry import entry_page, new_page
from backend.web import share
from backend.web.asked import Asked, show
from backend.web.forms import signed
from backend.web.guards import citizen, user_of
from backend.web.services import Given, Services

Fields = dict[str, str]

# In ten minutes, for each person: our server must not be anybody's way to trouble another.
MOST_READ = 20
NO_LINK = "Indsæt et link."
UNREAD = "Siden kan ikke hentes. Skriv selv, hvad der står i opslaget."
TOO_OFTEN = "Du har hentet mange opslag på kort tid. Vent ti minutter, eller skriv det selv."


@show(share.PATH, guards=[citizen])
async def show_shared(request: Asked, services: Given) -> Response[str]:
    """What was shared, as the form of an application that is planned: so short that the way to keep it is in view.

    Nothing is kept yet, and nothing fetched.
    """
    typed = as_planned(shared(request.query_params))
    record = await records.read(services.ground.db, user_of(request).person.id)
    is_known = look_alike(typed, record.entries, but="") or job_alike(typed, record.jobs, record.entries)
    page = new_page(
        services.pages.shell(user_of(request), title="Joblog", place="joblog"),
        record,
        id=services.ground.fresh_id(),
        now=services.ground.clock(),
        typed=typed,
        problems={"anyway": "ja"} if is_known else None,
        shown=1,
    )
    return services.pages.drawn("pages/entry.html", page)


@show("/joblog/fra-link", guards=[citizen])
async def show_link(request: Asked, services: Given) -> Response[str]:
    """The form of one link."""
    return _link(request, services)


@post("/joblog/fra-link", guards=[citizen])
async def read_link(request: Asked, services: Given) -> Response[str]:
    """Read the advert at the link, for a form that has just the link or for one that is being filled in."""
    typed = await signed(request, services)
    record = await records.read(services.ground.db, user_of(request).person.id)
    try:
        link = _checked(typed.get("link", ""))
    except Invalid as error:
        # From the page of just a link there is nothing to go on with until it is one.
        if "id" not in typed:
            return _link(request, services, typed=typed, problems=error.fields)
        return _entry(request, services, record, typed=typed, problems=error.fields)
    typed = typed if "id" in typed else {**typed, "status": "planned"}
    try:
        read = filled(typed, await _advert(services, link, person=user_of(request).person.id))
    except Invalid as error:
        return _entry(request, services, record, typed=typed, problems=error.fields)
    return _entry(request, services, record, typed=read, told=told_of(typed, read))


def _checked(text: str) -> str:
    link = web_address(text)
    if isinstance(link, Refused) or not link:
        raise Invalid({"link": link.sentence if isinstance(link, Refused) else NO_LINK})
    return link


async def _advert(services: Services, link: str, *, person: str) -> Advert:
    if services.throttle.wait(f"advert/{person}", most=MOST_READ):
        raise Invalid({"link": TOO_OFTEN})
    try:
        return await services.adverts.at(link)
    except NotFetched:
        raise Invalid({"link": UNREAD}) from None


def _link(
    request: Asked, services: Services, *, typed: Fields | None = None, problems: Fields | None = None
) -> Response[str]:
    shell = services.pages.shell(user_of(request), title="Joblog", place="joblog")
    page = advert_page(shell, typed=typed, problems=problems)
    return services.pages.with_form("pages/advert.html", page, problems=problems)


def _entry(
    request: Asked,
    services: Services,
    record: Record,
    *,
    typed: Fields,
    problems: Fields | None = None,
    told: str = "",
) -> Response[str]:
    """The form of the entry that it was sent from, or of a new one."""
    shell = services.pages.shell(user_of(request), title="Joblog", place="joblog")
    entry, now = typed.get("id") or services.ground.fresh_id(), services.ground.clock()
    draw = entry_page if any(each.id == entry for each in record.entries) else new_page
    page = draw(shell, record, id=entry, now=now, typed=typed, problems=problems, told=told)
    return services.pages.with_form("pages/entry.html", page, problems=problems)
