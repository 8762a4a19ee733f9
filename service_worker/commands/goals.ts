/** Goals: set, moved and ended by the citizen. The twins of `backend/commands/goals.py`. */
import type { Draft } from "../../sync/client/index.ts";
import { NotFound } from "../domain/errors.ts";
import { type Aim, check, checkMove, checkWhy, dayOf, ended, type Goal, type Letter, mustStand, standing } from "../domain/goal.ts";
import { mustBeId, mustDiffer } from "../domain/ids.ts";
import { localDate } from "../domain/time.ts";

export type Set = Aim & { readonly id: string; readonly on: string };

export interface Move {
  readonly goal: string;
  readonly to: string;
  readonly why: string;
  readonly id: string;
  readonly other: string;
  readonly on: string;
}

/** Writes down a goal, or finds other words for it; one that stands in the place already has stood there till now. */
export function set(draft: Draft, { id, on, ...aim }: Set, madeAt: number): void {
  mustBeId(id);
  const tidy = check(aim);
  const before = draft.get("goal", id) as Goal | undefined;
  if (before) {
    mustStand(before);
    const { occupation, term } = tidy;
    if (occupation !== before.occupation || term !== before.term) draft.put("goal", { ...before, occupation, term });
    return;
  }
  const since = dayOf(on, localDate(madeAt));
  const there = inPlace(draft, tidy.letter);
  if (there) draft.put("goal", ended(there, since, ""));
  draft.put("goal", { id, version: 0, ...tidy, since, until: "", why: "", came_from: "", made_at: madeAt, received_at: 0 });
}

/** Moves the focus: the goal begins in the place `to`, and the one that stood there takes the place left. */
export function move(draft: Draft, args: Move, madeAt: number): void {
  const { id, other } = args;
  mustBeId(id);
  mustBeId(other);
  mustDiffer(args.goal, id, other);
  const goal = goalOf(draft, args.goal);
  if (draft.get("goal", id) || draft.get("goal", other)) return;
  mustStand(goal);
  const [to, why] = checkMove(goal, args.to, args.why);
  const there = inPlace(draft, to);
  const since = dayOf(args.on, localDate(madeAt));
  const anew = (from: Goal, id: string, letter: Letter) => {
    draft.put("goal", ended(from, since, why));
    draft.put("goal", { ...from, id, version: 0, letter, since, came_from: from.id, made_at: madeAt, received_at: 0 });
  };
  anew(goal, id, to);
  if (there) anew(there, other, goal.letter);
}

/** Ends a goal; one that has ended already is left at that. */
export function end(draft: Draft, args: { goal: string; why: string; on: string }, madeAt: number): void {
  const goal = goalOf(draft, args.goal);
  const why = checkWhy(args.why);
  if (!goal.until) draft.put("goal", ended(goal, dayOf(args.on, localDate(madeAt)), why));
}

function goalOf(draft: Draft, id: string): Goal {
  const goal = draft.get("goal", id) as Goal | undefined;
  if (!goal) throw new NotFound();
  return goal;
}

/** The goal that stands in that place now. */
export function inPlace(draft: Draft, letter: string): Goal | undefined {
  return standing(draft.all("goal") as Goal[], letter);
}
