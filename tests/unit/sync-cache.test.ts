/** The confirmed rows are the server's, in few reads; when they are not, they are fetched anew. */
import { crc32 as zlibCrc32 } from "node:zlib";
import { IDBObjectStore } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { checksum, crc32 } from "../../sync/client/checksum.ts";
import type { Client, Row } from "../../sync/client/index.ts";
import { changed, changesOf, fromColumns, toColumns } from "../../sync/client/rows.ts";
import type { Answer } from "../../sync/client/wire.ts";
import { Browser } from "../support/sync-browser.ts";
import { Network } from "../support/sync-network.ts";
import { Server } from "../support/sync-server.ts";
import { fill, loseConfirmation, refuseToOpen } from "../support/sync-storage.ts";

const add = (id: string) => ({ name: "item.add", args: { id, text: id } });

let browser: Browser;
let server: Server;
let network: Network;
let anne: Client;

beforeEach(() => {
  browser = new Browser();
  server = new Server("anne");
  network = new Network(server);
  anne = browser.open(network);
});
afterEach(() => browser.close());

function stock(count: number): void {
  for (let index = 0; index < count; index++) server.elsewhere(add(`thing ${index}`));
}

async function ids(client = anne): Promise<string[]> {
  return [...((await client.rows()).rows.get("item")?.keys() ?? [])].sort();
}

function serverIds(): string[] {
  return server.record.texts().sort();
}

/** Does something with a store of the cache, behind the client's back. */
async function tamper(store: string, work: (store: globalThis.IDBObjectStore) => IDBRequest): Promise<unknown> {
  const opening = indexedDB.open("sync-cache-anne");
  const database = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
  const transaction = database.transaction(store, "readwrite");
  const request = work(transaction.objectStore(store));
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  database.close();
  return request.result;
}

describe("the checksum", () => {
  test("is zlib's", () => {
    for (const text of ["", "item/æøå:1", "😀", "x".repeat(1_000)]) expect(crc32(text)).toBe(zlibCrc32(text));
  });

  test("is a sum over kinds and rows, whatever their order", () => {
    const [one, other] = [{ id: "a", version: 3 }, { id: "b", version: 2 ** 40 }];
    const sum = (zlibCrc32("job/a:3") + zlibCrc32(`job/b:${2 ** 40}`) + zlibCrc32("joblog/a:3")) % 2 ** 32;
    const joblog = ["joblog", new Map([["a", one]])] as const;
    expect(checksum(new Map([["job", new Map([["a", one], ["b", other]])], joblog]))).toBe(sum);
    expect(checksum(new Map([joblog, ["job", new Map([["b", other], ["a", one]])]]))).toBe(sum);
    expect(checksum(new Map())).toBe(0);
  });
});

test("what came in columns and steps are rows", () => {
  const k = ["id", "version", "at"];
  const v = [["a", "b", "c"], [7, -2, 0], [1_795_000_000_000, 60_000, -60_001]];
  expect(fromColumns({ k, v, d: ["version", "at"] })).toEqual([
    { id: "a", version: 7, at: 1_795_000_000_000 },
    { id: "b", version: 5, at: 1_795_000_060_000 },
    { id: "c", version: 5, at: 1_794_999_999_999 },
  ]);
  expect(fromColumns({ k, v: [["a"], [7], [3]] })).toEqual([{ id: "a", version: 7, at: 3 }]);
  expect(fromColumns({ k, v: [] })).toEqual([]);
});

test("rows become columns, and columns rows", () => {
  const rows: Row[] = [{ id: "a", version: 1, list: [1, "x", null] }, { id: "b", version: 2, list: false }];
  expect(toColumns(rows)).toEqual({ k: ["id", "version", "list"], v: [["a", "b"], [1, 2], [[1, "x", null], false]] });
  expect(fromColumns(toColumns(rows))).toEqual(rows);
  // A row that was kept by an earlier version may lack what a later one has.
  const later: Row[] = [{ id: "a", version: 1 }, { id: "b", version: 2, since: "now" }];
  expect(toColumns(later)).toEqual({ k: ["id", "version", "since"], v: [["a", "b"], [1, 2], [null, "now"]] });
  // Whatever a column is called: neither a number nor a word of the language's own is taken for something else.
  const odd = { k: ["id", "version", "7", "__proto__"], v: [["a"], [1], ["seven"], ["none"]] };
  expect(Object.entries(fromColumns(odd)[0]!)).toContainEqual(["7", "seven"]);
  expect(Object.entries(fromColumns(odd)[0]!)).toContainEqual(["__proto__", "none"]);
});

