"""The goal that an entry was written for, and where it stands now: when a goal is moved, its entries go along."""

from collections.abc import Iterable

from msgspec import structs

from backend.domain.goal import Goal, recency
from backend.domain.joblog import Entry
from backend.domain.time import local_date


class Aims:
    """The goals of a record, and what became of each."""

    def __init__(self, goals: Iterable[Goal]) -> None:
        self.in_turn = sorted(goals, key=recency)
        self._by_id = {goal.id: goal for goal in self.in_turn}
        self._moved_on = {goal.came_from: goal for goal in self.in_turn if goal.came_from}

    def of(self, entry: Entry) -> Goal | None:
        """The goal that it was applied for, in the place where that stood on the day; None when it was for none."""
        if not entry.goal:
            return None
        day = entry.applied_on or local_date(entry.made_at)
        goal = self._by_id.get(entry.goal_id) or self._in(entry.goal, day)
        while goal and goal.until <= day and (moved := self.next(goal)):
            goal = moved
        return goal

    def next(self, goal: Goal) -> Goal | None:
        """The goal in the place that it was moved to; None when it was not."""
        return self._moved_on.get(goal.id)

    def last(self, goal: Goal) -> Goal:
        """The goal as it stands after all its moves, or stood when it ended."""
        while moved := self.next(goal):
            goal = moved
        return goal

    def _in(self, letter: str, day: str) -> Goal | None:
        """Who stood in the place on that day; before the first it is the first, after the last had ended the last."""
        turns = [goal for goal in self.in_turn if goal.letter == letter]
        last = turns[-1] if turns and not self.next(turns[-1]) else None
        return next((goal for goal in turns if not goal.until or day < goal.until), last)


def along(entries: tuple[Entry, ...], goals: tuple[Goal, ...]) -> tuple[Entry, ...]:
    """The entries, each under the letter where its goal stands now."""
    if not any(goal.came_from for goal in goals):
        return entries
    aims = Aims(goals)
    return tuple(_along(entry, aims) for entry in entries)


def _along(entry: Entry, aims: Aims) -> Entry:
    goal = aims.of(entry)
    letter = aims.last(goal).letter if goal else entry.goal
    return structs.replace(entry, goal=letter, goal_id=goal.id) if goal and letter != entry.goal else entry
