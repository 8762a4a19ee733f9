"""When something is to happen, counted from the first day of a course."""

from typing import Annotated, Literal, NamedTuple

from msgspec import Meta, Struct

from backend.domain.dates import plus, plus_months

Count = Annotated[int, Meta(ge=0, le=600)]
WEEK = 7


class Span(NamedTuple):
    """Two dates, both within."""

    first: str
    last: str

    def holds(self, day: str) -> bool:
        """Whether the date lies within."""
        return self.first <= day <= self.last


class Window(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From one unit to another, both included.

    Weeks have ordinals: week 1 begins on the first day, so weeks 3 to 6 are its days 15 to 42. Days and months have
    passed: months 3 to 6 begin on the date three months after the first day and end on the one six months after it.
    `about`: a week more on either side.
    """

    unit: Literal["day", "week", "month"]
    first: Count
    last: Count
    about: bool = False

    def span(self, start: str) -> Span:
        """The dates, for a course whose first day is `start`."""
        margin = WEEK if self.about else 0
        match self.unit:
            case "day":
                first, last = plus(start, self.first), plus(start, self.last)
            case "week":
                first, last = plus(start, WEEK * (self.first - 1)), plus(start, WEEK * self.last - 1)
            case "month":
                first, last = plus_months(start, self.first), plus_months(start, self.last)
        return Span(max(start, plus(first, -margin)), plus(last, margin))
