/**
 * One IndexedDB data base that is opened when needed and again when it fails.
 *
 * Browsers lose connections ("connection to indexed database server lost"), close them to make room, and refuse to open
 * in private windows; iOS also leaves requests unanswered for ever. So a failed transaction drops the handle and is run
 * again on a new one: what is run must come to the same when an earlier attempt was committed after all.
 */
import { within } from "./within.ts";

const REOPENINGS = 3;
const PAUSE_MS = 30;
const PATIENCE_MS = 5_000;

/** `attempt` is 0 unless an earlier one failed. */
export type Work<T> = (transaction: IDBTransaction, attempt: number) => Promise<T>;

export class Database {
  readonly #name: string;
  readonly #create: (database: IDBDatabase, transaction: IDBTransaction) => void;
  #handle: Promise<IDBDatabase> | undefined;

  /** `create` makes the stores of version 1. */
  constructor(name: string, create: (database: IDBDatabase, transaction: IDBTransaction) => void) {
    this.#name = name;
    this.#create = create;
  }

  /** Reads. Rejects with the last error when reopening did not help. */
  read<T>(work: Work<T>): Promise<T> {
    return this.#run(work, "readonly");
  }

  /** Resolves when the transaction is complete; with "strict" it is then on the disk. */
  write<T>(work: Work<T>, durability: IDBTransactionDurability): Promise<T> {
    return this.#run(work, "readwrite", durability);
  }

  /** Lets go of the handle; the next use opens a new one. */
  close(): void {
    const handle = this.#handle;
    this.#handle = undefined;
    handle?.then((database) => database.close()).catch(() => undefined);
  }

  /** Deletes everything in it; other tabs are made to let go of it first. */
  async delete(): Promise<void> {
    this.close();
    await within(PATIENCE_MS, promised(indexedDB.deleteDatabase(this.#name)));
  }

  async #run<T>(work: Work<T>, mode: IDBTransactionMode, durability: IDBTransactionDurability = "default"): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#once((transaction) => work(transaction, attempt), mode, durability);
      } catch (fault) {
        this.close();
        // Anything else is a mistake of the program, which trying again will not mend.
        if (attempt === REOPENINGS || !(fault instanceof DOMException)) throw fault;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
      }
    }
  }

  async #once<T>(
    work: (transaction: IDBTransaction) => Promise<T>,
    mode: IDBTransactionMode,
    durability: IDBTransactionDurability,
  ): Promise<T> {
    const database = await within(PATIENCE_MS, (this.#handle ??= this.#open()));
    const transaction = database.transaction([...database.objectStoreNames], mode, { durability });
    const complete = completed(transaction);
    const done = work(transaction).then((result) => (commit(transaction), result));
    try {
      const both = Promise.all([done, complete]).then(([result]) => result);
      // What was read is known before the transaction has ended.
      return await within(PATIENCE_MS, mode === "readonly" ? Promise.race([done, both]) : both);
    } catch (fault) {
      abort(transaction);
      throw fault;
    }
  }

  async #open(): Promise<IDBDatabase> {
    const request = indexedDB.open(this.#name, 1);
    request.onupgradeneeded = () => this.#create(request.result, request.transaction!);
    const database = await promised(request);
    // One that the browser has closed is found out, and opened again, when it is used next.
    database.onversionchange = () => this.close();
    return database;
  }
}

/** The result of a request. */
export function promised<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
  });
}

/** Does not wait to be asked for more, which spares a turn to the storage. */
function commit(transaction: IDBTransaction): void {
  try {
    transaction.commit();
  } catch {
    // It has ended already, or nothing was asked of it.
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}
