/** The requirement («krav til jobsøgning»), and how the joblog fills it in. The twin of `backend/domain/requirement.py`. */
import { judged, type Verdict, verdictsOf } from "./counted.ts";
import { LAST, plus } from "./dates.ts";
import type { Entry } from "./joblog.ts";
import { inOrder } from "./order.ts";
import { type Days, partOf, type Period, type PeriodKind, periods, whole } from "./period.ts";

const EARLIER = 8;
const FOUR_WEEKS = 28;

/** What holds from the date `since` until the next begins; `number` 0 = nothing is asked for; no `channels` = all count. */
export type Requirement = {
  readonly id: string;
  readonly version: number;
  readonly since: string;
  readonly number: number;
  readonly period: PeriodKind;
  readonly channels: readonly string[];
  readonly fields: string;
  readonly geography: string;
  readonly uploads: number;
  readonly note: string;
  readonly set_by: string;
  readonly set_at: number;
};

export interface Standing {
  readonly period: Period;
  readonly done: number;
  readonly missing: number;
}

export interface Uploads {
  readonly first: string;
  readonly last: string;
  readonly needed: number;
  readonly done: number;
  readonly missing: number;
}

/** `running` is null when nothing is in force; `four_weeks` and `month` are applications by any way. */
export interface Count {
  readonly holds: Requirement | null;
  readonly running: Standing | null;
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly uploads: Uploads | null;
  readonly earlier: readonly Standing[];
  readonly four_weeks: number;
  readonly month: number;
}

/** Those that come to hold, oldest first: of several that begin on the same day the one that was set last. */
export function inTurn(requirements: readonly Requirement[]): Requirement[] {
  const sorted = inOrder(requirements, ({ since, set_at, id }) => [since, set_at, id]);
  return sorted.filter(({ since }, at) => since !== sorted[at + 1]?.since);
}

/** The one of `inTurn` that holds on the date `day`; null where nothing is asked for. */
export function heldOn(held: readonly Requirement[], day: string): Requirement | null {
  const last = begunBy(held, day);
  return last?.number ? last : null;
}

/** How the requirements are filled in on the date `today`; `attached`: ids of entries with their application. */
export function count(
  requirements: readonly Requirement[],
  entries: readonly Entry[],
  today: string,
  attached: ReadonlySet<string> = new Set(),
): Count {
  const held = inTurn(requirements);
  const holds = heldOn(held, today);
  const found = periods(stretches(held, ({ period, number }) => [period, number]), today, EARLIER + 1);
  const month = whole("month", today);
  const fourWeeks: Days = [plus(today, 1 - FOUR_WEEKS), today];
  const since = [month[0], fourWeeks[0], ...found.slice(-1).map(({ first }) => first)].sort()[0]!;
  const log = judged(entries, { since, today, accepts: accepting(held), attached });
  const of = (days: Days, fits: (verdict: Verdict, id: string) => boolean) =>
    log.recent.filter(([{ id, applied_on: on }, verdict]) => fits(verdict, id) && days[0] <= on && on <= days[1]).length;
  const counts = (verdict: Verdict) => verdict === "counts";
  const sent = (verdict: Verdict) => counts(verdict) || verdict === "channel";
  const standings = found.map((period) => {
    const done = of([period.first, period.last], counts);
    return { period, done, missing: Math.max(period.needed - done, 0) };
  });
  const running = found[0] && found[0].last >= today ? standings[0]! : null;
  return {
    holds,
    running,
    verdicts: running ? verdictsOf(log, [running.period.first, running.period.last]) : new Map(),
    uploads: holds && uploadsOf(held, month, of(month, (verdict, id) => counts(verdict) && attached.has(id))),
    earlier: running ? standings.slice(1) : standings.slice(0, EARLIER),
    four_weeks: of(fourWeeks, sent),
    month: of(month, sent),
  };
}

function begunBy(held: readonly Requirement[], day: string): Requirement | undefined {
  return held.filter(({ since }) => since <= day).at(-1);
}

function stretches(held: readonly Requirement[], asks: (one: Requirement) => readonly [PeriodKind, number]) {
  return held.map((one, at) => {
    const [kind, number] = asks(one);
    const next = held[at + 1];
    return { first: one.since, last: next ? plus(next.since, -1) : LAST, kind, number };
  });
}

/** By the ways agreed on the day of the application; before anything was agreed, all of them do. */
function accepting(held: readonly Requirement[]): (entry: Entry) => boolean {
  return ({ applied_on, channel }) => {
    const ways = begunBy(held, applied_on)?.channels ?? [];
    return !ways.length || ways.includes(channel);
  };
}

/** Null in a month that asks for none. */
function uploadsOf(held: readonly Requirement[], month: Days, done: number): Uploads | null {
  const [first, last] = month;
  const needed = partOf(stretches(held, ({ uploads }) => ["month", uploads]), month, Number(last.slice(8)));
  return needed ? { first, last, needed, done, missing: Math.max(needed - done, 0) } : null;
}
