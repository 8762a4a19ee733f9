/**
 * The data base of confirmed rows: a copy of what the server holds, which can always be fetched again.
 *
 * Rows are kept on one page, a JSON text like the answer that brought them, which a phone writes and reads far faster
 * than single rows; a few changed rows lie beside the page and override it until they are worth packing anew.
 */
import { checksum } from "./checksum.ts";
import { Database, promised } from "./database.ts";
import { type Change, changed, changesOf, rowKey, type Rows, toColumns } from "./rows.ts";
import type { Answer } from "./wire.ts";

const MOST_LOOSE = 200;

export interface Mark {
  /** Another one after each change. */
  readonly stamp: string;
  readonly epoch: string | null;
  readonly cursor: number;
  readonly snapshot: number;
  /** The effects of the mutations up to this number are in the rows. */
  readonly drawn: number;
  /** Whether the whole record has been fetched. */
  readonly complete: boolean;
  /** False when not even a fresh snapshot had the server's checksum: fetching one again would not help. */
  readonly sound: boolean;
  /** How often the rows were not those of the server. */
  readonly mismatches: number;
  /** Changed rows beside the page. */
  readonly loose: number;
}

/** The rows at one moment. */
export interface Confirmed {
  readonly mark: Mark;
  readonly rows: Rows;
}

/** An answer, the cursor that was sent for it, and the mutations (in the phone's numbers) that its rows include. */
export interface Delivery {
  readonly answer: Answer;
  /** The answer as it came. */
  readonly text: string;
  readonly cursor: number;
  readonly drawn: number;
}

const FRESH = { epoch: null, cursor: 0, snapshot: 0, drawn: 0, complete: false, sound: true, mismatches: 0, loose: 0 };

/** What a phone holds that has fetched nothing. */
export const NOTHING: Confirmed = { mark: { ...FRESH, stamp: "" }, rows: new Map() };

export class Cache {
  readonly #database: Database;
  #confirmed: Confirmed | undefined;

  constructor(person: string) {
    this.#database = new Database(`sync-cache-${person}`, (database, transaction) => {
      database.createObjectStore("page");
      database.createObjectStore("loose");
      database.createObjectStore("mark");
      putMark(transaction, { ...FRESH, stamp: crypto.randomUUID() });
    });
  }

  /** The rows now, other tabs' doings too; from memory when nothing has changed. Rejects when they cannot be read. */
  async read(): Promise<Confirmed> {
    const known = this.#confirmed;
    this.#confirmed = await this.#database.read(async (transaction) =>
      known && (await getMark(transaction)).stamp === known.mark.stamp ? known : all(transaction),
    );
    return this.#confirmed;
  }

  /** The same for a sync, which can fetch anew what cannot be read. */
  readOrNothing(): Promise<Confirmed> {
    return this.read().catch(() => NOTHING);
  }

  /** Takes in an answer, once `recorded` is kept. Rejects when it is not, or when this phone's storage refuses. */
  async apply(delivery: Delivery, recorded?: Promise<unknown>): Promise<Confirmed> {
    const { answer, text, cursor } = delivery;
    if (answer.reset || !cursor) {
      let mark: Mark | undefined;
      await recorded;
      return this.#write(async (transaction) => {
        // On its way to the disk while its rows are made.
        putPage(transaction, text);
        // As it was before the first attempt to write.
        mark ??= await getMark(transaction);
        return taken(delivery, { mark: { ...mark, complete: false, loose: 0 }, rows: NOTHING.rows }).after;
      });
    }
    const before = await this.readOrNothing();
    // Begun anew since it was asked for: these rows are not all of them.
    if (before.mark.cursor !== cursor) return before;
    const { changes, after } = taken(delivery, before);
    const loose = before.mark.loose + changes.length;
    await recorded;
    if (!changes.length && same(after.mark, before.mark)) return before;
    return this.#write(async (transaction) => {
      const packed = loose > MOST_LOOSE;
      if (packed) putPage(transaction, pageOf(after.rows));
      else putLoose(transaction, changes);
      return { ...after, mark: { ...after.mark, loose: packed ? 0 : loose } };
    });
  }

  close(): void {
    this.#database.close();
  }

  async delete(): Promise<void> {
    this.#confirmed = undefined;
    await this.#database.delete();
  }

  async #write(put: (transaction: IDBTransaction) => Promise<Confirmed>): Promise<Confirmed> {
    try {
      return (this.#confirmed = await this.#database.write(async (transaction) => {
        const confirmed = await put(transaction);
        putMark(transaction, confirmed.mark);
        return confirmed;
      }, "relaxed"));
    } catch (fault) {
      // What can still be read is worth keeping: the phone may only be full.
      await this.read().catch(() => this.delete()).catch(() => undefined);
      throw fault;
    }
  }
}

/** What an answer changes in the rows, and how they are then. */
function taken({ answer, drawn }: Delivery, before: Confirmed): { changes: Change[]; after: Confirmed } {
  const { mark } = before;
  const changes = changesOf(answer, before.rows);
  const rows = changed(before.rows, changes);
  const whole = !answer.more;
  const differs = whole && checksum(rows) !== answer.checksum;
  const after: Mark = {
    ...mark,
    stamp: crypto.randomUUID(),
    epoch: answer.epoch,
    snapshot: answer.snapshot ?? 0,
    // A cursor of 0 asks for a snapshot.
    cursor: differs && mark.sound ? 0 : answer.cursor,
    drawn: whole ? drawn : mark.drawn,
    complete: whole || mark.complete,
    sound: whole ? !differs : mark.sound,
    mismatches: mark.mismatches + Number(differs),
  };
  return { changes, after: { mark: after, rows } };
}

function same(one: Mark, other: Mark): boolean {
  return JSON.stringify({ ...one, stamp: "" }) === JSON.stringify({ ...other, stamp: "" });
}

async function all(transaction: IDBTransaction): Promise<Confirmed> {
  const [mark, page, loose] = await Promise.all([
    getMark(transaction),
    promised<string | undefined>(transaction.objectStore("page").get("page")),
    promised<Change[]>(transaction.objectStore("loose").getAll()),
  ]);
  const paged = page ? changesOf(JSON.parse(page) as Answer, new Map()) : [];
  return { mark, rows: changed(new Map(), [...paged, ...loose]) };
}

function getMark(transaction: IDBTransaction): Promise<Mark> {
  return promised<Mark>(transaction.objectStore("mark").get("mark"));
}

function putMark(transaction: IDBTransaction, mark: Mark): void {
  transaction.objectStore("mark").put(mark, "mark");
}

/** As an answer that brings these rows. */
function pageOf(rows: Rows): string {
  const columns = [...rows].map(([kind, byId]) => [kind, toColumns([...byId.values()])]);
  return JSON.stringify({ rows: Object.fromEntries(columns), deleted: {} });
}

function putPage(transaction: IDBTransaction, page: string): void {
  transaction.objectStore("page").put(page, "page");
  transaction.objectStore("loose").clear();
}

function putLoose(transaction: IDBTransaction, changes: readonly Change[]): void {
  const loose = transaction.objectStore("loose");
  for (const change of changes) loose.put(change, rowKey(change.kind, change.id));
}
