/** Periods that something is counted in: ISO weeks or calendar months. The twin of `backend/domain/period.py`. */
import { daysBetween, mondayOf, plus } from "./dates.ts";

export type PeriodKind = "week" | "month";

/** Days, both included, on which `number` a week or a month are asked for; 0 = none. */
export interface Stretch {
  readonly first: string;
  readonly last: string;
  readonly kind: PeriodKind;
  readonly number: number;
}

/** Both days included; `days` is the length of the whole week or month, `needed` what the `parts` ask for together. */
export interface Period {
  readonly kind: PeriodKind;
  readonly first: string;
  readonly last: string;
  readonly days: number;
  readonly parts: readonly Stretch[];
  readonly needed: number;
}

export type Days = readonly [first: string, last: string];

/** First and last day of the ISO week or the calendar month that the date `day` lies in. */
export function whole(kind: PeriodKind, day: string): Days {
  if (kind === "week") return [mondayOf(day), plus(mondayOf(day), 6)];
  const first = `${day.slice(0, 8)}01`;
  return [first, plus(`${plus(first, 31).slice(0, 8)}01`, -1)];
}

/** The newest `most` periods that have begun on the date `today`, newest first. The stretches come oldest first. */
export function periods(stretches: readonly Stretch[], today: string, most: number): Period[] {
  const found: Period[] = [];
  const runs = runsOf(stretches);
  for (let at = runs.length - 1; at >= 0; at--) {
    const run = runs[at]!;
    const taken = at ? plus(runs[at - 1]!.at(-1)!.last, 1) : "";
    let day = least(run.at(-1)!.last, today);
    while (day >= run[0]!.first && found.length < most) {
      const period = periodOf(run, day, taken);
      found.push(period);
      day = plus(period.first, -1);
    }
  }
  return found;
}

/** What the stretches ask for between two dates, each for its share of `days`, rounded down. */
export function partOf(stretches: readonly Stretch[], between: Days, days: number): number {
  const asked = within(stretches, between).map(({ first, last, number }) => number * (daysBetween(first, last) + 1));
  return Math.floor(asked.reduce((sum, one) => sum + one, 0) / days);
}

function periodOf(run: readonly Stretch[], day: string, taken: string): Period {
  const { kind } = run[0]!;
  const [begins, ends] = whole(kind, day);
  const first = begins < taken ? taken : begins;
  const last = least(ends, run.at(-1)!.last);
  const days = daysBetween(begins, ends) + 1;
  const parts = within(run, [first, last]);
  return { kind, first, last, days, parts, needed: partOf(parts, [first, last], days) };
}

function within(stretches: readonly Stretch[], [first, last]: Days): Stretch[] {
  const cut = stretches.map((one) => ({ ...one, first: one.first < first ? first : one.first, last: least(one.last, last) }));
  return cut.filter((one) => one.first <= one.last);
}

function runsOf(stretches: readonly Stretch[]): Stretch[][] {
  const runs: Stretch[][] = [];
  for (const one of stretches.filter(({ number }) => number)) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (!run || !before || before.kind !== one.kind || plus(before.last, 1) !== one.first) runs.push([one]);
    else if (before.number === one.number) run[run.length - 1] = { ...before, last: one.last };
    else run.push(one);
  }
  return runs;
}

function least(a: string, b: string): string {
  return a < b ? a : b;
}
