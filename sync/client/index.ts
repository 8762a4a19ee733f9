/**
 * The phone's end of the sync: what the person does is saved here, drawn at once, and sent until the server has it.
 *
 *     const client = open({ person, mutators, fetch: withToken, onChange: redraw });
 *     const [number] = await client.mutate([{ name: "item.tick", args: { id, done: true } }]);   // on the disk
 *     void client.sync();                                                                       // on its way
 *     const { rows, waiting, refused, complete } = await client.rows();
 *     const item = rows.get("item")?.get(id);
 *     const isOnlyHere = waiting.has(rowKey("item", id));
 *
 * - `person` is who the server said is signed in; `fetch` adds what the server asks for beside the cookie. Each person
 *   has two data bases on the phone: an outbox, which only `forget` deletes, and a cache, which can be fetched again.
 * - `mutators` do on the phone what the commands of the same name do at the server; `rows()` replays them over the
 *   confirmed rows. Until `complete` the phone does not have the whole record, and only the server can draw it.
 * - Call `sync()` after each save, at start, on `online` (as `sync("online")`), when the page becomes visible, when the
 *   server tells of a change, in Background Sync. A failed one comes again by itself for as long as the program lives.
 * - `onChange` is called after every change, made here or in another tab: draw again.
 * - `status()` says where the changes stand. A refused one stays there until `dismiss` or `replace`.
 * - When the state is "erased", the rows are gone from this phone; `exportUnsent()` holds what the server never accepted.
 * - When `mutate` throws NotSaved, nothing was saved: send the change directly, and offer `exportUnsent()` as a file.
 *
 * One client per person in each tab or worker; any number of those may be open at a time.
 */
import { Client, type Schedule, type Surroundings } from "./client.ts";

export { TooLarge } from "./batch.ts";
export { type Client, NotSaved, type Schedule } from "./client.ts";
export type { State } from "./queue.ts";
export type { Draft, Mutator, Mutators, View } from "./rebase.ts";
export { type Rows, rowKey } from "./rows.ts";
export type { Judged, Status, Unsent, UnsentMutation } from "./status.ts";
export type { Fetch } from "./transport.ts";
export type { Json, Made, Mutation, Row } from "./wire.ts";

/** `schema` is the version of rows and mutation names that the program knows; the rest is as in a browser. */
export type Options = Pick<Surroundings, "person" | "mutators"> & Partial<Surroundings>;

/** Opens a person's record. Touches no storage yet, so that it cannot fail. */
export function open(options: Options): Client {
  return new Client({
    url: "/sync",
    schema: 1,
    fetch: (url, init) => fetch(url, init),
    clock: () => Date.now(),
    random: () => Math.random(),
    schedule: later,
    onChange: () => undefined,
    ...options,
  });
}

const later: Schedule = (work, ms) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};
