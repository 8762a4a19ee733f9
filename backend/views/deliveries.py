"""What was sent: for the person, each reminder with every attempt; for a caseworker, whether a meeting's arrived."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from backend.domain.date_words import received
from backend.domain.delivery import Delivery, Outcome, Told, Way
from backend.domain.time import local, local_date
from backend.views.preferences import LABELS
from backend.views.shell import Shell

WAY_LABELS: Final[Mapping[Way, str]] = {
    "push": "Telefon",
    "email": "E-mail",
    "sms": "SMS",
    "digital-post": "Digital Post",
}
_SENT: Final[Mapping[Way, str]] = {
    "push": "til telefonen",
    "email": "som e-mail",
    "sms": "som SMS",
    "digital-post": "som Digital Post",
}
_CAME: Final[Mapping[Outcome, str]] = {
    "": "Det vides ikke, om det kom af sted",
    "taken": "Sendt. Det vides ikke, om det er set",
    "gone": "Adressen eller telefonen findes ikke mere",
    "later": "Kunne ikke afleveres lige da",
    "refused": "Blev ikke taget imod",
}
_STATES: Final[Mapping[str, str]] = {
    "unheard": "Ikke sendt: der var ingen telefon eller adresse at sende til",
    "too-late": "Ikke sendt: det ville være kommet for sent",
}


class AttemptLine(Struct, frozen=True, kw_only=True):
    """One attempt: by which way, when (local "YYYY-MM-DDTHH:MM"), and what came of it in words."""

    way: str
    at: str
    came: str


class ToldLine(Struct, frozen=True, kw_only=True):
    """One reminder. `state` is a sentence when it was not sent in the end, else ""; `at` is local."""

    what: str
    at: str
    state: str
    attempts: tuple[AttemptLine, ...]


class DeliveriesPage(Struct, frozen=True, kw_only=True):
    """The newest first."""

    shell: Shell
    told: tuple[ToldLine, ...]


def deliveries_page(shell: Shell, told: Iterable[Told]) -> DeliveriesPage:
    """The page, in the order it is given."""
    return DeliveriesPage(
        shell=shell,
        told=tuple(
            ToldLine(
                what=LABELS[each.kind],
                at=local(each.at),
                state=_STATES.get(each.state, ""),
                attempts=tuple(_attempt(one, today=shell.today) for one in each.deliveries),
            )
            for each in told
        ),
    )


def reminded_of(meeting: str, told: Iterable[Told], *, now: int) -> str:
    """Whether a reminder of that meeting arrived, as one sentence."""
    today = local_date(now)
    about = [each for each in told if each.about == meeting]
    made = [delivery for each in about for delivery in each.deliveries]
    if seen := max((each.seen_at for each in made), default=0):
        return f"Påmindelse vist på borgerens telefon {received(local(seen), today)}."
    if taken := max((each for each in made if each.outcome == "taken"), key=lambda each: each.at, default=None):
        return f"Påmindelse sendt {_SENT[taken.way]} {received(local(taken.at), today)}. Det vides ikke, om den er set."
    return "Borgeren er ikke nået med en påmindelse." if about else ""


def _attempt(delivery: Delivery, *, today: str) -> AttemptLine:
    seen = delivery.seen_at
    return AttemptLine(
        way=WAY_LABELS[delivery.way],
        at=local(delivery.at),
        came=f"Vist {received(local(seen), today)}" if seen else _CAME[delivery.outcome],
    )
