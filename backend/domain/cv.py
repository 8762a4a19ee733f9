"""The CV point: when goals, experience and education in the CV on Jobnet were last gone through, by their word."""

from typing import Literal, get_args

from msgspec import Struct, structs

from backend.domain.dates import is_date
from backend.domain.errors import Invalid
from backend.domain.text import NOTE, Problems, clean, web_address, written

Part = Literal["goals", "experience", "education"]
PARTS: tuple[Part, ...] = get_args(Part)


class Cv(Struct, frozen=True, kw_only=True):
    """One a citizen. The dates say when each part was last found in order ("" = never, or not any more)."""

    id: str
    version: int
    goals_ok_on: str
    experience_ok_on: str
    education_ok_on: str
    note: str
    link: str
    received_at: int

    @property
    def dates(self) -> tuple[str, str, str]:
        """Those of `PARTS`, in their order."""
        return (self.goals_ok_on, self.experience_ok_on, self.education_ok_on)


def unseen(id: str) -> Cv:  # noqa: A002 -- the field's own name
    """A CV of which nothing is known."""
    return Cv(
        id=id, version=0, goals_ok_on="", experience_ok_on="", education_ok_on="", note="", link="", received_at=0
    )


def checked(cv: Cv, part: str, on: str, *, today: str) -> Cv:
    """The CV with that part in order on the date `on`, "" = not any more. Raises Invalid."""
    day = clean(on)
    if part not in PARTS:
        raise Invalid({"part": "Vælg, hvad du har gennemgået."})
    if day and not is_date(day):
        raise Invalid({"on": "Skriv en dato, for eksempel 2026-11-23."})
    if day > today:
        raise Invalid({"on": "Datoen ligger i fremtiden."})
    return structs.replace(cv, **{f"{part}_ok_on": day})


def annotated(cv: Cv, note: str, link: str) -> Cv:
    """The CV with this note and address. Raises Invalid with a sentence for each field at fault."""
    problems = Problems()
    after = structs.replace(
        cv,
        note=problems.of("note", written(note, most=NOTE)),
        link=problems.of("link", web_address(link)),
    )
    if problems:
        raise Invalid(problems.fields)
    return after


def last_seen(cv: Cv | None) -> str:
    """The latest date on which any of it was gone through; "" when it never was."""
    return max(cv.dates) if cv else ""


def in_order_since(cv: Cv | None, day: str) -> bool:
    """Whether all of it was gone through on the date `day` or later."""
    return cv is not None and all(date and date >= day for date in cv.dates)
