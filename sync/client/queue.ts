/** The queue of mutations at one moment, and what an answer of the server makes of it. */
import { moved, type Standing } from "./numbering.ts";
import type { Answer, Made, Verdict } from "./wire.ts";

/**
 * How the phone stands with the server.
 *
 * "new": nothing was exchanged yet; "idle": all well; "offline": no connection; "failing": the server cannot just now;
 * "storage": this phone has no room for the rows; "signed-out"; "other-person": somebody else is signed in;
 * "erased": the server has erased the record; "update": this program is too old.
 */
export type State = "new" | "idle" | "offline" | "failing" | "storage" | "signed-out" | "other-person" | "erased" | "update";

/** A saved mutation. */
export interface Entry extends Made {
  readonly number: number;
  /** The same for all that were saved together, and for nothing else. */
  readonly save: string;
  readonly verdict?: Verdict;
  /** The rows (`kind/id`) that it touched on the phone, noted when it was not accepted. */
  readonly touches?: readonly string[];
  /** The person has seen the verdict and is done with it. */
  readonly dismissed?: true;
}

export type JudgedEntry = Entry & { readonly verdict: Verdict };

export interface Meta extends Standing {
  /** Another one after each change. */
  readonly stamp: string;
  readonly state: State;
  /** When the last answer came, Unix ms. */
  readonly lastSync: number | null;
}

/** Entries ascending, without gaps after `meta.acknowledged`. */
export interface Queue {
  readonly meta: Meta;
  readonly entries: readonly Entry[];
}

/** An answer, the standing its request was made from, and what the confirmed rows hold. */
export interface Arrival {
  readonly answer: Answer;
  readonly asked: Meta;
  /** The effects of the mutations up to this number are in the confirmed rows. */
  readonly drawn: number;
  /** The rows that each waiting mutation touches. */
  readonly touches: ReadonlyMap<number, readonly string[]>;
  readonly at: number;
}

/** What is to be written for an answer. */
export interface Outcome {
  readonly meta: Meta;
  readonly judged: readonly Entry[];
  readonly forgotten: readonly number[];
}

/** Whether the phone has never had an answer, nor looked for one in vain. */
export function isNew({ meta }: Queue): boolean {
  return meta.state === "new";
}

/** The mutations that the server has not acknowledged, in the order they were made. */
export function waiting({ meta, entries }: Queue): readonly Entry[] {
  return entries.filter(({ number }) => number > meta.acknowledged);
}

/** A mutation as it is sent: after a restore, one that was refused and withdrawn has a number but asks for nothing. */
export function asSent(entry: Entry): Made {
  return isWithdrawn(entry) ? { ...entry, args: null } : entry;
}

/** The mutations of which the server has said something that the person has not yet put away. */
export function unsettled({ meta, entries }: Queue): readonly JudgedEntry[] {
  return entries.filter((entry) => entry.number <= meta.acknowledged && !isSettled(entry)) as JudgedEntry[];
}

/** What becomes of the queue: verdicts are noted, and what is in the server's backups is forgotten. */
export function arrived(queue: Queue, { answer, asked, drawn, touches, at }: Arrival): Outcome {
  const meta: Meta = { ...standing(queue, asked, answer.acknowledged), state: "idle", lastSync: at };
  const entries = new Map(queue.entries.map((entry) => [entry.number, entry]));
  const judged = answer.verdicts.flatMap((verdict) => {
    const entry = entries.get(asked.base + verdict.number);
    return entry ? [withVerdict(entry, verdict, touches.get(entry.number))] : [];
  });
  for (const entry of judged) entries.set(entry.number, entry);
  const safe = Math.min(asked.base + answer.horizon, drawn, meta.acknowledged);
  const forgotten = [...entries.values()].filter((entry) => entry.number <= safe && isSettled(entry));
  return { meta, judged, forgotten: forgotten.map(({ number }) => number) };
}

/** The standing when the server says, to a request made at `asked`, that the last number it has used is its `last`. */
export function standing({ meta, entries }: Queue, asked: Meta, last: number): Meta {
  return moved(meta, asked.base + last, new Set(entries.map(({ number }) => number)));
}

/** What the server no longer has to answer for, once it has erased the record. */
export function delivered({ meta, entries }: Queue): readonly Entry[] {
  return entries.filter((entry) => entry.number <= meta.acknowledged && (isSettled(entry) || entry.verdict?.state === "accepted"));
}

export function isWithdrawn({ verdict, dismissed }: Entry): boolean {
  return dismissed === true && verdict?.state !== "accepted";
}

function isSettled({ verdict, dismissed }: Entry): boolean {
  return dismissed === true || !verdict || (verdict.state === "accepted" && !verdict.other);
}

function withVerdict(entry: Entry, verdict: Verdict, touches: readonly string[] = entry.touches ?? []): Entry {
  return verdict.state === "accepted" ? { ...entry, verdict } : { ...entry, verdict, touches };
}
