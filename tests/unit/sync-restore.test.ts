/** A restored backup, a lost one and a copied phone lose nothing and send nothing to the wrong number. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Client } from "../../sync/client/index.ts";
import { Browser } from "../support/sync-browser.ts";
import { Network } from "../support/sync-network.ts";
import { Server } from "../support/sync-server.ts";

const add = (id: string) => ({ name: "item.add", args: { id, text: id } });
const tick = (id: string) => ({ name: "item.tick", args: { id, done: true } });

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

async function saveAndSync(...ids: string[]): Promise<void> {
  for (const id of ids) await anne.mutate([add(id)], ++network.now);
  await anne.sync();
}

/** Numbers that are still on the phone, whatever became of them. */
async function kept(): Promise<number[]> {
  const request = indexedDB.open("sync-outbox-anne");
  const database = await new Promise<IDBDatabase>((resolve) => (request.onsuccess = () => resolve(request.result)));
  const keys = database.transaction("mutations").objectStore("mutations").getAllKeys();
  await new Promise((resolve) => (keys.onsuccess = resolve));
  database.close();
  return keys.result as number[];
}

test("what was acknowledged is kept until a backup has it", async () => {
  await saveAndSync("bread", "milk");
  expect(await kept()).toEqual([1, 2]);
  server.backup();
  await saveAndSync("beer");
  expect(await kept()).toEqual([3]);
});

test("what was refused is kept until it is put away, however old", async () => {
  await anne.mutate([tick("gone"), add("bread")]);
  await anne.sync();
  server.backup();
  await anne.sync();
  expect(await kept()).toEqual([1]);
  await anne.dismiss(1);
  await anne.sync();
  expect(await kept()).toEqual([]);
});

test("a restored server gets everything since its backup again, in order", async () => {
  await saveAndSync("bread");
  const backup = server.backup();
  await saveAndSync("milk", "beer");
  server.restore(backup, "e2");
  await anne.mutate([add("fish")], ++network.now);
  expect(await anne.sync()).toBe("idle");
  expect(server.record.texts()).toEqual(["bread", "milk", "beer", "fish"]);
  expect([...(await anne.rows()).rows.get("item")!.keys()]).toEqual(["bread", "milk", "beer", "fish"]);
  expect(server.devices.size).toBe(1);
});

test("a phone with nothing new to say notices a restore too", async () => {
  await saveAndSync("bread");
  const backup = server.backup();
  await saveAndSync("milk");
  server.restore(backup, "e2");
  expect(await anne.sync()).toBe("idle");
  expect(server.record.texts()).toEqual(["bread", "milk"]);
});

test("a change that was refused and withdrawn does not come true after a restore", async () => {
  await saveAndSync("bread");
  const backup = server.backup();
  server.elsewhere({ name: "item.remove", args: { id: "bread" } });
  await anne.mutate([tick("bread")]);
  await anne.sync();
  await anne.dismiss(2);
  server.restore(backup, "e2");
  network.faults.push("none", "refused");
  await anne.sync();
  expect((await anne.rows()).rows.get("item")!.get("bread")).toMatchObject({ done: false });
  await anne.sync();
  expect((await anne.rows()).rows.get("item")!.get("bread")).toMatchObject({ done: false });
  expect(await anne.status()).toMatchObject({ waiting: 0, refused: [] });
});

test("a server that has lost more than its backups gets the rest from a new device", async () => {
  const backup = server.backup();
  await saveAndSync("bread", "milk");
  server.backup();
  await saveAndSync("beer");
  server.restore(backup, "e2");
  network.attempts = 0;
  await saveAndSync("fish");
  expect(network.attempts).toBe(2);
  expect(server.record.texts()).toEqual(["beer", "fish"]);
  expect([...server.devices.values()].map(({ log }) => log.length)).toContain(2);
  await saveAndSync("butter");
  expect(server.record.texts()).toEqual(["beer", "fish", "butter"]);
  expect((await anne.status()).waiting).toBe(0);
});

test("a server that has forgotten the device, and a phone that has nothing left of it, begin anew", async () => {
  await saveAndSync("bread");
  server.backup();
  await anne.sync();
  server.devices.clear();
  await saveAndSync("milk");
  expect(server.record.texts()).toEqual(["bread", "milk"]);
});

test("a copied phone goes on as a device of its own; what both had sent is not repeated", async () => {
  await saveAndSync("bread");
  const { device } = network.requests[0]!;
  await anne.mutate([add("milk")], 1);
  await anne.mutate([add("fish")], 2);
  // The other copy has sent the same second change, and a third of its own.
  const copy = { protocol: 2, schema: 1, person: "anne", device, epoch: "e1", cursor: 1, from: 2 } as const;
  const mutations = [{ ...add("milk"), made_at: 1 }, { ...add("butter"), made_at: 99 }];
  server.ask({ ...copy, mutations }, { signedIn: "anne", now: 0 });
  expect(await anne.sync()).toBe("idle");
  expect(server.record.texts()).toEqual(["bread", "milk", "butter", "fish"]);
  const [first, second] = [...server.devices.values()];
  expect([first!.log.length, second!.log.length]).toEqual([3, 1]);
  await saveAndSync("beer");
  expect(second!.log).toHaveLength(2);
});
