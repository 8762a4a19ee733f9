/** Makes IndexedDB fail in the ways that it fails on phones. Undone with the mocks of the test. */
import { IDBDatabase, IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { vi } from "vitest";

type Store = "outbox" | "cache";

/** Opening a data base does not work: a private window, or a profile that is damaged. */
export function refuseToOpen(store: Store, times = Infinity): void {
  const real = IDBFactory.prototype.open;
  let left = times;
  vi.spyOn(IDBFactory.prototype, "open").mockImplementation(function (this: IDBFactory, name, version) {
    if (name.includes(store) && left-- > 0) throw new DOMException("refused", "UnknownError");
    return real.call(this, name, version);
  });
}

/** Opening never comes to an end. */
export function hangOnOpen(): void {
  vi.spyOn(IDBFactory.prototype, "open").mockImplementation(() => new EventTarget() as never);
}

/** The connection is lost before a transaction begins. */
export function loseConnection(store: Store, times = Infinity): void {
  let left = times;
  onTransaction(store, (_, begin) => {
    if (left-- > 0) throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
    return begin();
  });
}

/** The connection is lost after the next write was committed and before the page is told so. */
export function loseConfirmation(store: Store): void {
  let left = 1;
  onTransaction(store, (mode, begin) => {
    const transaction = begin();
    if (mode === "readwrite" && left-- > 0) {
      const told = () => transaction.onabort?.(new Event("abort"));
      Object.defineProperty(transaction, "oncomplete", { get: () => told, set: () => undefined });
    }
    return transaction;
  });
}

/** There is no room for more rows or mutations. */
export function fill(store: Store): void {
  for (const method of ["put", "add"] as const) {
    const real = IDBObjectStore.prototype[method];
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (this: IDBObjectStore, value, key) {
      if (this.transaction.db.name.includes(store)) throw new DOMException("full", "QuotaExceededError");
      return real.call(this, value, key);
    });
  }
}

/** Puts itself before each transaction on a store. */
export function onTransaction(
  store: Store,
  instead: (mode: IDBTransactionMode, begin: () => IDBTransaction, options?: IDBTransactionOptions) => IDBTransaction,
): void {
  const real = IDBDatabase.prototype.transaction;
  vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (this: IDBDatabase, names, mode, options) {
    const begin = () => real.call(this, names, mode, options);
    const isMeant = this.name.includes(store) && mode !== ("versionchange" as IDBTransactionMode);
    return isMeant ? instead(mode ?? "readonly", begin, options) : begin();
  });
}
