"""What was applied for towards each goal, and what came of it."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct, structs

from backend.domain.goal import Goal, recency
from backend.domain.joblog import Entry


class Tally(Struct, frozen=True, kw_only=True):
    """Counts of applications, of those that led to an interview or an offer, and of those that were turned down."""

    applications: int = 0
    interviews: int = 0
    offers: int = 0
    rejections: int = 0


def tallies(goals: Iterable[Goal], entries: Iterable[Entry]) -> dict[str, Tally]:
    """The tally of each goal, by its id: where it stands, and where it stood before it was moved there.

    A goal that was moved on keeps what it had come to in its place.
    """
    in_turn = sorted(goals, key=lambda goal: (goal.letter, *recency(goal)))
    places = {letter: list(turns) for letter, turns in groupby(in_turn, key=lambda goal: goal.letter)}
    counted = {goal.id: Tally() for goal in in_turn}
    for entry in entries:
        if entry.applied_on and entry.goal in places:
            goal = _of(places[entry.goal], entry.applied_on)
            counted[goal.id] = _with(counted[goal.id], entry)
    earlier: list[Goal] = []
    for goal in sorted(in_turn, key=recency):
        if before := _moved_from(goal, earlier):
            counted[goal.id] = _together(counted[goal.id], counted[before.id])
        earlier.append(goal)
    return counted


def _of(turns: Sequence[Goal], day: str) -> Goal:
    """The goal that stood in the place on that day; before the first it is the first, after the last the last."""
    return next((goal for goal in turns if not goal.until or day < goal.until), turns[-1])


def _moved_from(goal: Goal, earlier: Sequence[Goal]) -> Goal | None:
    """The same occupation in another place, where it ended on the day that it began here."""
    found = (
        each
        for each in reversed(earlier)
        if (each.until, each.occupation) == (goal.since, goal.occupation) and each.letter != goal.letter
    )
    return next(found, None)


def _together(one: Tally, other: Tally) -> Tally:
    counts = structs.asdict(other)
    return Tally(**{name: count + counts[name] for name, count in structs.asdict(one).items()})


def _with(tally: Tally, entry: Entry) -> Tally:
    reached = {step.status for step in entry.steps}
    return structs.replace(
        tally,
        applications=tally.applications + 1,
        interviews=tally.interviews + ("interview" in reached),
        offers=tally.offers + bool(reached & {"offer", "hired"}),
        rejections=tally.rejections + (entry.status == "rejected"),
    )
