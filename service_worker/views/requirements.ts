/** The page about the requirement. The twin of `backend/views/requirements.py`, without the caseworker's forms. */
import { daysBetween } from "../domain/dates.ts";
import type { Period, PeriodKind } from "../domain/period.ts";
import type { CitizenRecord } from "../domain/record.ts";
import type { Count, Uploads } from "../domain/requirement.ts";
import { marksOn } from "../domain/search_mark.ts";
import { localDate } from "../domain/time.ts";
import { type AgreedCard, agreedCards, per } from "./agreed.ts";
import { type Lines, lines } from "./counted.ts";
import { type Bar, barOf, countOf } from "./requirement_bar.ts";
import type { Shell } from "./shell.ts";

export interface Part {
  readonly per: string;
  readonly days: number;
  readonly of_days: number;
}

export interface Earlier {
  readonly kind: PeriodKind;
  readonly first: string;
  readonly last: string;
  readonly done: number;
  readonly needed: number;
}

export interface Mark {
  readonly da: string;
  readonly beside: string;
  readonly source: string;
  readonly sure: boolean;
}

export interface Shown {
  readonly bar: Bar | null;
  readonly agreed: AgreedCard | null;
  readonly parts: readonly Part[];
  readonly uploads: Uploads | null;
  readonly lines: Lines;
  readonly coming: readonly AgreedCard[];
  readonly before: readonly AgreedCard[];
  readonly earlier: readonly Earlier[];
  readonly marks: readonly Mark[];
}

export interface RequirementPage {
  readonly shell: Shell;
  readonly shown: Shown;
}

/** The citizen's own page at the instant `now`. */
export function requirementPage(shell: Shell, record: CitizenRecord, { now }: { readonly now: number }): RequirementPage {
  return { shell, shown: shown(record, localDate(now)) };
}

function shown(record: CitizenRecord, today: string): Shown {
  const counted = countOf(record, today);
  const { holds, running, uploads, earlier, verdicts } = counted;
  const cards = agreedCards(record.requirements);
  return {
    bar: barOf(counted),
    agreed: cards.find(({ id }) => id === holds?.id) ?? null,
    parts: running ? parts(running.period) : [],
    uploads,
    lines: lines(record.entries, verdicts),
    coming: cards.filter(({ since, replaced }) => since > today && !replaced),
    before: cards.filter(({ since, id }) => since <= today && id !== holds?.id).reverse(),
    earlier: earlier.map(({ period: { kind, first, last, needed }, done }) => ({ kind, first, last, done, needed })),
    marks: marksOn(today).map(({ per: each, da, source, sure }) => ({ da, beside: beside(each, counted), source, sure })),
  };
}

/** Where the period is no whole one under one number. */
function parts({ parts: all, days: whole }: Period): Part[] {
  const found = all.map(({ number, kind, first, last }) => ({
    per: per(number, kind),
    days: daysBetween(first, last) + 1,
    of_days: whole,
  }));
  return found.length === 1 && found[0]!.days === whole ? [] : found;
}

function beside(each: string, { four_weeks, month }: Count): string {
  return each === "month" ? `${month} i denne kalendermåned` : `${four_weeks} de seneste 28 dage`;
}
