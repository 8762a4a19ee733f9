"""«Spor»: chosen and ticked by a caseworker, read by the citizen."""

from functools import partial

from litestar import Response, post

from backend.commands import tracks as commands
from backend.domain.errors import Invalid
from backend.store import record as records
from backend.views.shell import Shell
from backend.views.tracks import TracksPage, track_page, tracks_page
from backend.web.asked import Asked, Segment, show
from backend.web.followed import Followed, about, fresh_or_sent
from backend.web.forms import see_other, signed
from backend.web.guards import caseworker, citizen, user_of
from backend.web.services import Given, Services


@show("/spor", guards=[citizen])
async def show_track(request: Asked, services: Given) -> Response[str]:
    """The track, why it was chosen, its actions, and those before it."""
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    shell = services.pages.shell(user, title="Dit spor", place="more")
    return services.pages.drawn("pages/track.html", track_page(shell, record))


@show("/borgere/{citizen:str}/spor", guards=[caseworker])
async def show_tracks(request: Asked, services: Given, citizen: Segment) -> Response[str]:
    """The same with ticks, and the choice of another."""
    return await _all(request, services, citizen)


@post("/borgere/{citizen:str}/spor", guards=[caseworker])
async def choose(request: Asked, services: Given, citizen: Segment) -> Response[str] | Response[None]:
    """Choose a track; the same form sent twice chooses once."""
    form = await signed(request, services)
    args = commands.Choose(id=form.get("id", ""), track=form.get("track", ""), reason=form.get("reason", ""))
    command = partial(commands.choose, tracks=services.shelf.tracks)
    try:
        await services.carry_out("track.choose", command, args, actor=user_of(request).person, citizen=citizen)
    except Invalid as error:
        return await _all(request, services, citizen, typed=form, problems=error.fields)
    return see_other(request, f"/borgere/{citizen}/spor")


@post("/borgere/{citizen:str}/spor/{track:str}", guards=[caseworker])
async def tick(request: Asked, services: Given, citizen: Segment, track: Segment) -> Response[str] | Response[None]:
    """Tick an action of a followed track, or take the tick back."""
    form = await signed(request, services)
    args = commands.Tick(followed=track, action=form.get("action", ""), done=form.get("done") == "1")
    try:
        await services.carry_out("track.tick", commands.tick, args, actor=user_of(request).person, citizen=citizen)
    except Invalid as error:
        return await _all(request, services, citizen, problems=error.fields)
    return see_other(request, f"/borgere/{citizen}/spor#{args.action}")


async def _all(
    request: Asked,
    services: Services,
    citizen: str,
    *,
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> Response[str]:
    async def page(shell: Shell, found: Followed) -> TracksPage:
        return tracks_page(
            shell,
            found.person,
            found.record,
            tracks=services.shelf.tracks,
            fresh=fresh_or_sent(services, typed),
            typed=typed,
            problems=problems,
        )

    return await about(request, services, citizen, "pages/tracks.html", page, title="Spor", problems=problems)
