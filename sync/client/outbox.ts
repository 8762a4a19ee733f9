/**
 * The data base of what the person did: every mutation, from being saved until a backup of the server has it.
 *
 * It shares nothing with the cache. A later version of its stores must take over all that is in it.
 */
import { Database, promised } from "./database.ts";
import { asNewDevice, beginning } from "./numbering.ts";
import { type Arrival, arrived, delivered, type Entry, type Meta, type Queue, standing, type State, unsettled, waiting } from "./queue.ts";
import type { Mutation } from "./wire.ts";

type Changed<T> = readonly [meta: Meta, result: T];
type Change<T> = (transaction: IDBTransaction, meta: Meta, attempt: number) => Promise<Changed<T>>;

export class Outbox {
  readonly #database: Database;
  #queue: Queue | undefined;

  constructor(person: string) {
    this.#database = new Database(`sync-outbox-${person}`, (database, transaction) => {
      database.createObjectStore("mutations", { keyPath: "number" });
      database.createObjectStore("meta");
      putMeta(transaction, { ...beginning(), stamp: crypto.randomUUID(), state: "new", lastSync: null });
    });
  }

  /** What is in it now, other tabs' doings too; from memory when nothing has changed. */
  async read(): Promise<Queue> {
    const known = this.#queue;
    this.#queue = await this.#database.read(async (transaction) =>
      known && (await getMeta(transaction)).stamp === known.meta.stamp ? known : all(transaction),
    );
    return this.#queue;
  }

  /** Saves mutations made at `at`; resolves to their numbers once they are on the disk. `replaces` is dismissed. */
  async add(mutations: readonly Mutation[], { at, replaces }: { at: number; replaces?: number }): Promise<number[]> {
    const save = crypto.randomUUID();
    let attempts = 0;
    const numbers = await this.#write(async (transaction, meta, attempt) => {
      attempts = attempt;
      const saved = attempt ? await savedAs(transaction, save) : [];
      if (saved.length) return [meta, saved];
      if (replaces !== undefined) await dismiss(transaction, replaces);
      const entries = mutations.map(({ name, args }, index): Entry => {
        return { number: meta.last + index + 1, name, args, made_at: at, save };
      });
      putAll(transaction, entries);
      return [{ ...meta, last: meta.last + entries.length }, entries.map(({ number }) => number)];
    });
    if (attempts && !(await this.#database.read((transaction) => savedAs(transaction, save))).length) {
      throw new DOMException("written, but not to be found", "DataError");
    }
    return numbers;
  }

  /** The person is done with what the server said of this one; RangeError when there is nothing (more) to put away. */
  dismiss(number: number): Promise<void> {
    return this.#write(async (transaction, meta) => [meta, await dismiss(transaction, number)]);
  }

  /** Notes in which state a sync ended, when it is another than before. */
  async note(state: State): Promise<void> {
    if ((await this.read()).meta.state !== state) await this.#write(async (_, meta) => [{ ...meta, state }, undefined]);
  }

  /** Takes in an answer; resolves to whether more waits to be sent. */
  record(arrival: Arrival): Promise<boolean> {
    return this.#write(async (transaction) => {
      const queue = await all(transaction);
      const { meta, judged, forgotten } = arrived(queue, arrival);
      putAll(transaction, judged);
      for (const number of forgotten) transaction.objectStore("mutations").delete(number);
      return [meta, waiting({ ...queue, meta }).length > 0];
    });
  }

  /** The server says, to a request made at the standing `asked`, that the last number it has used is its `last`. */
  rewind(asked: Meta, last: number): Promise<void> {
    return this.#write(async (transaction) => [standing(await all(transaction), asked, last), undefined]);
  }

  /** The server has erased the record: what it had goes here too, what it never accepted stays with the person. */
  rescue(): Promise<void> {
    return this.#write(async (transaction, meta) => {
      for (const { number } of delivered(await all(transaction))) transaction.objectStore("mutations").delete(number);
      return [meta, undefined];
    });
  }

  /** Sends what waits under another device id: the present one is used by a copy of this outbox too. */
  renew(): Promise<void> {
    return this.#write(async (_, meta) => [asNewDevice(meta, meta.acknowledged), undefined]);
  }

  close(): void {
    this.#database.close();
  }

  async delete(): Promise<void> {
    this.#queue = undefined;
    await this.#database.delete();
  }

  #write<T>(change: Change<T>): Promise<T> {
    return this.#database.write(async (transaction, attempt) => {
      const [meta, result] = await change(transaction, await getMeta(transaction), attempt);
      putMeta(transaction, { ...meta, stamp: crypto.randomUUID() });
      return result;
    }, "strict");
  }
}

async function all(transaction: IDBTransaction): Promise<Queue> {
  const entries = promised<Entry[]>(transaction.objectStore("mutations").getAll());
  return { meta: await getMeta(transaction), entries: await entries };
}

function getMeta(transaction: IDBTransaction): Promise<Meta> {
  return promised<Meta>(transaction.objectStore("meta").get("meta"));
}

function putMeta(transaction: IDBTransaction, meta: Meta): void {
  transaction.objectStore("meta").put(meta, "meta");
}

function putAll(transaction: IDBTransaction, entries: readonly Entry[]): void {
  for (const entry of entries) transaction.objectStore("mutations").put(entry);
}

async function savedAs(transaction: IDBTransaction, save: string): Promise<number[]> {
  const { entries } = await all(transaction);
  return entries.filter((entry) => entry.save === save).map(({ number }) => number);
}

async function dismiss(transaction: IDBTransaction, number: number): Promise<void> {
  const entry = unsettled(await all(transaction)).find((one) => one.number === number);
  if (!entry) throw new RangeError(`mutation ${number} has no verdict to put away`);
  putAll(transaction, [{ ...entry, dismissed: true }]);
}
