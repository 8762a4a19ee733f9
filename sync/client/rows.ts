/** The rows of one record in memory. Once handed out they are never changed: a page may still be drawing them. */
import type { Answer, Json, Row, Table } from "./wire.ts";

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
  const changes = Object.entries(rows).flatMap(([kind, table]) =>
    fromTable(table).map((row): Change => ({ kind, id: row.id, row })),
  );
  const sent = new Map(changes.map(({ kind, id, row }) => [rowKey(kind, id), row]));
  for (const [kind, tombstones] of Object.entries(deleted)) {
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

/** Rows out of columns. */
export function fromTable({ k, v }: Table): Row[] {
  return v.map((values) => {
    return Object.fromEntries(k.map((column, at) => [column, values[at]])) as Record<string, Json> as Row;
  });
}

/** Columns out of rows of one kind, which need not all have the same ones. */
export function toTable(rows: readonly Row[]): Table {
  const k = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { k, v: rows.map((row) => k.map((column) => row[column] ?? null)) };
}
