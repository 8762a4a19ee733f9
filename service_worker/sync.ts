/** When the record is exchanged with the server, and what follows from how that ended. */
import type { State } from "../sync/client/index.ts";
import { recall } from "./kept.ts";
import { rest } from "./routes/rest.ts";
import { count, erased, nobody, recordOf, signedIn } from "./session.ts";
import { waitingOf } from "./unsent.ts";
import { tellPages } from "./windows.ts";

declare const self: ServiceWorkerGlobalScope & {
  readonly registration: ServiceWorkerRegistration & { readonly sync?: { register(tag: string): Promise<void> } };
};

/** What Background Sync calls it, where there is one. */
export const SYNC_TAG = "record";

const files = rest(() => import("./sending.ts"));
const sendChosen = files("sendChosen");
const letGo = files("letGo");

/** Exchanges the signed-in citizen's record. Resolves to the state it ended in, null when nobody is signed in. */
export async function sync(): Promise<State | null> {
  const state = await exchange();
  if (isUnreached(state)) await askForLater().catch(() => undefined);
  return state;
}

/** Background Sync: rejects when the server was not reached, so that the browser comes again by itself. */
export async function syncInBackground(): Promise<void> {
  const state = await exchange();
  if (isUnreached(state)) throw new Error(`not synced: ${state}`);
}

async function exchange(): Promise<State | null> {
  const signed = await signedIn();
  if (!signed) return null;
  const state = await recordOf(signed).sync("online");
  // What is due changes with the day, also when nothing else does.
  await count();
  if (state === "other-person") await nobody();
  if (state === "erased") await Promise.all([erased(signed), letGo(signed.person).catch(() => undefined)]);
  if (state === "other-person" || state === "erased") tellPages();
  // The server no longer understands this version: browsers look for another one only now and then.
  if (state === "update") await self.registration.update().catch(() => undefined);
  // Files go once all that was done before them has: what they belong to may be as new as they are.
  const { waiting, sent } = (await recall()).files[signed.person] ?? {};
  if (state !== "idle" || !(waiting || sent)) return state;
  return sendChosen(signed).catch(() => state);
}

function isUnreached(state: State | null): boolean {
  return state === "offline" || state === "failing";
}

/** A bonus of Chromium: it starts the worker when there is a connection again, if there is something to send. */
async function askForLater(): Promise<void> {
  const signed = await signedIn();
  if (signed && (await waitingOf(signed))) await self.registration.sync?.register(SYNC_TAG);
}
