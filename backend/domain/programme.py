"""A programme: its meetings, what must come of each, and by when, as data with a reference for every fact."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from backend.domain.age import AgeGroup
from backend.domain.window import Window

Ref = Annotated[str, Meta(pattern=r"^[A-E](\.[0-9A-Z]+){0,2}$")]
Words = Annotated[str, Meta(min_length=1, max_length=200)]
Date = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Holder = Literal["jobcentre", "a-kasse"]
Joint = Literal["never", "possibly", "always"]
Doubt = Literal["motivation", "availability"]
Benefit = Literal["dagpenge", "kontanthjælp"]

AGAIN = "+"
"""Stands between a repeated meeting's reference and which time it is: "C.4+2" is the third of its kind."""


class Fact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fact of the source documents: its reference, Danish for the screen, English for the reader of the file."""

    ref: Ref
    da: Words
    en: Words


class Point(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact of one meeting that holds for these age groups; for everybody when there are none."""

    audience: tuple[AgeGroup, ...] = ()

    def is_for(self, group: AgeGroup) -> bool:
        """Whether it holds for a citizen of that age group."""
        return not self.audience or group in self.audience


class Mandatory(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What no meeting ends without, or somebody says why.

    `shown_by`: the citizen's word is a sign of it, that they are "ready" or have gone through the "cv".
    """

    shown_by: Literal["", "ready", "cv"] = ""


class MinimumOfJobs(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many concrete jobs are handed out at the least."""

    count: Annotated[int, Meta(ge=1, le=20)]


class Assessment(Point, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a named person must judge at a meeting."""

    about: Doubt


class Escalation(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A doubt that a named person must decide on. `always`: the doubt itself leads to the course, by the documents."""

    about: Doubt
    always: bool = False


class Rule(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule for the whole course: at one of these meetings both authorities must be there, or in force from a date."""

    joint_at_one_of: tuple[Ref, ...] = ()
    in_force_from: Date | None = None


class Deadline(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At least so many meetings held within the window; `rolling`: again in each window of that length after it."""

    least: Annotated[int, Meta(ge=1, le=20)]
    window: Window
    rolling: bool = False


class Repeats(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A meeting that comes again for as long as the course lasts: `count` times in every `months`."""

    count: Annotated[int, Meta(ge=1, le=24)]
    months: Annotated[int, Meta(ge=1, le=24)]


class Step(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One meeting of the programme.

    `plain` asks in plain words what it is about, `prepare` is what to do before, `after` what comes of it.
    """

    held_by: Holder
    joint: Joint = "never"
    plain: Words
    prepare: tuple[Words, ...]
    after: Words
    window: Window | None = None
    repeats: Repeats | None = None
    jobs: MinimumOfJobs | None = None
    outcomes: tuple[Point, ...] = ()
    topics: tuple[Point, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    homework: tuple[Point, ...] = ()

    def facts(self) -> list[Fact]:
        """Every fact carried, the meeting itself among them."""
        jobs = [self.jobs] if self.jobs else []
        return [self, *self.outcomes, *self.topics, *self.assessments, *self.homework, *jobs]


class Programme(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One programme, meetings in their order. `version` is the date of the wording, YYYY-MM-DD.

    Windows are counted from the first day of unemployment, or from the first request for help.
    """

    version: Date
    benefit: Benefit
    counted_from: Literal["unemployment", "request"]
    principles: tuple[Fact, ...] = ()
    rules: tuple[Rule, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    mandatory: tuple[Mandatory, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    meetings: Annotated[tuple[Step, ...], Meta(min_length=1)]
    agreements: tuple[Fact, ...] = ()

    def step(self, ref: str) -> Step | None:
        """The meeting of that reference ("C.4+2" is a C.4), or None."""
        wanted, _, _ = ref.partition(AGAIN)
        return next((step for step in self.meetings if step.ref == wanted), None)

    def facts(self) -> list[Fact]:
        """Every fact carried, the programme itself among them."""
        whole = [self, *self.principles, *self.rules, *self.deadlines, *self.mandatory, *self.escalations]
        return [*whole, *(fact for step in self.meetings for fact in step.facts()), *self.agreements]
