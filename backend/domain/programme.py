"""A programme: its meetings and what must come of each, as data with a reference for every fact."""

import tomllib
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from backend.domain.errors import DomainError

Ref = Annotated[str, Meta(pattern=r"^[A-E](\.[0-9A-Z]+){0,2}$")]
Words = Annotated[str, Meta(min_length=1, max_length=200)]
Kind = Literal["outcome", "topic", "homework", "mandatory", "escalation", "agreement_example"]


class Misread(DomainError):
    """A programme file that cannot be used; the reason says where and what was expected."""

    code = "misread"


class Fact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fact of the source documents: its reference, Danish for the screen, English for the reader of the file."""

    ref: Ref
    da: Words
    en: Words


class MinimumOfJobs(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many concrete jobs are handed out at the least."""

    count: Annotated[int, Meta(ge=1, le=20)]


class Step(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One meeting of the programme. `plain` asks in plain words what it is about, `prepare` is what to do before."""

    held_by: Words
    plain: Words
    prepare: tuple[Words, ...]
    jobs: MinimumOfJobs | None = None
    outcomes: tuple[Fact, ...] = ()


class Programme(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One programme, meetings in their order. `version` is the date of the wording, YYYY-MM-DD."""

    version: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    mandatory: tuple[Fact, ...] = ()
    escalations: tuple[Fact, ...] = ()
    meetings: tuple[Step, ...]
    agreements: tuple[Fact, ...] = ()

    def step(self, ref: str) -> Step | None:
        """The meeting of that reference, or None."""
        return next((step for step in self.meetings if step.ref == ref), None)

    def facts(self) -> list[Fact]:
        """Every fact carried, the programme itself among them."""
        found: list[Fact] = [self, *self.mandatory, *self.escalations]
        for step in self.meetings:
            found += [step, *step.outcomes, *([step.jobs] if step.jobs else [])]
        return [*found, *self.agreements]


def parse(text: str, *, name: str) -> Programme:
    """The programme in a TOML text. Raises Misread that says in which file, where and what was expected."""
    try:
        programme = msgspec.convert(tomllib.loads(text), Programme)
    except tomllib.TOMLDecodeError as error:
        raise Misread(f"{name}: ikke gyldig TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise Misread(f"{name}: {error}") from error
    refs = [fact.ref for fact in programme.facts()]
    if twice := sorted({ref for ref in refs if refs.count(ref) > 1}):
        raise Misread(f"{name}: ref {', '.join(twice)} står mere end én gang")
    return programme
