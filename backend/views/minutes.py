"""The form of a meeting that is being held: what its many fields are called, for the page and for whoever reads it."""

from collections.abc import Mapping

from backend.domain.agenda import WHY, Agenda

TICK = "tick-"
EVERY = "every"
HOMEWORK = "homework-"
EXAMPLE = "agree-"
FOLLOWING = "next"
SUMMARY = "summary"
JOBS = "job"
OWN = "own"
PROMISES = "promise"

MOST = 12
# What makes a part worth reading: the dates in it are proposed, not typed.
WRITTEN = {
    JOBS: ("title", "employer", "place", "link", "deadline", "why"),
    OWN: ("title", "detail"),
    PROMISES: ("what",),
    FOLLOWING: ("starts_at", "day"),
}


def places(kind: str, fields: Mapping[str, str], *, least: int) -> list[str]:
    """Names of the parts of that kind to draw: at least so many, and an empty one after the last that is filled in."""
    filled = [number for number in range(MOST) if is_written(f"{kind}-{number}", fields)]
    count = max(least, filled[-1] + 2 if filled else 0)
    return [f"{kind}-{number}" for number in range(min(count, MOST))]


def is_written(place: str, fields: Mapping[str, str]) -> bool:
    """Whether anything is filled in there."""
    kind = place.partition("-")[0]
    return any(fields.get(f"{place}-{name}", "").strip() for name in WRITTEN[kind])


def written(kind: str, fields: Mapping[str, str]) -> list[str]:
    """Names of the parts of that kind in which something is filled in."""
    return [place for place in places(kind, fields, least=0) if is_written(place, fields)]


def ticked(agenda: Agenda, fields: Mapping[str, str]) -> tuple[str, ...]:
    """References gone through; one tick may mean every point but the mandatory ones, which are ticked one by one."""
    every = {fact.ref for fact in agenda.points} if fields.get(EVERY) else set[str]()
    facts = (*agenda.mandatory, *agenda.points)
    return tuple(fact.ref for fact in facts if fact.ref in every or fields.get(TICK + fact.ref))


def whys(fields: Mapping[str, str]) -> dict[str, str]:
    """Why what was left out was left out, by reference."""
    return {name.removeprefix(WHY): text for name, text in fields.items() if name.startswith(WHY)}
