/** The rows of one record in memory. Once handed out they are never changed: a page may still be drawing them. */
import type { Answer, Columns, Json, Row } from "./wire.ts";

/** By kind, then by id. */
export type Rows = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** Rows that nobody else holds. */
export type OwnRows = Map<string, Map<string, Row>>;

/** A row, or null in the place of one that is gone. */
export interface Change {
  readonly kind: string;
  readonly id: string;
  readonly row: Row | null;
}

/** `kind/id`: what a row is called across kinds. */
export function rowKey(kind: string, id: string): string {
  return `${kind}/${id}`;
}

/** What an answer changes in `rows`: its rows replace, its tombstones remove what is older. */
export function changesOf({ rows, deleted }: Answer, before: Rows): Change[] {
  const changes = Object.entries(rows).flatMap(([kind, columns]) =>
    fromColumns(columns).map((row): Change => ({ kind, id: row.id, row })),
  );
  const gone = Object.entries(deleted);
  if (!gone.length) return changes;
  const sent = new Map(changes.map(({ kind, id, row }) => [rowKey(kind, id), row]));
  for (const [kind, tombstones] of gone) {
    for (const [id, version] of tombstones) {
      const known = sent.get(rowKey(kind, id)) ?? before.get(kind)?.get(id);
      if (known && known.version < version) changes.push({ kind, id, row: null });
    }
  }
  return changes;
}

/** A copy of `rows` with `changes` made. */
export function changed(rows: Rows, changes: Iterable<Change>): Rows {
  const copy = copied(rows);
  change(copy, changes);
  return copy;
}

/** A copy that `change` may be given. */
export function copied(rows: Rows): OwnRows {
  return new Map([...rows].map(([kind, byId]) => [kind, new Map(byId)]));
}

/** Makes `changes` in `rows` itself. */
export function change(rows: OwnRows, changes: Iterable<Change>): void {
  for (const { kind, id, row } of changes) {
    if (!rows.has(kind)) rows.set(kind, new Map());
    if (row) rows.get(kind)?.set(id, row);
    else rows.get(kind)?.delete(id);
  }
}

/** Rows as they came over the wire. */
export function fromColumns({ k, v, d = [] }: Columns): Row[] {
  const columns = v.map((values, at) => (d.includes(k[at]!) ? summed(values as readonly number[]) : values));
  // Straight into rows, with nothing in between that 5,000 of them would have to be collected from.
  return (columns[0] ?? []).map((_, at) => {
    const row: Record<string, Json> = {};
    for (let column = 0; column < k.length; column++) row[k[column]!] = columns[column]![at]!;
    return row as Row;
  });
}

function summed(steps: readonly number[]): number[] {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

/** Rows of one kind in the phone's storage: column names once, then the values in that order. */
export interface Table {
  readonly k: readonly string[];
  readonly v: readonly (readonly Json[])[];
}

/** Rows out of a table. */
export function fromTable({ k, v }: Table): Row[] {
  return v.map((values) => {
    const row: Record<string, Json> = {};
    for (let at = 0; at < k.length; at++) row[k[at]!] = values[at]!;
    return row as Row;
  });
}

/** A table out of rows of one kind, which need not all have the same columns. */
export function toTable(rows: readonly Row[]): Table {
  const names = new Set<string>();
  for (const row of rows) for (const name in row) names.add(name);
  const k = [...names];
  return { k, v: rows.map((row) => k.map((column) => row[column] ?? null)) };
}
