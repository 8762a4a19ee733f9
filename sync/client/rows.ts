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

/** Rows out of columns, as they come over the wire and lie in the phone's storage. */
export function fromColumns({ k, v, d = [] }: Columns): Row[] {
  const columns = v.map((values, at) => (d.includes(k[at]!) ? summed(values as readonly number[]) : values));
  // Names that the engine has met as names, in rows that are born with all of them: 5,000 rows that grow name by name,
  // by names out of an answer, take five times as long.
  const names = k.map((name) => Object.keys({ [name]: null })[0]!);
  const blank = Object.fromEntries(names.map((name) => [name, null]));
  return (columns[0] ?? []).map((_, at) => {
    const row: Record<string, Json> = { ...blank };
    for (let column = 0; column < names.length; column++) row[names[column]!] = columns[column]![at]!;
    return row as Row;
  });
}

function summed(steps: readonly number[]): number[] {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

/** Columns out of rows of one kind, which need not all have the same. */
export function toColumns(rows: readonly Row[]): Columns {
  const names = new Set<string>();
  for (const row of rows) for (const name in row) names.add(name);
  const k = [...names];
  return { k, v: k.map((name) => rows.map((row) => row[name] ?? null)) };
}
