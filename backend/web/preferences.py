"""«Påmindelser»: what one is reminded of and when, for citizens and caseworkers alike."""

from litestar import Response, post

from backend.commands import preferences as commands
from backend.domain.errors import Invalid
from backend.domain.preference import Preferences
from backend.domain.reminder import KINDS
from backend.store import preferences
from backend.views.preferences import DETAILS, preferences_page
from backend.web.asked import Asked, show
from backend.web.forms import see_other, signed
from backend.web.guards import takes_part, user_of
from backend.web.services import Given, Services


@show("/paamindelser", guards=[takes_part])
async def show_preferences(request: Asked, services: Given) -> Response[str]:
    """Every kind there is for this person, the quiet hours, and what a lock screen may say."""
    wanted = await preferences.of(services.ground.db, user_of(request).person.id)
    return _drawn(request, services, wanted)


@post("/paamindelser/valg", guards=[takes_part])
async def choose(request: Asked, services: Given) -> Response[str] | Response[None]:
    """Keep what is ticked."""
    form = await signed(request, services)
    args = commands.Choose(
        on=[kind for kind in KINDS if form.get(kind) == "1"],
        quiet_from=form.get("quiet_from", ""),
        quiet_to=form.get("quiet_to", ""),
        details=form.get(DETAILS) == "1",
    )
    try:
        await commands.choose(services.ground, args, actor=user_of(request).person)
    except Invalid as error:
        typed = Preferences(
            chosen={kind: "on" if kind in args.on else "off" for kind in KINDS},
            quiet_from=args.quiet_from,
            quiet_to=args.quiet_to,
            details=args.details,
        )
        return _drawn(request, services, typed, problems=error.fields)
    return see_other(request, "/paamindelser")


def _drawn(
    request: Asked, services: Services, wanted: Preferences, *, problems: dict[str, str] | None = None
) -> Response[str]:
    shell = services.pages.shell(user_of(request), title="Påmindelser", place="more")
    page = preferences_page(shell, wanted, vapid_key=services.vapid_key, problems=problems)
    return services.pages.with_form("pages/preferences.html", page, problems=problems)
