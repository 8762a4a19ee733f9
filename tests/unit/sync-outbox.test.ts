/** What Anne did is on the phone before she is told so, whatever its storage does. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Client, NotSaved, TooLarge } from "../../sync/client/index.ts";
import { Browser } from "../support/sync-browser.ts";
import { Network } from "../support/sync-network.ts";
import { Server } from "../support/sync-server.ts";
import {
  fill,
  hangOnOpen,
  loseConfirmation,
  loseConnection,
  onTransaction,
  refuseToOpen,
} from "../support/sync-storage.ts";

const BREAD = { name: "item.add", args: { id: "bread", text: "rugbrød" } };
const MILK = { name: "item.add", args: { id: "milk", text: "mælk" } };

let browser: Browser;
let network: Network;
let anne: Client;

beforeEach(() => {
  browser = new Browser();
  network = new Network(new Server("anne"));
  anne = browser.open(network);
});
afterEach(() => browser.close());

async function waiting(client = anne): Promise<(readonly [number, string])[]> {
  const { mutations } = await client.exportUnsent();
  return mutations.map(({ number, args }) => [number, (args as { id: string }).id]);
}

test("numbers have no gaps when two tabs save at the same time", async () => {
  const tabs = [anne, browser.open(network), browser.open(network)];
  const saves = Array.from({ length: 30 }, (_, index) => tabs[index % 3]!.mutate(index % 5 ? [MILK] : [MILK, BREAD]));
  const numbers = (await Promise.all(saves)).flat();
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 36 }, (_, index) => index + 1));
  expect(await waiting(tabs[2])).toHaveLength(36);
});

test("a number is not used up by a save that failed", async () => {
  await anne.mutate([BREAD]);
  fill("outbox");
  await expect(anne.mutate([MILK])).rejects.toThrow(NotSaved);
  vi.restoreAllMocks();
  expect(await anne.mutate([MILK])).toEqual([2]);
});

test("saved is said only when a strict transaction is complete", async () => {
  let complete = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    onTransaction("outbox", (mode, begin, options) => {
      const transaction = begin();
      expect([mode, options?.durability]).toEqual(["readwrite", "strict"]);
      const set = (told: () => void): void => void (complete = told);
      Object.defineProperty(transaction, "oncomplete", { set, get: () => resolve });
      return transaction;
    });
  });
  const told = vi.fn();
  const saving = anne.mutate([BREAD]).then(told);
  await begun;
  await new Promise(setImmediate);
  expect(told).not.toHaveBeenCalled();
  complete();
  await saving;
  expect(told).toHaveBeenCalledWith([1]);
});

test("a lost connection is opened again, up to three times", async () => {
  loseConnection("outbox", 3);
  expect(await anne.mutate([BREAD])).toEqual([1]);
  vi.restoreAllMocks();
  loseConnection("outbox", 4);
  await expect(anne.mutate([MILK])).rejects.toThrow(NotSaved);
  vi.restoreAllMocks();
  expect(await waiting()).toEqual([[1, "bread"]]);
});

test("what was saved before the connection was lost is not saved twice", async () => {
  await anne.mutate([BREAD]);
  loseConfirmation("outbox");
  expect(await anne.mutate([MILK, MILK])).toEqual([2, 3]);
  expect(await waiting()).toEqual([[1, "bread"], [2, "milk"], [3, "milk"]]);
});

test("what is not there when it is read back was not saved", async () => {
  let transactions = 0;
  onTransaction("outbox", (_, begin) => {
    if (++transactions === 1) throw new DOMException("lost", "UnknownError");
    const transaction = begin();
    const { objectStore } = transaction;
    const forgetful = { put: () => undefined, get: (key: string) => objectStore.call(transaction, "meta").get(key) };
    const getAll = () => objectStore.call(transaction, "mutations").getAll();
    return Object.assign(transaction, { objectStore: () => ({ ...forgetful, getAll }) });
  });
  await expect(anne.mutate([BREAD])).rejects.toThrow(NotSaved);
});

test("the data base may be closed under the client at any time", async () => {
  await anne.mutate([BREAD]);
  onTransaction("outbox", (_, begin) => {
    vi.restoreAllMocks();
    const transaction = begin();
    transaction.db.close();
    return transaction;
  });
  expect(await anne.mutate([MILK])).toEqual([2]);
  expect(await anne.mutate([MILK])).toEqual([3]);
});

test("a private window that refuses to open says so, and a file can hold what is typed", async () => {
  refuseToOpen("outbox");
  const error: unknown = await anne.mutate([BREAD]).catch((fault: unknown) => fault);
  expect(error).toBeInstanceOf(NotSaved);
  expect((error as NotSaved).cause).toMatchObject({ name: "UnknownError" });
  await expect(anne.rows()).rejects.toThrow("refused");
  expect(await anne.sync()).toBe("storage");
  vi.restoreAllMocks();
  expect(await anne.mutate([BREAD])).toEqual([1]);
});

test("storage without an answer is not waited for for ever", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  hangOnOpen();
  const saving = expect(anne.mutate([BREAD])).rejects.toThrow(NotSaved);
  for (let attempt = 0; attempt < 8; attempt++) await vi.advanceTimersByTimeAsync(5_000);
  await saving;
  vi.useRealTimers();
});

test("what could never be sent is not saved", async () => {
  const essay = { name: "item.add", args: { id: "essay", text: "ø".repeat(33_000) } };
  await expect(anne.mutate([BREAD, essay])).rejects.toThrow(TooLarge);
  await expect(anne.mutate([{ ...BREAD, name: "" }])).rejects.toThrow(TypeError);
  expect(await waiting()).toEqual([]);
  await anne.mutate([{ name: "item.add", args: { id: "odd", text: Number.NaN } }], 12.5);
  const { mutations } = await anne.exportUnsent();
  expect(mutations[0]).toMatchObject({ args: { id: "odd", text: null }, made_at: 12 });
});

test("the file holds everything the server does not have", async () => {
  const tick = { name: "item.tick", args: { id: "gone", done: true } };
  await anne.mutate([tick], 1);
  await anne.sync();
  await anne.mutate([BREAD], 2);
  const { person, device, mutations } = await anne.exportUnsent();
  expect([person, device]).toEqual(["anne", network.requests[0]?.device]);
  expect(mutations).toEqual([
    { number: 1, ...tick, made_at: 1, state: "refused", code: "gone", reason: "Varen er ikke på listen mere." },
    { number: 2, ...BREAD, made_at: 2, state: "waiting" },
  ]);
});

test("forgetting keeps what is not sent, unless told otherwise", async () => {
  await anne.mutate([BREAD]);
  expect(await anne.forget()).toBe(false);
  const later = browser.open(network);
  expect(await waiting(later)).toEqual([[1, "bread"]]);
  await later.sync();
  expect(await later.forget()).toBe(true);
  expect(await indexedDB.databases()).toEqual([]);
  const again = browser.open(network);
  await again.mutate([MILK]);
  expect(await again.forget({ discardUnsent: true })).toBe(true);
  expect(await indexedDB.databases()).toEqual([]);
});

test("a call that comes late does not bring back what is forgotten", async () => {
  network.faults.push({ status: 503, headers: { "retry-after": "60" } });
  await anne.sync();
  await anne.forget();
  await anne.sync();
  expect(await indexedDB.databases()).toEqual([]);
});

test("forgetting reaches rows that another tab holds open", async () => {
  const tab = browser.open(network);
  await tab.sync();
  await tab.rows();
  expect(await anne.forget()).toBe(true);
  expect(await indexedDB.databases()).toEqual([]);
  expect((await tab.rows()).complete).toBe(false);
});

test("another person on the same phone has data bases of their own", async () => {
  await anne.mutate([BREAD]);
  const bo = browser.open(new Network(new Server("bo")));
  expect(await waiting(bo)).toEqual([]);
  expect(await bo.mutate([MILK])).toEqual([1]);
  expect(await waiting()).toEqual([[1, "bread"]]);
});