test("a tombstone removes what is older than it, and nothing else", () => {
  const rows = { item: { k: ["id", "version"], v: [["sent", "back"], [4, 6]] } };
  const deleted = { item: [["sent", 5], ["back", 5], ["known", 5], ["newer", 5], ["never", 5]] } as const;
  const items = [{ id: "known", version: 4 }, { id: "newer", version: 9 }];
  const before = new Map([["item", new Map(items.map((row) => [row.id, row]))]]);
  const after = changed(before, changesOf({ ...(answer(0) as Answer), rows, deleted }, before));
  expect([...after.get("item")!.keys()].sort()).toEqual(["back", "newer"]);
});

test("a first download lies on one page, and a cold read takes few reads", async () => {
  stock(230);
  await anne.sync();
  expect(await tamper("page", (store) => store.count())).toBe(1);
  expect(await tamper("loose", (store) => store.count())).toBe(0);
  const reads = vi.spyOn(IDBObjectStore.prototype, "getAll");
  expect(await ids(browser.open(network))).toEqual(serverIds());
  expect(reads).toHaveBeenCalledTimes(2);
  reads.mockClear();
  await anne.rows();
  await anne.rows();
  expect(reads).not.toHaveBeenCalled();
});

test("what an answer brings and takes away again stays away when the phone reads what it has kept", async () => {
  const items = { k: ["id", "version"], v: [["stays", "goes"], [1, 2]] };
  const body = { ...answer(3), rows: { item: items }, deleted: { item: [["goes", 3]] }, checksum: zlibCrc32("item/stays:1") };
  network.faults.push({ status: 200, body });
  expect(await anne.sync()).toBe("idle");
  expect(await ids()).toEqual(["stays"]);
  expect(await ids(browser.open(network))).toEqual(["stays"]);
});

test("a download in many answers is complete after the last of them", async () => {
  server.limits.rows = 40;
  stock(100);
  network.faults.push("none", "refused");
  await anne.sync();
  expect(await anne.rows()).toMatchObject({ complete: false });
  expect(await ids()).toHaveLength(40);
  await anne.sync();
  expect(network.requests.map(({ cursor }) => cursor)).toEqual([0, 40, 80]);
  expect(await anne.rows()).toMatchObject({ complete: true });
  expect(await ids()).toEqual(serverIds());
});

test("later changes override the page until they are packed", async () => {
  stock(150);
  await anne.sync();
  for (let round = 0; round < 90; round++) {
    server.elsewhere({ name: "item.remove", args: { id: `thing ${round}` } });
    server.elsewhere({ name: "item.tick", args: { id: `thing ${149 - (round % 20)}`, done: true } });
    server.elsewhere(add(`new ${round}`));
    await anne.sync();
    if (round === 20) expect(await tamper("loose", (store) => store.count())).toBe(62);
  }
  expect(await tamper("loose", (store) => store.count())).toBeLessThan(200);
  const cold = browser.open(network);
  expect(await ids(cold)).toEqual(serverIds());
  expect([...(await cold.rows()).rows.get("item")!.values()].filter(({ done }) => done)).toHaveLength(20);
  await cold.sync();
  expect((await cold.status()).mismatches).toBe(0);
});

test("a snapshot drops everything from before it", async () => {
  stock(1);
  await anne.sync();
  server.elsewhere(add("milk"));
  await anne.sync();
  server.elsewhere({ name: "item.remove", args: { id: "milk" } });
  server.record.prune(3);
  await anne.sync();
  expect(await ids()).toEqual(["thing 0"]);
  expect(await ids(browser.open(network))).toEqual(["thing 0"]);
});

test("another tab's sync is seen at once", async () => {
  const tab = browser.open(network);
  stock(1);
  await anne.sync();
  expect(await ids(tab)).toEqual(["thing 0"]);
  server.elsewhere(add("milk"));
  await tab.sync();
  expect(await ids()).toEqual(["milk", "thing 0"]);
});

