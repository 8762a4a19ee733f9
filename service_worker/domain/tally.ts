/** What was applied for towards each goal, and what came of it. The twin of `backend/domain/tally.py`. */
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
  for (const { goal: letter, applied_on: day, steps, status } of entries) {
    const turns = day ? inTurn.filter((goal) => goal.letter === letter) : [];
    // The one that stood there on that day; before the first it is the first, after the last the last.
    const goal = turns.find(({ until }) => !until || day < until) ?? turns.at(-1);
    const tally = goal && counted.get(goal.id);
    if (!tally) continue;
    const reached = (...wanted: string[]) => Number(steps.some((step) => wanted.includes(step.status)));
    tally.applications++;
    tally.interviews += reached("interview");
    tally.offers += reached("offer", "hired");
    tally.rejections += Number(status === "rejected");
  }
  for (const [at, goal] of inTurn.entries()) {
    const before = movedFrom(goal, inTurn.slice(0, at));
    if (before) add(counted.get(goal.id)!, counted.get(before.id)!);
  }
  return counted;
}

/** The same occupation in another place, where it ended on the day that it began here. */
function movedFrom({ letter, occupation, since }: Goal, earlier: readonly Goal[]): Goal | undefined {
  const isIt = (each: Goal) => each.until === since && each.occupation === occupation && each.letter !== letter;
  return earlier.filter(isIt).at(-1);
}

function add(tally: Counts, more: Tally): void {
  for (const name of Object.keys(tally) as (keyof Tally)[]) tally[name] += more[name];
}
