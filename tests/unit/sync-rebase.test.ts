/** What Anne sees is what the server has confirmed, with everything on top that she did since. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Client, type Draft, type Row, rowKey } from "../../sync/client/index.ts";
import { Browser } from "../support/sync-browser.ts";
import { Network } from "../support/sync-network.ts";
import { Server } from "../support/sync-server.ts";
import { mutators } from "../shopping/commands.ts";
import { onTransaction } from "../support/sync-storage.ts";

const add = (id: string) => ({ name: "item.add", args: { id, text: id } });
const tick = (id: string, done = true) => ({ name: "item.tick", args: { id, done } });

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

async function item(id: string, client = anne): Promise<Row | undefined> {
  return (await client.rows()).rows.get("item")?.get(id);
}

async function marks(id: string): Promise<{ waiting: readonly number[]; refused: readonly number[] }> {
  const { waiting, refused } = await anne.rows();
  const key = rowKey("item", id);
  return { waiting: waiting.get(key) ?? [], refused: refused.get(key) ?? [] };
}

test("a change is drawn at once and marked until the server has it", async () => {
  server.elsewhere(add("bread"));
  await anne.sync();
  await anne.mutate([tick("bread"), tick("bread", false), tick("bread")]);
  expect(await item("bread")).toMatchObject({ done: true, version: 1 });
  expect(await marks("bread")).toEqual({ waiting: [1, 2, 3], refused: [] });
  await anne.sync();
  expect(await item("bread")).toMatchObject({ done: true, version: 2 });
  expect(await marks("bread")).toEqual({ waiting: [], refused: [] });
});

test("another tab draws it too", async () => {
  const tab = browser.open(network);
  expect(await item("bread", tab)).toBeUndefined();
  await anne.mutate([add("bread")]);
  expect(await item("bread", tab)).toMatchObject({ text: "bread", version: 0 });
});

test("it is replayed over what others did in the meantime", async () => {
  server.elsewhere(add("bread"));
  await anne.sync();
  await anne.mutate([tick("bread")]);
  server.elsewhere({ name: "item.edit", args: { id: "bread", text: "boller", was: "bread" } });
  network.faults.push({ status: 200, body: answer() }, "refused");
  await anne.sync();
  expect(await item("bread")).toMatchObject({ text: "boller", done: true });
});

test("one that the phone cannot do is left to the server, with those behind it drawn", async () => {
  await anne.mutate([tick("gone"), { name: "item.fly", args: {} }, add("bread")]);
  const { rows, waiting } = await anne.rows();
  expect([...rows.get("item")!.keys()]).toEqual(["bread"]);
  expect([...waiting]).toEqual([["item/bread", [3]]]);
});

test("nothing is drawn twice", async () => {
  const append = (text: string) => ({ name: "item.append", args: { id: "bread", text } });
  await anne.mutate([add("bread")]);
  await anne.sync();
  for (const text of ["med", "smør", "på"]) {
    await anne.mutate([append(text)]);
    await anne.rows();
  }
  expect(await item("bread")).toMatchObject({ text: "bread med smør på" });
  await anne.sync();
  expect(await item("bread")).toMatchObject({ text: "bread med smør på" });
});

test("half of a change is never drawn", async () => {
  await anne.mutate([add("bread"), { name: "item.append", args: { id: "bread", text: "no more" } }]);
  expect(await item("bread")).toMatchObject({ text: "bread" });
});

test("a refused change is not drawn, and its row is marked until it is put away", async () => {
  server.elsewhere(add("bread"));
  await anne.sync();
  server.elsewhere({ name: "item.remove", args: { id: "bread" } });
  await anne.mutate([tick("bread")]);
  await anne.sync();
  expect(await item("bread")).toBeUndefined();
  expect(await marks("bread")).toEqual({ waiting: [], refused: [1] });
  await anne.dismiss(1);
  expect(await marks("bread")).toEqual({ waiting: [], refused: [] });
});

test("a row does not jump back between being received and being fetched", async () => {
  server.limits.rows = 2;
  for (const id of ["bread", "milk", "beer"]) server.elsewhere(add(id));
  await anne.sync();
  server.elsewhere(tick("milk"));
  server.elsewhere(tick("beer"));
  await anne.mutate([tick("bread")]);
  network.faults.push("none", "refused");
  expect(await anne.sync()).toBe("offline");
  expect(await anne.status()).toMatchObject({ waiting: 0 });
  expect(await item("bread")).toMatchObject({ done: true, version: 1 });
  expect(await marks("bread")).toEqual({ waiting: [], refused: [] });
  expect(await item("bread", browser.open(network))).toMatchObject({ done: true });
  await anne.sync();
  expect(await item("bread")).toMatchObject({ done: true, version: 6 });
});

test("a view that is being drawn does not change", async () => {
  await anne.mutate([add("bread")]);
  const before = await anne.rows();
  await anne.mutate([add("milk")]);
  await anne.sync();
  expect([...before.rows.get("item")!.keys()]).toEqual(["bread"]);
  expect(await anne.rows()).toBe(await anne.rows());
});

test("a view drawn while an answer is written is not taken for the newest", async () => {
  await anne.mutate([add("bread")]);
  let early: Promise<unknown> | undefined;
  onTransaction("cache", (_, begin) => {
    if (server.record.version) early ??= anne.rows();
    return begin();
  });
  await anne.sync();
  await early;
  expect(await item("bread")).toMatchObject({ version: 1 });
});

test("a mutator sees its own changes, and when the change was made", async () => {
  const seen: unknown[] = [];
  const copy = (draft: Draft, { id }: { id: string }, madeAt: number): void => {
    const before = draft.get("item", id)!;
    draft.put("item", { ...before, id: "copy" });
    draft.put("list", { id: "of copies", version: 0 });
    draft.delete("item", id);
    seen.push(draft.get("item", id), draft.all("item").map((row) => row.id), draft.all("none"), madeAt);
  };
  const tab = browser.open(network, { mutators: { ...mutators, "item.copy": copy } });
  await tab.mutate([add("bread"), add("milk"), { name: "item.copy", args: { id: "bread" } }], 42);
  const { rows, waiting } = await tab.rows();
  expect([...rows.get("item")!.keys()]).toEqual(["milk", "copy"]);
  expect(waiting.get("list/of copies")).toEqual([3]);
  expect(seen).toEqual([undefined, ["milk", "copy"], [], 42]);
});

/** What is new for a phone that sends nothing. */
function answer(): unknown {
  const request = { protocol: 2, schema: 1, person: "anne", device: "x", epoch: "e1", cursor: 1, from: 1 } as const;
  return server.ask({ ...request, mutations: [] }, { signedIn: "anne", now: 0 }).body;
}
