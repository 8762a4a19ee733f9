"""What a programme asks a person to settle about a citizen: its doubts and its assessments, in its own words."""

from msgspec import Struct

from backend.domain.programme import Doubt, Programme


class Question(Struct, frozen=True, kw_only=True):
    """One of them. `meeting` is the title of the meeting that asks it ("" = any); `always`: doubt leads to a course."""

    ref: str
    about: Doubt
    rule: str
    meeting: str
    always: bool


def questions(programme: Programme) -> tuple[Question, ...]:
    """Everything the programme asks, the doubts of any meeting first."""
    doubts = [
        Question(ref=each.ref, about=each.about, rule=each.da, meeting="", always=each.always)
        for each in programme.escalations
    ]
    assessments = [
        Question(ref=each.ref, about=each.about, rule=each.da, meeting=step.da, always=False)
        for step in programme.meetings
        for each in step.assessments
    ]
    return (*doubts, *assessments)


def question(programme: Programme, ref: str) -> Question | None:
    """The question of that reference, or None."""
    return next((each for each in questions(programme) if each.ref == ref), None)
