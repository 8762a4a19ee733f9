/** What goes over the wire, as the JSON Schemas in `sync/protocol/` describe it. */

/** Largest body the server takes, and most mutations in one. */
export const MOST_BYTES = 65_536;
export const MOST_MUTATIONS = 100;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A row of the record; `version` is 0 while only this phone has it. */
export interface Row {
  readonly id: string;
  readonly version: number;
  readonly [column: string]: Json;
}

/** An intent of the person: a command's name (`name@2` for a later version of it) and its arguments. */
export interface Mutation {
  readonly name: string;
  readonly args: Json;
}

/** A mutation with the phone's clock when it was made, Unix ms: shown, never used for order. */
export interface Made extends Mutation {
  readonly made_at: number;
}

export interface Verdict {
  readonly number: number;
  readonly state: "accepted" | "refused" | "parked";
  readonly received_at: number;
  readonly code?: string;
  readonly reason?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly other?: Readonly<Record<string, string>>;
}

/** Rows of one kind: column names, and for each its values; those also in `d` are told in steps, the first from 0. */
export interface Columns {
  readonly k: readonly string[];
  readonly v: readonly (readonly Json[])[];
  readonly d?: readonly string[];
}

export interface Request {
  readonly protocol: 2;
  readonly schema: number;
  readonly person: string;
  readonly device: string;
  readonly epoch: string | null;
  readonly cursor: number;
  readonly from: number;
  readonly mutations: readonly Made[];
  readonly snapshot?: number | undefined;
  readonly mismatches?: number | undefined;
}

export interface Answer {
  readonly epoch: string;
  readonly person: string;
  readonly cursor: number;
  readonly acknowledged: number;
  readonly horizon: number;
  readonly verdicts: readonly Verdict[];
  readonly rows: Readonly<Record<string, Columns>>;
  readonly deleted: Readonly<Record<string, readonly (readonly [id: string, version: number])[]>>;
  readonly checksum: number;
  readonly more?: true;
  readonly reset?: true;
  readonly snapshot?: number;
}

/** Whether this is an answer at all: a hotel's sign-in page answers 200 too. */
export function isAnswer(body: unknown): body is Answer {
  const { epoch, person, cursor, acknowledged, verdicts, rows, deleted } = (body ?? {}) as Partial<Answer>;
  return (
    typeof epoch === "string" &&
    typeof person === "string" &&
    Number.isSafeInteger(cursor) &&
    Number.isSafeInteger(acknowledged) &&
    Array.isArray(verdicts) &&
    typeof rows === "object" &&
    typeof deleted === "object"
  );
}
