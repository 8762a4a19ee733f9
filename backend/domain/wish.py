"""A wish: how the citizen shapes the course (D.0.1), and what the caseworker answers."""

from collections.abc import Iterable
from typing import Literal, get_args

from msgspec import Struct, structs

from backend.domain.dates import is_date
from backend.domain.errors import Answered, Invalid
from backend.domain.text import NOTE, TITLE, Problems, clean, web_address, written

Kind = Literal["topic", "homework", "job", "move"]
Answer = Literal["", "yes", "no"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Wish(Struct, frozen=True, kw_only=True):
    """One wish: a topic for the agenda, homework, a job found, or another time for a meeting.

    `meeting` is the meeting it is about ("" = the next), `link` a job's address, `day` the date wished for when
    moving ("" = any other: who is ill does not know).
    `answered_at` is an instant (0 = not answered).
    """

    id: str
    version: int
    kind: Kind
    meeting: str
    text: str
    link: str
    day: str
    made_at: int
    received_at: int
    answer: Answer
    answer_text: str
    answered_by: str
    answered_at: int


class Wished(Struct, frozen=True, kw_only=True):
    """What the citizen fills in; `day` is a date or ""."""

    kind: str
    text: str
    link: str
    day: str


REQUIRED = {
    "topic": "Skriv, hvad du gerne vil tale om.",
    "homework": "Skriv, hvilken opgave du foreslår.",
    "job": "Skriv, hvilket job du har fundet.",
    "move": "Skriv kort, hvorfor mødet skal flyttes.",
}


def check(wished: Wished, *, today: str, movable: bool) -> Wished:
    """The wish, tidied; `movable`: it is about a meeting that is booked.

    Raises Invalid with a sentence for each field at fault.
    """
    problems = Problems()
    if wished.kind not in KINDS:
        problems.add("kind", "Vælg, hvad du ønsker.")
    elif wished.kind == "move" and not movable:
        problems.add("kind", "Der er ikke noget møde at flytte.")
    required = REQUIRED.get(wished.kind, REQUIRED["topic"])
    text = problems.of("text", written(wished.text, most=TITLE, required=required))
    link = problems.of("link", web_address(wished.link))
    day = clean(wished.day)
    if day and not is_date(day):
        problems.add("day", "Skriv en dato, for eksempel 2026-12-01.")
    elif day and day < today:
        problems.add("day", "Datoen er passeret.")
    if problems:
        raise Invalid(problems.fields)
    return Wished(kind=wished.kind, text=text, link=link, day=day)


def wish(wished: Wished, *, id: str, meeting: str, made_at: int, received_at: int) -> Wish:  # noqa: A002 -- a field
    """A wish nobody has answered yet."""
    return Wish(
        id=id,
        version=0,
        **structs.asdict(wished),
        meeting=meeting,
        made_at=made_at,
        received_at=received_at,
        answer="",
        answer_text="",
        answered_by="",
        answered_at=0,
    )


def answered(wish: Wish, answer: Answer, text: str, *, by: str, at: int) -> Wish:
    """The wish with what `by`, a name, answered at the instant `at`."""
    return structs.replace(wish, answer=answer, answer_text=text, answered_by=by, answered_at=at)


def must_be_unanswered(wish: Wish) -> None:
    """Raises Answered: an answer is not taken back by either side."""
    if wish.answer:
        raise Answered(f"{wish.answered_by} har svaret på ønsket.")


def asked_to_move(wishes: Iterable[Wish], meeting: str) -> list[Wish]:
    """Those that ask to move the meeting of that id and wait for an answer, the latest first."""
    asked = [each for each in wishes if each.kind == "move" and each.meeting == meeting and not each.answer]
    return sorted(asked, key=urgency)


def urgency(wish: Wish) -> tuple[bool, int, str]:
    """Sorts wishes: those that wait for an answer first, the latest of each on top."""
    return (wish.answer != "", -max(wish.answered_at, wish.made_at), wish.id)


def check_answer(answer: str, text: str) -> tuple[Answer, str]:
    """The caseworker's answer, tidied. Raises Invalid: who hears no is owed a reason."""
    problems = Problems()
    tidy = problems.of("answer_text", written(text, most=NOTE))
    if answer not in {"yes", "no"}:
        problems.add("answer", "Vælg ja eller nej.")
    elif answer == "no" and not tidy:
        problems.add("answer_text", "Skriv, hvorfor ikke.")
    if problems:
        raise Invalid(problems.fields)
    return ("yes" if answer == "yes" else "no"), tidy
