/** Where a change stands, as a person reads it. The twin of `backend/views/status.py`, and what only the phone knows. */
import { type Judged, rowKey } from "../../sync/client/index.ts";
import { local } from "../domain/time.ts";

export interface Status {
  readonly kind: "none" | "saved" | "received" | "refused";
  readonly at: string;
  readonly reason: string;
}

/** By row (`kind/id`): whether a change of it waits, and why one was not accepted. */
export interface Standing {
  readonly waiting: { has(row: string): boolean };
  readonly refused: ReadonlyMap<string, string>;
}

/** The instant it is, and how the record's rows stand. */
export interface Now {
  readonly now: number;
  readonly standing: Standing;
}

const FAILED = "Der gik noget galt hos os. Vi har fået besked om det.";

/** `waiting` has the rows that an unsent change touches; `judged` are the changes that were not accepted. */
export function standingOf(waiting: Standing["waiting"], judged: readonly Judged[]): Standing {
  const refused = judged.flatMap((one) => namedBy(one).map((row) => [row, reasonOf(one)] as const));
  return { waiting, refused: new Map(refused) };
}

/** Why a change was not accepted, in a sentence. */
export function reasonOf({ reason }: { readonly reason?: string }): string {
  return reason || FAILED;
}

/** The status of what `rows` hold together, the server having had it since the instant `receivedAt` (0 = it has not). */
export function statusOf(rows: readonly string[], receivedAt: number, { waiting, refused }: Standing): Status {
  if (rows.some((row) => waiting.has(row))) return { kind: "saved", at: "", reason: "" };
  const reason = rows.map((row) => refused.get(row)).find(Boolean);
  if (reason) return { kind: "refused", at: "", reason };
  return receivedAt ? { kind: "received", at: local(receivedAt), reason: "" } : { kind: "none", at: "", reason: "" };
}

function namedBy({ name, args }: Judged): string[] {
  const named = args as Partial<Record<"job" | "assignment" | "agreement" | "decision" | "meeting" | "goal" | "id", string>>;
  if (name.startsWith("meeting.")) return [rowKey(name, named.meeting!)];
  if (name.startsWith("wish.")) return [rowKey("wish", named.id!)];
  if (name.startsWith("goal.")) return [rowKey("goal", named.goal ?? named.id!)];
  if (name.startsWith("cv.")) return [rowKey("cv", named.id!)];
  const kinds = ["job", "assignment", "agreement", "decision"] as const;
  const rows = kinds.map((kind) => named[kind] && rowKey(kind, named[kind]));
  return [...rows, named.id && rowKey("joblog", named.id)].filter((row) => row !== undefined);
}
