/** What was applied for towards each goal, and what came of it. The twin of `backend/domain/tally.py`. */
import { aimOf, movedOn } from "./aimed.ts";
import { type Goal, recency } from "./goal.ts";
import type { Entry } from "./joblog.ts";
import { inOrder } from "./order.ts";

/** Applications, those that led to an interview or an offer, and those that were turned down. */
export interface Tally {
  readonly applications: number;
  readonly interviews: number;
  readonly offers: number;
  readonly rejections: number;
}

type Counts = { -readonly [Name in keyof Tally]: Tally[Name] };

/** The tally of each goal, by its id: where it stands, and where it stood before it was moved there. */
export function tallies(goals: readonly Goal[], entries: readonly Entry[]): Map<string, Tally> {
  const inTurn = inOrder(goals, recency);
  const counted = new Map(inTurn.map(({ id }) => [id, { applications: 0, interviews: 0, offers: 0, rejections: 0 }]));
  for (const entry of entries) {
    const tally = entry.applied_on && counted.get(aimOf(entry, inTurn)?.id ?? "");
    if (!tally) continue;
    const reached = (...wanted: string[]) => Number(entry.steps.some((step) => wanted.includes(step.status)));
    tally.applications++;
    tally.interviews += reached("interview");
    tally.offers += reached("offer", "hired");
    tally.rejections += Number(entry.status === "rejected");
  }
  // What came of a goal comes along to each place that it was moved to.
  for (let goal of inTurn.filter(({ came_from }) => !came_from)) {
    for (let on; (on = movedOn(inTurn, goal)); goal = on) add(counted.get(on.id)!, counted.get(goal.id)!);
  }
  return counted;
}

function add(tally: Counts, more: Tally): void {
  for (const name of Object.keys(tally) as (keyof Tally)[]) tally[name] += more[name];
}
