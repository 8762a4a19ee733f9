/** A phone in a process of its own: saves without a connection, syncs, and says what it holds and how it stands. */
import { IDBFactory } from "fake-indexeddb";
import { open } from "../../sync/client/index.ts";
import { mutators } from "./commands.ts";

const [url = "", person = "", ...words] = process.argv.slice(2);

Object.assign(globalThis, { indexedDB: new IDBFactory() });
Object.defineProperty(globalThis, "navigator", { value: { locks: { request: (_: string, work: () => unknown) => work() } } });

const headers = { "content-type": "application/json", "x-person": person };
const client = open({ person, url, mutators, fetch: (address, { body = null }) => fetch(address, { method: "POST", headers, body }) });
for (const word of words) {
  const [name = "", id = "", text = ""] = word.split(":");
  await client.mutate([{ name, args: { id, text, was: text, done: true } }]);
}
const before = (await client.status()).waiting;
const state = await client.sync();
const { rows, complete } = await client.rows();
const { waiting, refused, mismatches } = await client.status();
const texts = [...(rows.get("item")?.values() ?? [])].map((row) => row["text"]);
console.log(JSON.stringify({ before, state, complete, waiting, mismatches, refused: refused.map(({ code }) => code), texts }));
client.close();
