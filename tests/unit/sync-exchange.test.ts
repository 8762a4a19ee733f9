/** Each change reaches the server once and in order, whatever happens on the way, and none ever vanishes. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Client } from "../../sync/client/index.ts";
import { Browser } from "../support/sync-browser.ts";
import { Network } from "../support/sync-network.ts";
import { Server } from "../support/sync-server.ts";

const add = (id: string) => ({ name: "item.add", args: { id, text: id } });
const append = (id: string, text: string) => ({ name: "item.append", args: { id, text } });
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

async function saveMany(count: number, word = "x"): Promise<void> {
  const more = Array.from({ length: count - 1 }, (_, index) => append("list", `${word}${index}`));
  await anne.mutate([add("list"), ...more]);
}

function sizes(): number[] {
  return network.requests.map(({ mutations }) => mutations.length);
}

test("a lost answer: the same is sent again and nothing happens twice", async () => {
  await anne.mutate([add("bread"), append("bread", "med kerner")]);
  network.faults.push("lost");
  expect(await anne.sync()).toBe("offline");
  await anne.mutate([add("milk")], network.now + 5);
  expect(await anne.status()).toMatchObject({ waiting: 3, oldestUnsent: network.now });
  expect(await anne.sync()).toBe("idle");
  expect(server.record.texts()).toEqual(["bread med kerner", "milk"]);
  expect(await anne.status()).toMatchObject({ waiting: 0, state: "idle", lastSync: network.now, oldestUnsent: null });
});

test("two tabs that send the same outbox do not send anything twice", async () => {
  const tab = browser.open(network);
  await saveMany(20);
  await Promise.all([anne.sync(), tab.sync(), anne.sync(), tab.sync()]);
  expect(sizes().filter(Boolean)).toEqual([20]);
});

test("what is saved while a sync runs is sent by it", async () => {
  await anne.mutate([add("bread")]);
  network.beforehand = async () => {
    network.beforehand = () => undefined;
    await browser.open(network).mutate([add("milk")]);
  };
  await anne.sync();
  expect(server.record.texts()).toEqual(["bread", "milk"]);
});

test("at most 100 mutations and 64 kB in a request", async () => {
  await saveMany(250);
  await anne.sync();
  expect(sizes()).toEqual([100, 100, 50]);
  network.requests.length = 0;
  await saveMany(5, "ø".repeat(12_000));
  expect(await anne.sync()).toBe("idle");
  expect(sizes()).toEqual([3, 2]);
});

test("a cut halves the batch, and success lets it grow", async () => {
  await saveMany(100);
  network.faults.push("lost", "lost", "lost");
  while (network.faults.length) await anne.sync();
  await anne.sync();
  expect(sizes()).toEqual([100, 50, 25, 12, 24, 48, 16]);
  expect(server.record.texts()[0]?.split(" ")).toHaveLength(100);
});

test("a server that takes less than it promised gets less", async () => {
  server.limits.bytes = 3_000;
  await saveMany(100);
  expect(await anne.sync()).toBe("idle");
  server.limits.mutations = 7;
  await saveMany(30);
  expect(await anne.sync()).toBe("idle");
  expect(server.record.texts()[0]?.split(" ")).toHaveLength(129);
  server.limits.bytes = 10;
  expect(await anne.sync()).toBe("failing");
});

test("a refusal lets those behind it through, and stays until it is put away", async () => {
  await anne.mutate([tick("gone"), add("bread")], 1_000);
  await anne.sync();
  expect(server.record.texts()).toEqual(["bread"]);
  const again = browser.open(network);
  const said = { code: "gone", reason: "Varen er ikke på listen mere.", received_at: network.now };
  expect((await again.status()).refused).toEqual([{ number: 1, ...tick("gone"), made_at: 1_000, ...said }]);
  await again.dismiss(1);
  expect((await anne.status()).refused).toEqual([]);
  await expect(anne.dismiss(1)).rejects.toThrow(RangeError);
  await anne.mutate([add("milk")]);
  await expect(anne.dismiss(3)).rejects.toThrow(RangeError);
});

test("a refused change is mended by another one in its place, once", async () => {
  await anne.mutate([{ name: "item.add", args: { id: "bread", text: 5 } }]);
  await anne.sync();
  expect((await anne.status()).refused[0]?.fields).toEqual({ text: "Feltet er ikke udfyldt rigtigt." });
  expect(await anne.replace(1, add("bread"))).toBe(2);
  await expect(anne.replace(1, add("milk"))).rejects.toThrow(RangeError);
  await anne.sync();
  expect(await anne.status()).toMatchObject({ refused: [], waiting: 0 });
  expect(server.record.texts()).toEqual(["bread"]);
});

test("a change over somebody else's says what it overwrote", async () => {
  await anne.mutate([add("bread")]);
  await anne.sync();
  server.elsewhere({ name: "item.edit", args: { id: "bread", text: "boller", was: "bread" } });
  await anne.mutate([{ name: "item.edit", args: { id: "bread", text: "knækbrød", was: "bread" } }]);
  await anne.sync();
  expect((await anne.status()).overwrote[0]?.other).toEqual({ text: "boller" });
  await anne.dismiss(2);
  expect((await anne.status()).overwrote).toEqual([]);
});

test("a change that the server cannot carry out is parked, and the phone keeps its copy", async () => {
  server.broken.set("glas", 9);
  await anne.mutate([add("bread"), append("bread", "glas"), add("milk")]);
  expect(await anne.sync()).toBe("failing");
  expect(await anne.sync()).toBe("idle");
  expect(server.record.texts()).toEqual(["bread", "milk"]);
  expect((await anne.status()).parked).toMatchObject([{ number: 2, args: { text: "glas" }, code: "parked" }]);
  expect((await anne.exportUnsent()).mutations).toMatchObject([{ number: 2, state: "parked" }]);
});

test("signed out: all is kept, and sent when the same person is back", async () => {
  await anne.mutate([add("bread")], 7);
  network.signedIn = undefined;
  expect(await anne.sync()).toBe("signed-out");
  const later = browser.open(network);
  expect(await later.status()).toMatchObject({ state: "signed-out", waiting: 1, oldestUnsent: 7 });
  network.faults.push({ status: 403, body: { code: "stale_token" } });
  expect(await later.sync()).toBe("signed-out");
  network.signedIn = "anne";
  expect(await later.sync()).toBe("idle");
  expect(server.record.texts()).toEqual(["bread"]);
});

test("when somebody else is signed in nothing is carried out, and their rows are not taken", async () => {
  await anne.mutate([add("bread")]);
  network.signedIn = "bo";
  expect(await anne.sync()).toBe("other-person");
  network.signedIn = "anne";
  const body = server.ask({ ...network.requests[0]!, mutations: [] }, { signedIn: "anne", now: 0 }).body;
  network.faults.push({ status: 200, body: { ...body, person: "bo", acknowledged: 1 } });
  expect(await anne.sync()).toBe("other-person");
  expect(await anne.status()).toMatchObject({ waiting: 1, lastSync: null });
  expect((await anne.rows()).complete).toBe(false);
});

test("a program that is too old keeps everything until it is updated", async () => {
  await anne.mutate([add("bread")]);
  server.limits.schemas = [2, 3];
  expect(await anne.sync()).toBe("update");
  const updated = browser.open(network, { schema: 2 });
  expect(await updated.sync()).toBe("idle");
  expect(server.record.texts()).toEqual(["bread"]);
});

test("what is no answer is not taken for one", async () => {
  await anne.mutate([add("bread")]);
  for (const body of ["<h1>Velkommen til hotellet</h1>", null, {}, { person: "anne", cursor: "1" }]) {
    network.faults.push({ status: 200, body });
    expect(await anne.sync()).toBe("offline");
  }
  expect((await anne.status()).waiting).toBe(1);
});

test("a server that acknowledges nothing is not asked for ever", async () => {
  await anne.mutate([add("bread")]);
  const { body } = server.ask({ ...empty(), device: "x" }, { signedIn: "anne", now: 0 });
  network.faults.push({ status: 200, body });
  expect(await anne.sync()).toBe("failing");
  for (let round = 0; round < 40; round++) network.faults.push({ status: 409, body: { code: "gap", last: 0 } });
  expect(await anne.sync()).toBe("failing");
  expect(network.faults.length).toBeGreaterThan(20);
});

function empty() {
  return { protocol: 2, schema: 1, person: "anne", epoch: null, cursor: 0, from: 1, mutations: [] } as const;
}
