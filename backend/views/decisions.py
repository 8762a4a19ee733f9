"""Decisions as they are drawn: one for the citizen to read and answer; all, and the forms, for the caseworker."""

from collections.abc import Mapping

from msgspec import Struct

from backend.domain.decision import Decision, recency
from backend.domain.doubt import Question, questions
from backend.domain.evidence import evidence
from backend.domain.people import Person
from backend.domain.programme import Programme
from backend.domain.record import Record
from backend.domain.time import local, local_date
from backend.views.form import BLANK, Field, Filled
from backend.views.shell import Shell
from backend.views.status import Status, received

ABOUT = {"motivation": "Vurdering af motivation", "availability": "Vurdering af rådighed"}
MEANING = {
    "motivation": "Motivation handler om, hvad du selv vil, og om det, I aftaler, giver mening for dig.",
    "availability": "Rådighed betyder, at du kan tage et job nu og søger de job, I har aftalt.",
}
ALWAYS = "Er der tvivl, fører reglen altid til forløbet. Om der er tvivl, er din vurdering."
REMINDED = "Du bliver mindet om det om morgenen. Borgeren kan se datoen."
READ_BY = "Borgeren kan læse og besvare det."
COURSES = {
    "motivation": "et motivationsforløb",
    "availability": "et rådighedsafprøvende forløb (nytteaktivering)",
}


class DecisionCard(Struct, frozen=True, kw_only=True):
    """One decision. `decided` is local "YYYY-MM-DDTHH:MM", `follow_up_on` a date or "".

    `meaning` says in plain words what it is about.
    """

    id: str
    title: str
    meaning: str
    rule: str
    facts: tuple[str, ...]
    outcome: str
    reason: str
    decided_by: str
    decided: str
    follow_up_on: str
    answer: str
    answer_field: Field
    status: Status


class DecisionPage(Struct, frozen=True, kw_only=True):
    """One decision for the citizen it is about."""

    shell: Shell
    decision: DecisionCard


class QuestionCard(Struct, frozen=True, kw_only=True):
    """What the programme asks the caseworker to settle. `hint` is "" but where the rule leaves little to settle."""

    ref: str
    title: str
    rule: str
    meeting: str
    hint: str
    form: tuple[Field, ...]
    is_open: bool


class DecisionsPage(Struct, frozen=True, kw_only=True):
    """All of one citizen's, for the caseworker. `fresh` is the id of what a form makes; `facts` are those of now."""

    shell: Shell
    id: str
    name: str
    facts: tuple[str, ...]
    questions: tuple[QuestionCard, ...]
    decisions: tuple[DecisionCard, ...]
    fresh: str


def decision_page(
    shell: Shell,
    record: Record,
    *,
    decision: str,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> DecisionPage:
    """The decision of that id, which the record must hold; `typed` and `problems` are those of the answer."""
    filled = Filled(typed, problems)
    card = _card(next(each for each in record.decisions if each.id == decision), filled)
    return DecisionPage(shell=filled.shell(shell, (card.answer_field,)), decision=card)


def decisions_page(  # noqa: PLR0913 -- a page of forms takes what each of them needs
    shell: Shell,
    person: Person,
    record: Record,
    *,
    programme: Programme,
    now: int,
    fresh: str,
    rule: str = "",
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> DecisionsPage:
    """What the log shows at the instant `now` beside what is asked; `typed` and `problems` are those of `rule`."""
    filled = Filled(typed, problems)
    cards = tuple(
        _question(each, filled if each.ref == rule else BLANK, is_open=each.ref == rule)
        for each in questions(programme)
    )
    return DecisionsPage(
        shell=filled.shell(shell, *(card.form for card in cards if card.is_open)),
        id=person.id,
        name=person.name,
        facts=evidence(record, today=local_date(now)),
        questions=cards,
        decisions=tuple(_card(each, BLANK) for each in newest_first(record)),
        fresh=fresh,
    )


def newest_first(record: Record) -> list[Decision]:
    """Every decision, the latest on top."""
    return sorted(record.decisions, key=recency, reverse=True)


def _outcomes(about: str) -> dict[str, str]:
    return {
        "no-doubt": "Der er ingen tvivl",
        "watch": "Vi holder øje med det",
        "course": f"Det fører til {COURSES[about]}",
    }


def _question(question: Question, filled: Filled, *, is_open: bool) -> QuestionCard:
    choices = {"": "Vælg"} | _outcomes(question.about)
    return QuestionCard(
        ref=question.ref,
        title=ABOUT[question.about],
        rule=question.rule,
        meeting=question.meeting,
        hint=ALWAYS if question.always else "",
        form=(
            filled.field("outcome", "Din vurdering", kind="select", required=True, choices=choices),
            filled.field("reason", "Hvorfor?", kind="textarea", hint=READ_BY, required=True),
            filled.field("follow_up_on", "Følg op", kind="date", hint=REMINDED),
        ),
        is_open=is_open,
    )


def _card(decision: Decision, filled: Filled) -> DecisionCard:
    return DecisionCard(
        id=decision.id,
        title=ABOUT[decision.about],
        meaning=MEANING[decision.about],
        rule=decision.rule,
        facts=decision.facts,
        outcome=_outcomes(decision.about)[decision.outcome],
        reason=decision.reason,
        decided_by=decision.decided_by,
        decided=local(decision.decided_at),
        follow_up_on=decision.follow_up_on,
        answer=decision.answer,
        answer_field=filled.field("answer", "Hvordan ser du på det?", kind="textarea", value=decision.answer),
        status=received(decision.received_at),
    )
