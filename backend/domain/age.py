"""Age groups: some topics are gone through with the youngest and the oldest only, others with those between."""

import datetime as dt
from typing import Literal

AgeGroup = Literal["under-30", "30-50", "over-50"]


def age_on(day: str, *, born_on: str) -> int:
    """Whole years on the date `day`; who is born on 29 February is a year older from 1 March in common years."""
    today, born = dt.date.fromisoformat(day), dt.date.fromisoformat(born_on)
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def age_group(day: str, *, born_on: str) -> AgeGroup:
    """The group on the date `day`: what rights and duties offer comes first to those under 30 and from 50 on."""
    age = age_on(day, born_on=born_on)
    if age < 30:
        return "under-30"
    return "over-50" if age >= 50 else "30-50"
