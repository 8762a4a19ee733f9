"""A decision: a doubt about motivation or availability, or an assessment, settled by a named person with a reason.

Nothing decides by itself: the facts are shown beside the rule, and a person writes what follows from them.
"""

from typing import Literal, get_args

from msgspec import Struct

from backend.domain.dates import is_date
from backend.domain.errors import Invalid
from backend.domain.text import NOTE, Problems, clean, written

Outcome = Literal["no-doubt", "watch", "course"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class Decision(Struct, frozen=True, kw_only=True):
    """One decision. `rule_ref` is the programme's rule, `rule` its words, `facts` what the log showed on that day.

    `course` leads to a motivation or availability-testing course. `answer` is the citizen's own view of it.
    `follow_up_on` is the date on which it is looked at again, "" = none was set.
    """

    id: str
    version: int
    rule_ref: str
    about: Literal["motivation", "availability"]
    rule: str
    facts: tuple[str, ...]
    outcome: Outcome
    reason: str
    decided_by: str
    decided_at: int
    follow_up_on: str
    answer: str
    answered_at: int
    received_at: int


class Judgement(Struct, frozen=True, kw_only=True):
    """What a caseworker fills in; `follow_up_on` is a date or ""."""

    outcome: str
    reason: str
    follow_up_on: str


def check(judgement: Judgement, *, today: str) -> tuple[Outcome, str, str]:
    """What is judged, why, and when it is followed up, tidied.

    Raises Invalid: the citizen is owed a reason whatever it comes to.
    """
    problems = Problems()
    follow_up_on = clean(judgement.follow_up_on)
    if follow_up_on and not is_date(follow_up_on):
        problems.add("follow_up_on", "Skriv en dato, for eksempel 2026-12-01.")
    elif follow_up_on and follow_up_on < today:
        problems.add("follow_up_on", "Datoen er passeret.")
    reason = problems.of("reason", written(judgement.reason, most=NOTE, required="Skriv, hvorfor du vurderer sådan."))
    outcome: Outcome | None = next((each for each in OUTCOMES if each == judgement.outcome), None)
    if outcome is None:
        problems.add("outcome", "Vælg, hvad du vurderer.")
    if problems or outcome is None:
        raise Invalid(problems.fields)
    return outcome, reason, follow_up_on


def check_answer(answer: str) -> str:
    """The citizen's answer, tidied; empty takes it back. Raises Invalid when too long."""
    problems = Problems()
    tidy = problems.of("answer", written(answer, most=NOTE))
    if problems:
        raise Invalid(problems.fields)
    return tidy


def recency(decision: Decision) -> tuple[int, str]:
    """Sorts decisions by when they were made."""
    return (decision.decided_at, decision.id)
