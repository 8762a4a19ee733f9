"""Wishes as they are drawn: the citizen's with how they stand, the form that makes one, the form that answers one."""

from msgspec import Struct

from backend.domain.meeting import Meeting
from backend.domain.record import Record
from backend.domain.wish import Answer, Kind, Wish, urgency
from backend.views.form import BLANK, Field, Filled
from backend.views.status import Status, received

LABELS: dict[Kind, str] = {
    "topic": "Emne til mødet",
    "homework": "Forslag til hjemmeopgave",
    "job": "Fundet job",
    "move": "Ønske om en anden dag",
}
CHOICES: dict[Kind, str] = {
    "topic": "Tale om noget på mødet",
    "homework": "Foreslå en hjemmeopgave",
    "job": "Tage et job med, jeg har fundet",
    "move": "Flytte mødet",
}


class WishCard(Struct, frozen=True, kw_only=True):
    """One wish. `day` is a date or "", `meeting` the id of the meeting it is about or ""."""

    id: str
    kind: Kind
    label: str
    text: str
    link: str
    day: str
    meeting: str
    answer: Answer
    answer_text: str
    answered_by: str
    status: Status


class AskedWish(Struct, frozen=True, kw_only=True):
    """A wish for the caseworker; one that is answered has no fields. `to_move`: its meeting is to be moved still."""

    card: WishCard
    form: tuple[Field, ...]
    to_move: bool


def wish_cards(record: Record) -> tuple[WishCard, ...]:
    """Those that wait for an answer, then the answered ones, the latest first."""
    return tuple(_card(wish) for wish in sorted(record.wishes, key=urgency))


def wish_form(filled: Filled, *, movable: bool) -> tuple[Field, ...]:
    """Makes a wish; a meeting that is not booked cannot be moved."""
    choices = {kind: label for kind, label in CHOICES.items() if movable or kind != "move"}
    return (
        filled.field("kind", "Hvad vil du gerne?", kind="select", value="topic", required=True, choices=choices),
        filled.field(
            "text",
            "Skriv det med dine egne ord",
            kind="textarea",
            hint="Hvad det er, eller hvorfor mødet skal flyttes.",
            required=True,
        ),
        filled.field("link", "Link til jobbet", kind="url", hint="Hvis du har fundet et job."),
        filled.field("day", "Den dag, du hellere vil", kind="date", hint="Hvis mødet skal flyttes."),
    )


def move_form(filled: Filled) -> tuple[Field, ...]:
    """Asks for another day, and says why; the day may be left open."""
    return (
        filled.field("text", "Hvorfor kan du ikke?", kind="textarea", required=True),
        filled.field("day", "Ved du en dag, der passer bedre?", kind="date"),
    )


def asked_wishes(record: Record, *, about: str, filled: Filled) -> tuple[AskedWish, ...]:
    """Every wish with the form that answers it; `filled` is that of the wish `about`."""
    meetings = {each.id: each for each in record.meetings}
    return tuple(
        AskedWish(
            card=_card(wish),
            form=_answer_form(filled if wish.id == about else BLANK, wish),
            to_move=_is_to_move(wish, meetings.get(wish.meeting)),
        )
        for wish in sorted(record.wishes, key=urgency)
    )


def _is_to_move(wish: Wish, meeting: Meeting | None) -> bool:
    """Whether a yes was said to another day, and the meeting stands where it stood then."""
    granted = wish.kind == "move" and wish.answer == "yes"
    return granted and meeting is not None and meeting.state == "booked" and meeting.booked_at < wish.answered_at


def _answer_form(filled: Filled, wish: Wish) -> tuple[Field, ...]:
    if wish.answer:
        return ()
    job = (
        filled.field("title", "Stilling", value=wish.text, hint="Ved ja bliver det et job på borgerens liste."),
        filled.field("employer", "Arbejdsgiver", hint="Skal udfyldes ved ja."),
    )
    text = filled.field("answer_text", "Svar", kind="textarea", hint="Ved nej: skriv hvorfor. Borgeren læser det.")
    return (*(job if wish.kind == "job" else ()), text)


def _card(wish: Wish) -> WishCard:
    return WishCard(
        id=wish.id,
        kind=wish.kind,
        label=LABELS[wish.kind],
        text=wish.text,
        link=wish.link,
        day=wish.day,
        meeting=wish.meeting,
        answer=wish.answer,
        answer_text=wish.answer_text,
        answered_by=wish.answered_by,
        status=received(wish.received_at),
    )
