/** What a joblog teaches, of applications of the last year. The twin of `backend/domain/learning.py`. */
import { daysBetween, mondayOf, plus } from "./dates.ts";
import { CHANNELS, type Entry, recency } from "./joblog.ts";
import { inOrder } from "./order.ts";
import type { Count } from "./requirement.ts";
import type { Status } from "./step.ts";

const YEAR = 365;
const WEEKS = 9;
const WITHIN = [7, 14, 30];
const ANSWERS: readonly Status[] = ["interview", "offer", "hired", "rejected"];
const REACHED = [ANSWERS.slice(0, 3), ANSWERS.slice(1, 3), ANSWERS.slice(2, 3)];
const LATEST = 5;

/** A week or a month; `needed` 0 = nothing agreed. */
export interface Stretch {
  readonly first: string;
  readonly last: string;
  readonly done: number;
  readonly needed: number;
}

export interface Way {
  readonly channel: string;
  readonly sent: number;
  readonly interviews: number;
}

export interface Rejections {
  readonly all: number;
  readonly withoutInterview: number;
  readonly posted: number;
  readonly latest: readonly Entry[];
}

/** `funnel`: sent, then how many came at least to an interview, an offer, the job; `median` -1 without an answer. */
export interface Lesson {
  readonly stretches: readonly Stretch[];
  readonly funnel: readonly number[];
  readonly ways: readonly Way[];
  readonly answers: readonly number[];
  readonly median: number;
  readonly rejections: Rejections;
}

/** What the entries teach on the date `today`; `count` is how they fill in the requirement. */
export function lesson(entries: readonly Entry[], count: Count, today: string): Lesson {
  const since = plus(today, -YEAR);
  const sent = entries.filter(({ applied_on: on }) => since <= on && on <= today);
  const days = sent.flatMap(wait).sort((a, b) => a - b);
  const stretches = agreed(count);
  return {
    stretches: stretches.length ? stretches : weeks(sent, today),
    funnel: [sent.length, ...REACHED.map((reached) => sent.filter(has(reached)).length)],
    ways: ways(sent),
    answers: [...answers(days), sent.filter((entry) => !wait(entry).length && entry.status !== "withdrawn").length],
    median: days[(days.length - 1) >> 1] ?? -1,
    rejections: rejections(sent),
  };
}

function has(statuses: readonly Status[]): (entry: Entry) => boolean {
  return ({ steps }) => steps.some(({ status }) => statuses.includes(status));
}

function agreed({ earlier, running }: Count): Stretch[] {
  const standings = [...[...earlier].reverse(), ...(running ? [running] : [])];
  return standings.map(({ period: { first, last, needed }, done }) => ({ first, last, done, needed }));
}

function weeks(sent: readonly Entry[], today: string): Stretch[] {
  return Array.from({ length: WEEKS }, (_, at) => {
    const first = plus(mondayOf(today), 7 * (at + 1 - WEEKS));
    const last = plus(first, 6);
    return { first, last, done: sent.filter(({ applied_on: on }) => first <= on && on <= last).length, needed: 0 };
  });
}

/** The ways that were used, those with most interviews first. */
function ways(sent: readonly Entry[]): Way[] {
  const used = Object.keys(CHANNELS).flatMap((channel) => {
    const found = sent.filter((entry) => entry.channel === channel);
    return found.length ? [{ channel, sent: found.length, interviews: found.filter(has(REACHED[0]!)).length }] : [];
  });
  return inOrder(used, ({ interviews, sent: all }) => [-interviews, -all]);
}

function answers(days: readonly number[]): number[] {
  const within = WITHIN.map((high, at) => days.filter((day) => (WITHIN[at - 1] ?? -1) < day && day <= high).length);
  return [...within, days.filter((day) => day > WITHIN.at(-1)!).length];
}

/** Days from the application to the first answer, or to the interview it led to. */
function wait({ applied_on: applied, steps }: Entry): number[] {
  const [first] = steps.flatMap(({ status, on }) => (ANSWERS.includes(status) ? [on] : [])).sort();
  return first ? [Math.max(daysBetween(applied, first), 0)] : [];
}

function rejections(sent: readonly Entry[]): Rejections {
  const rejected = inOrder(sent.filter(({ status }) => status === "rejected"), recency).reverse();
  return {
    all: rejected.length,
    withoutInterview: rejected.filter((entry) => !has(REACHED[0]!)(entry)).length,
    posted: rejected.filter(({ channel }) => channel === "posted").length,
    latest: rejected.slice(0, LATEST),
  };
}
