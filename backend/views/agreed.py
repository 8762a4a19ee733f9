"""What was agreed about job search, as it is drawn and filled in."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, structs

from backend.domain.date_words import date_short
from backend.domain.dates import plus
from backend.domain.period import Kind
from backend.domain.requirement import Requirement, in_turn
from backend.domain.time import local_date
from backend.views.application import CHANNEL_LABELS
from backend.views.form import Field, Filled, Option

PER: dict[Kind, str] = {"week": "om ugen", "month": "om måneden"}
TICK = "channels-"
SINCE = "Kan ligge op til 31 dage tilbage."
NOT_MEASURED = "Det, I aftaler med ord. Konkret tæller ikke efter det."


class AgreedCard(Struct, frozen=True, kw_only=True):
    """One requirement. `per` is «2 om ugen», "" = nothing is asked for; `until` a date, "" = until further notice.

    `ways` names the ways that count, "" = all; `replaced`: another was set from the same day, so it never held.
    """

    id: str
    per: str
    since: str
    until: str
    ways: str
    fields: str
    geography: str
    uploads: int
    note: str
    set_by: str
    set_on: str
    replaced: bool


def per(number: int, kind: Kind) -> str:
    """«2 om ugen»; "" for nothing."""
    return f"{number} {PER[kind]}" if number else ""


def holding_from(requirement: Requirement) -> str:
    """«6 om måneden, gælder fra 28. nov.»: what is told where the running period does not ask for any of it."""
    return f"{per(requirement.number, requirement.period)}, gælder fra {date_short(requirement.since)}"


def agreed_cards(requirements: Sequence[Requirement]) -> list[AgreedCard]:
    """All of them in the order of their days, then of their setting."""
    held = in_turn(requirements)
    until = {each.id: plus(after.since, -1) for each, after in pairwise(held)}
    standing = {each.id for each in held}
    in_order = sorted(requirements, key=lambda each: (each.since, each.set_at, each.id))
    return [_card(each, until=until.get(each.id, ""), replaced=each.id not in standing) for each in in_order]


def agreed_form(filled: Filled, held: Requirement | None, *, today: str) -> tuple[Field, ...]:
    """Sets a requirement; what holds now stands in it."""
    choices = {"week": PER["week"], "month": PER["month"]}
    uploads = str(held.uploads) if held else "0"
    return (
        filled.field(
            "number", "Hvor mange ansøgninger?", kind="number", value=str(held.number) if held else "", required=True
        ),
        filled.field(
            "period", "Hvor tit?", kind="select", value=held.period if held else "week", required=True, choices=choices
        ),
        filled.field("since", "Gælder fra", kind="date", value=today, hint=SINCE, required=True),
        _ways(filled, held),
        filled.field("fields", "Fag og stillinger", value=held.fields if held else "", hint=NOT_MEASURED),
        filled.field("geography", "Område", value=held.geography if held else "", hint=NOT_MEASURED),
        filled.field("uploads", "Ansøgninger, der skal vedhæftes hver måned", kind="number", value=uploads),
        filled.field("note", "Note", kind="textarea", hint="Borgeren kan læse den."),
    )


def ending_form(filled: Filled, *, today: str) -> tuple[Field, ...]:
    """Asks for nothing any more."""
    return (
        filled.field("since", "Fra og med", kind="date", value=today, required=True),
        filled.field("note", "Note", kind="textarea", hint="Borgeren kan læse den."),
    )


def _ways(filled: Filled, held: Requirement | None) -> Field:
    """Ticks, of which none means all."""
    agreed = {f"{TICK}{channel}" for channel in held.channels} if held else set[str]()
    ticked = filled.typed if filled.typed else agreed
    blank = filled.field(
        "channels", "Måder at søge på, der tæller", kind="ticks", hint="Sæt ingen kryds, hvis alle tæller."
    )
    options = tuple(
        Option(value=channel, label=label, selected=f"{TICK}{channel}" in ticked)
        for channel, label in CHANNEL_LABELS.items()
    )
    return structs.replace(blank, options=options)


def _card(requirement: Requirement, *, until: str, replaced: bool) -> AgreedCard:
    return AgreedCard(
        id=requirement.id,
        per=per(requirement.number, requirement.period),
        since=requirement.since,
        until=until,
        ways=", ".join(CHANNEL_LABELS[channel] for channel in requirement.channels),
        fields=requirement.fields,
        geography=requirement.geography,
        uploads=requirement.uploads,
        note=requirement.note,
        set_by=requirement.set_by,
        set_on=local_date(requirement.set_at),
        replaced=replaced,
    )
