/** Which entries of a joblog count, and why the others do not. The twin of `backend/domain/counted.py`. */
import type { Entry } from "./joblog.ts";
import { inOrder } from "./order.ts";
import type { Days } from "./period.ts";

export type Verdict = "counts" | "planned" | "withdrawn" | "unsent" | "future" | "outside" | "duplicate" | "channel";

export interface Judging {
  readonly since: string;
  readonly today: string;
  /** Whether it was applied for by a way that was agreed on that day. */
  readonly accepts: (entry: Entry) => boolean;
  readonly attached: ReadonlySet<string>;
}

/** Entries judged, each in itself; `recent` is sorted out by its days. */
export interface Log {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly recent: readonly (readonly [Entry, Verdict])[];
}

/** The joblog sorted out on the date `today`; what was applied for before `since` is not looked into. */
export function judged(entries: readonly Entry[], { since, today, accepts, attached }: Judging): Log {
  const verdicts = new Map<string, Verdict>();
  const recent: Entry[] = [];
  for (const entry of entries) {
    if (entry.applied_on >= since) recent.push(entry);
    else verdicts.set(entry.id, entry.applied_on ? "outside" : notSent(entry));
  }
  const doubles = doublesOf(recent, attached);
  const verdict = (entry: Entry): Verdict => {
    if (entry.applied_on > today) return "future";
    if (doubles.has(entry.id)) return "duplicate";
    return accepts(entry) ? "counts" : "channel";
  };
  return { verdicts, recent: recent.map((entry) => [entry, verdict(entry)]) };
}

/** Every entry's verdict for the period between two dates. */
export function verdictsOf({ verdicts, recent }: Log, [first, last]: Days): Map<string, Verdict> {
  const found = new Map(verdicts);
  for (const [{ id, applied_on: on }, verdict] of recent) {
    found.set(id, verdict === "future" || (first <= on && on <= last) ? verdict : "outside");
  }
  return found;
}

function notSent({ status }: Entry): Verdict {
  return status === "planned" || status === "withdrawn" ? status : "unsent";
}

/** Ids of entries that repeat another: the answer to a given job stands, else an attached one, else the first. */
function doublesOf(entries: readonly Entry[], attached: ReadonlySet<string>): Set<string> {
  const kept = new Map<string, Entry>();
  const doubles = new Set<string>();
  for (const entry of entries) {
    const { applied_on, title, employer, place, link, channel } = entry;
    // No text that is kept has a zero byte in it.
    const key = [applied_on, title, employer, place, link, channel].join("\0");
    const other = kept.get(key);
    if (other?.job && entry.job) continue;
    const [first, second] = other
      ? inOrder([entry, other], ({ id, job, made_at }) => [Number(!job), Number(!attached.has(id)), made_at, id])
      : [entry];
    kept.set(key, first!);
    if (second) doubles.add(second.id);
  }
  return doubles;
}
