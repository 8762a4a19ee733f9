"""«Drift»: how the deployment does, in numbers of nobody."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from backend.domain.date_words import received
from backend.domain.delivery import WAYS
from backend.domain.operation import FATES, Lately, Standing, by_kind, by_service
from backend.domain.reminder import KINDS
from backend.domain.subscription import services
from backend.domain.time import local
from backend.views.deliveries import WAY_LABELS
from backend.views.preferences import LABELS
from backend.views.shell import Shell

SECOND = 1000
MINUTE = 60
SERVICES: Final[Mapping[str, str]] = {
    "fcm.googleapis.com": "Google",
    "jmt17.google.com": "Google (jmt17)",
    "updates.push.services.mozilla.com": "Mozilla",
    "web.push.apple.com": "Apple",
    "notify.windows.com": "Microsoft",
    "other": "anden tjeneste",
}
OUTCOMES: Final = ("taken", "seen", "later", "refused", "gone", "unknown")


class Line(Struct, frozen=True, kw_only=True):
    """One row of a table: what it is about, and its numbers in the order of the columns, as text."""

    label: str
    numbers: tuple[str, ...]


class Stretch(Struct, frozen=True, kw_only=True):
    """What came of a stretch of time: reminders by kind (sent, unheard, too late), attempts by way and service."""

    title: str
    kinds: tuple[Line, ...]
    places: tuple[Line, ...]


class OperationPage(Struct, frozen=True, kw_only=True):
    """`now` holds one number a row; `is_idle`: no worker is there."""

    shell: Shell
    is_idle: bool
    now: tuple[Line, ...]
    stretches: tuple[Stretch, ...]


def operation_page(
    shell: Shell, standing: Standing, lately: Mapping[str, Lately], *, hosts: tuple[str, ...], now: int
) -> OperationPage:
    """The page. `lately` is what came of each stretch, by its title; `hosts` are the push services."""
    return OperationPage(
        shell=shell,
        is_idle=not standing.workers,
        now=_now(standing, now=now, today=shell.today),
        stretches=tuple(
            Stretch(title=title, kinds=_kinds(found), places=_places(found, hosts=hosts))
            for title, found in lately.items()
        ),
    )


def _now(standing: Standing, *, now: int, today: str) -> tuple[Line, ...]:
    waited = _duration((now - standing.first_due) // SECOND) if standing.first_due else "–"
    tidied = received(local(standing.tidied_at), today) if standing.tidied_at else "endnu ikke"
    return (
        Line(label="Påmindelser, der venter på at blive sendt", numbers=(_text(standing.waiting),)),
        Line(label="Den første af dem har ventet", numbers=(waited,)),
        Line(label="Påmindelser under afsendelse, eller som prøves igen", numbers=(_text(standing.held),)),
        Line(label="Arbejdere i gang", numbers=(_text(standing.workers),)),
        Line(label="Ændringer fra telefoner sat til side efter fejl hos os", numbers=(_text(standing.set_aside),)),
        Line(label="Sidste oprydning", numbers=(tidied,)),
    )


def _kinds(found: Lately) -> tuple[Line, ...]:
    counts = by_kind(found)
    labels = {**{kind: LABELS[kind] for kind in KINDS}, "other": "Andet"}
    lines = {label: [counts[kind, state] for state in FATES] for kind, label in labels.items()}
    return _filled(lines)


def _places(found: Lately, *, hosts: tuple[str, ...]) -> tuple[Line, ...]:
    counts = by_service(found, hosts=hosts)
    places = {("push", each): f"{WAY_LABELS['push']}: {SERVICES.get(each, each)}" for each in services(hosts)}
    places |= {(way, ""): WAY_LABELS[way] for way in WAYS if way != "push"}
    return _filled({label: [counts[*place, outcome] for outcome in OUTCOMES] for place, label in places.items()})


def _filled(lines: Mapping[str, list[int]]) -> tuple[Line, ...]:
    """Those of which there is anything to tell."""
    return tuple(
        Line(label=label, numbers=tuple(map(_text, numbers))) for label, numbers in lines.items() if any(numbers)
    )


def _text(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _duration(seconds: int) -> str:
    return f"{seconds} sek." if seconds < 2 * MINUTE else f"{_text(seconds // MINUTE)} min."
