/** The goal that an entry was written for, and where it stands now. The twin of `backend/domain/aimed.py`. */
import { LAST } from "./dates.ts";
import { type Goal, recency } from "./goal.ts";
import type { Entry } from "./joblog.ts";
import { inOrder } from "./order.ts";
import type { CitizenRecord } from "./record.ts";
import { localDate } from "./time.ts";

/** The goal in the place that it was moved to. `inTurn` are all goals in the order of their beginning. */
export function movedOn(inTurn: readonly Goal[], { id }: Goal): Goal | undefined {
  return inTurn.find(({ came_from }) => came_from === id);
}

/** The goal that the entry was applied for, in the place where that stood on the day. */
export function aimOf({ goal: letter, goal_id, applied_on, made_at }: Entry, inTurn: readonly Goal[]): Goal | undefined {
  const turns = inTurn.filter((goal) => goal.letter === letter);
  const day = applied_on || localDate(made_at);
  // Before the first it is the first; after the last it is the last, where that had ended and was not moved.
  const stood = () => turns.find(({ until }) => !until || day < until) ?? turns.slice(-1).find((goal) => !movedOn(inTurn, goal));
  const goal = letter && (inTurn.find(({ id }) => id === goal_id) ?? stood());
  return goal ? after(inTurn, goal, day) : undefined;
}

function after(inTurn: readonly Goal[], goal: Goal, day: string): Goal {
  const on = movedOn(inTurn, goal);
  return on && goal.until <= day ? after(inTurn, on, day) : goal;
}

/** The record with each entry under the letter where its goal stands now. */
export function along(record: CitizenRecord): CitizenRecord {
  const { goals, entries } = record;
  if (!goals.some(({ came_from }) => came_from)) return record;
  const inTurn = inOrder(goals, recency);
  const moved = entries.map((entry) => {
    const goal = aimOf(entry, inTurn);
    return goal ? { ...entry, goal: after(inTurn, goal, LAST).letter, goal_id: goal.id } : entry;
  });
  return { ...record, entries: moved };
}
