/** What is drawn: the confirmed rows, and on top of them what the person did that they do not include yet. */
import type { Confirmed } from "./cache.ts";
import { type Entry, isWithdrawn, type Queue, unsettled } from "./queue.ts";
import { type Change, change, copied, rowKey, type Rows } from "./rows.ts";
import type { Row } from "./wire.ts";

/** The rows as a mutator sees and changes them. Rows themselves are never changed, only put anew. */
export interface Draft {
  get(kind: string, id: string): Row | undefined;
  all(kind: string): readonly Row[];
  put(kind: string, row: Row): void;
  delete(kind: string, id: string): void;
}

/**
 * What a mutation probably does, as the server's command of the same name: pure and synchronous.
 *
 * `madeAt` is the phone's clock then, Unix ms. One that throws changes nothing; the server will say why.
 */
export type Mutator = (draft: Draft, args: never, madeAt: number) => void;
export type Mutators = Readonly<Record<string, Mutator>>;

/** The record as it is drawn. */
export interface View {
  readonly rows: Rows;
  /** Whether the whole record has been fetched; until then only the server can draw it. */
  readonly complete: boolean;
  /** For a row (`kind/id`) the numbers of the mutations that touched it and are only on this phone. */
  readonly waiting: ReadonlyMap<string, readonly number[]>;
  /** The same for those that were refused or parked, until they are dismissed. */
  readonly refused: ReadonlyMap<string, readonly number[]>;
}

/** The view, and for each waiting mutation the rows that it touched. */
export interface Drawing {
  readonly view: View;
  readonly touches: ReadonlyMap<number, readonly string[]>;
}

/** Draws `queue` on `confirmed`. */
export function draw(confirmed: Confirmed, queue: Queue, mutators: Mutators): Drawing {
  const { acknowledged } = queue.meta;
  const { drawn, complete } = confirmed.mark;
  const rows = copied(confirmed.rows);
  const touches = new Map<number, readonly string[]>();
  for (const entry of queue.entries) {
    const unsent = entry.number > acknowledged;
    // Accepted ones stay until their effect has been fetched, else the row would jump back for a moment.
    if (isWithdrawn(entry)) continue;
    if (!unsent && (entry.number <= drawn || entry.verdict?.state !== "accepted")) continue;
    const changes = attempt(rows, entry, mutators[entry.name]);
    change(rows, changes.values());
    if (unsent) touches.set(entry.number, [...changes.keys()]);
  }
  const refused = unsettled(queue).filter(({ verdict }) => verdict.state !== "accepted");
  const view: View = {
    rows,
    complete,
    waiting: byRow(touches),
    refused: byRow(new Map(refused.map(({ number, touches = [] }) => [number, touches]))),
  };
  return { view, touches };
}

/** By row. */
type Changes = ReadonlyMap<string, Change>;

function attempt(rows: Rows, { args, made_at }: Entry, mutator: Mutator | undefined): Changes {
  const draft = new Sketch(rows);
  try {
    mutator?.(draft, args as never, made_at);
    return draft.changes;
  } catch {
    return new Map();
  }
}

function byRow(touches: ReadonlyMap<number, readonly string[]>): ReadonlyMap<string, readonly number[]> {
  const numbers = new Map<string, number[]>();
  for (const [number, keys] of touches) {
    for (const key of keys) numbers.set(key, [...(numbers.get(key) ?? []), number]);
  }
  return numbers;
}

/** One mutation's changes, kept apart until it has come to its end. */
class Sketch implements Draft {
  readonly changes = new Map<string, Change>();
  readonly #rows: Rows;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  get(kind: string, id: string): Row | undefined {
    const change = this.changes.get(rowKey(kind, id));
    return change ? (change.row ?? undefined) : this.#rows.get(kind)?.get(id);
  }

  all(kind: string): readonly Row[] {
    const rows = new Map(this.#rows.get(kind));
    for (const change of this.changes.values()) {
      if (change.kind !== kind) continue;
      if (change.row) rows.set(change.id, change.row);
      else rows.delete(change.id);
    }
    return [...rows.values()];
  }

  put(kind: string, row: Row): void {
    this.changes.set(rowKey(kind, row.id), { kind, id: row.id, row });
  }

  delete(kind: string, id: string): void {
    this.changes.set(rowKey(kind, id), { kind, id, row: null });
  }
}