test("rows that differ from the server's are fetched anew, counted, and the outbox is left alone", async () => {
  stock(3);
  await anne.mutate([{ name: "item.tick", args: { id: "gone", done: true } }]);
  await anne.sync();
  await tamper("page", (store) => store.clear());
  const tab = browser.open(network);
  network.requests.length = 0;
  expect(await tab.sync()).toBe("idle");
  // The server is told why everything is asked for.
  await tab.sync();
  expect(network.requests.map(({ cursor, mismatches }) => [cursor, mismatches])).toEqual([[3, undefined], [0, 1], [3, 1]]);
  expect(await ids(tab)).toEqual(serverIds());
  expect(await tab.status()).toMatchObject({ mismatches: 1, refused: [{ number: 1 }] });
});

test("a checksum that is never right does not make the phone fetch everything each time", async () => {
  stock(3);
  await anne.sync();
  const wrong = { status: 200, body: { ...answer(3), checksum: 1 } };
  network.faults.push(wrong, { status: 200, body: { ...answer(0), checksum: 1 } }, wrong, wrong);
  for (const attempts of [2, 1, 1]) {
    network.attempts = 0;
    await anne.sync();
    expect(network.attempts).toBe(attempts);
  }
  expect(await anne.status()).toMatchObject({ mismatches: 4, state: "idle" });
  await anne.sync();
  network.faults.push(wrong);
  await anne.sync();
  expect(network.requests.at(-1)).toMatchObject({ cursor: 0 });
});

test("a snapshot whose rows are not the server's is fetched again, also when it was written once more than was told", async () => {
  stock(3);
  const wrong = { status: 200, body: { ...answer(3), checksum: 1 } };
  network.faults.push(wrong);
  loseConfirmation("cache");
  expect(await anne.sync()).toBe("idle");
  expect(network.attempts).toBe(2);
  expect(await ids()).toEqual(serverIds());
  expect((await anne.status()).mismatches).toBe(1);
});

test("a cache that cannot be read is fetched anew; what is not sent is still drawn after that", async () => {
  stock(2);
  await anne.sync();
  await anne.mutate([add("milk")]);
  await tamper("page", (store) => store.put("{", "page"));
  const later = browser.open(network);
  await expect(later.rows()).rejects.toThrow(SyntaxError);
  network.faults.push("refused");
  await later.sync();
  await expect(later.rows()).rejects.toThrow(SyntaxError);
  await later.sync();
  expect(await ids(later)).toEqual(["milk", "thing 0", "thing 1"]);
});

test("rows that were deleted while an answer was on its way are all fetched, not only what is new", async () => {
  stock(2);
  await anne.sync();
  server.elsewhere(add("milk"));
  network.beforehand = async () => {
    network.beforehand = () => undefined;
    await new Promise((resolve) => (indexedDB.deleteDatabase("sync-cache-anne").onsuccess = resolve));
  };
  expect(await anne.sync()).toBe("idle");
  expect(await ids()).toEqual(serverIds());
  expect((await anne.status()).mismatches).toBe(0);
});

test("a full phone still sends, keeps the rows it has, and tries again", async () => {
  stock(2);
  await anne.sync();
  await anne.mutate([add("milk")]);
  fill("cache");
  expect(await anne.sync()).toBe("storage");
  expect(server.record.texts()).toContain("milk");
  expect(await ids()).toEqual(["milk", "thing 0", "thing 1"]);
  expect(await anne.status()).toMatchObject({ state: "storage", waiting: 0 });
  expect(browser.planned).toHaveLength(1);
  vi.restoreAllMocks();
  expect(await anne.sync()).toBe("idle");
  expect(await ids(browser.open(network))).toEqual(serverIds());
});

test("a phone that has no room to note it either says that it is full, until it is not", async () => {
  await anne.sync();
  fill("cache");
  fill("outbox");
  expect(await anne.sync()).toBe("storage");
  expect((await anne.status()).state).toBe("storage");
  vi.restoreAllMocks();
  await anne.sync();
  expect((await anne.status()).state).toBe("idle");
});

test("a cache that cannot be opened leaves saving and sending as they are", async () => {
  refuseToOpen("cache");
  expect(await anne.mutate([add("milk")])).toEqual([1]);
  expect(await anne.sync()).toBe("storage");
  expect(server.record.texts()).toEqual(["milk"]);
  expect((await anne.status()).waiting).toBe(0);
});

function answer(cursor: number): object {
  const request = { protocol: 2, schema: 1, person: "anne", device: "x", epoch: "e1", from: 1, mutations: [] } as const;
  return server.ask({ ...request, cursor }, { signedIn: "anne", now: 0 }).body;
}
