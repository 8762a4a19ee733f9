"""What templates may call on a date, by name; `frontend/compile/filters.ts` has the same."""

from collections.abc import Callable, Mapping
from typing import Final

from backend.domain.date_words import clock, date_long, date_short, in_days, received, since, week_of, weekday

FILTERS: Final[Mapping[str, Callable[..., str | int]]] = {
    "date_long": date_long,
    "date_short": date_short,
    "weekday": weekday,
    "clock": clock,
    "in_days": in_days,
    "received": received,
    "since": since,
    "week_of": week_of,
}
