"""What was applied for towards each goal, and what came of it."""

from collections.abc import Iterable

from msgspec import Struct, structs

from backend.domain.aimed import Aims
from backend.domain.goal import Goal
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
    aims = Aims(goals)
    counted = {goal.id: Tally() for goal in aims.in_turn}
    for entry in entries:
        if entry.applied_on and (goal := aims.of(entry)):
            counted[goal.id] = _with(counted[goal.id], entry)
    for goal in aims.in_turn:
        if not goal.came_from:
            _add_up(goal, aims, counted)
    return counted


def _add_up(goal: Goal, aims: Aims, counted: dict[str, Tally]) -> None:
    while moved := aims.next(goal):
        counted[moved.id] = _together(counted[moved.id], counted[goal.id])
        goal = moved


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
