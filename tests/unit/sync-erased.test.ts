/** A record that the server has erased leaves the phone; what the server never accepted stays with the person. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Client } from "../../sync/client/index.ts";
import { Browser } from "../support/sync-browser.ts";
import { Network } from "../support/sync-network.ts";
import { Server } from "../support/sync-server.ts";

const add = (id: string) => ({ name: "item.add", args: { id, text: id } });
const fly = { name: "item.fly", args: { text: "ad luftvejen" } };

let browser: Browser;
let network: Network;
let anne: Client;

beforeEach(async () => {
  browser = new Browser();
  network = new Network(new Server("anne"));
  anne = browser.open(network);
  await anne.mutate([add("bread"), fly], network.now);
  await anne.sync();
  await anne.mutate([add("milk")], network.now);
  network.server.isErased = true;
});
afterEach(() => browser.close());

test("her rows are gone, also for a program that is started anew", async () => {
  expect(await anne.sync()).toBe("erased");
  expect((await anne.status()).state).toBe("erased");
  for (const client of [anne, browser.open(network)]) {
    const { rows, complete } = await client.rows();
    expect([complete, [...(rows.get("item")?.keys() ?? [])]]).toEqual([false, ["milk"]]);
  }
});

test("what was refused and what was never sent can still be read, and nothing else", async () => {
  await anne.sync();
  const { mutations } = await browser.open(network).exportUnsent();
  expect(mutations.map(({ name, state }) => [name, state])).toEqual([["item.fly", "refused"], ["item.add", "waiting"]]);
  const text = JSON.stringify(await stored("sync-outbox-anne")) + JSON.stringify(await stored("sync-cache-anne"));
  expect(text).toContain("milk");
  expect(text).not.toContain("bread");
});

test("it is not tried again by itself", async () => {
  await anne.sync();
  expect(browser.planned).toEqual([]);
});

test("another server's «gone» takes nothing away", async () => {
  network.faults.push({ status: 410, body: "<h1>Gone</h1>" });
  expect(await anne.sync()).toBe("failing");
  expect((await anne.rows()).complete).toBe(true);
});

/** Everything in a data base of this browser. */
async function stored(name: string): Promise<unknown[]> {
  const opening = indexedDB.open(name);
  const database = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
  const all = [...database.objectStoreNames].map((store) => database.transaction(store).objectStore(store).getAll());
  await Promise.all(all.map((request) => new Promise((resolve) => (request.onsuccess = resolve))));
  database.close();
  return all.map(({ result }) => result as unknown);
}
