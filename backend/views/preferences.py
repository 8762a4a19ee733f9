"""«Påmindelser»: what one is reminded of, when one is left in peace, and how much a lock screen may say."""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from backend.domain.preference import Preferences
from backend.domain.reminder import FOR_CASEWORKERS, FOR_CITIZENS, Kind
from backend.views.form import Field, Filled
from backend.views.shell import Shell

DETAILS: Final = "details"

LABELS: Final[Mapping[Kind, str]] = {
    "meeting-week": "En uge før et møde",
    "meeting-tomorrow": "Dagen før et møde",
    "meeting-soon": "To timer før et møde",
    "meeting-booked": "Når du får et nyt møde",
    "meeting-moved": "Når et møde flyttes",
    "meeting-cancelled": "Når et møde aflyses",
    "prepare": "To dage før et møde, hvis der er noget at forberede",
    "given": "Når du får job eller hjemmeopgaver",
    "job-deadline": "To dage før et jobs ansøgningsfrist",
    "jobs-open": "Tre dage før et møde, hvis der er job, du ikke har søgt",
    "homework-due": "Dagen før en hjemmeopgave, en aftale eller en opfølgning",
    "joblog-quiet": "Torsdag, hvis du ikke har søgt job i ugen",
    "joblog-long": "Når der er gået 30 dage uden en ansøgning",
    "requirement": "To dage før en periode slutter, hvis du mangler ansøgninger",
    "refused": "Når noget, du har sendt, ikke kunne godtages",
    "answered": "Når der er svar på et ønske, eller en ny vurdering",
    "cant-come": "Når en borger ikke kan komme til et møde",
    "not-relevant": "Når en borger melder et job ikke relevant",
    "question": "Når en borger spørger eller svarer",
    "missing-search": "Mandag, om borgere uden jobsøgning i ugen før",
    "draft-open": "Når en samtale ikke er skrevet færdig efter to timer",
    "digest": "Hver hverdag kl. 8, om det, der venter, og det, I følger op på",
}


class Tick(Struct, frozen=True, kw_only=True):
    """One thing to tick; `why` and `ref` are for lists that ask for more."""

    name: str
    label: str
    checked: bool
    ref: str = ""
    why: Literal[""] = ""


class PreferencesPage(Struct, frozen=True, kw_only=True):
    """`kinds` and `details` are ticked, `hours` two fields. `vapid_key` is what a browser subscribes with."""

    shell: Shell
    kinds: tuple[Tick, ...]
    hours: tuple[Field, ...]
    details: tuple[Tick, ...]
    back: str
    vapid_key: str


def preferences_page(
    shell: Shell, preferences: Preferences, *, vapid_key: str, problems: Mapping[str, str] | None = None
) -> PreferencesPage:
    """The form as it stands, or as it was sent with its `problems`."""
    kinds: tuple[Kind, ...] = FOR_CITIZENS if shell.role == "citizen" else FOR_CASEWORKERS
    filled = Filled(None, problems)
    hours = (
        filled.field("quiet_from", "Ro fra", kind="time", value=preferences.quiet_from, required=True),
        filled.field("quiet_to", "Ro til", kind="time", value=preferences.quiet_to, required=True),
    )
    details = Tick(name=DETAILS, label="Vis også hvem, hvor og hvad på en låst skærm", checked=preferences.details)
    return PreferencesPage(
        shell=filled.shell(shell, hours),
        kinds=tuple(Tick(name=kind, label=LABELS[kind], checked=preferences.wants(kind)) for kind in kinds),
        hours=hours,
        details=(details,),
        back="/mere" if shell.role == "citizen" else "/borgere",
        vapid_key=vapid_key,
    )
