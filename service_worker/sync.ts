/** When the record is exchanged with the server, and what follows from how that ended. */
import type { State } from "../sync/client/index.ts";
import { nobody, recordOf, signedIn } from "./session.ts";
import { tellPages } from "./windows.ts";

declare const self: ServiceWorkerGlobalScope & {
  readonly registration: { readonly sync?: { register(tag: string): Promise<void> } };
};

/** What Background Sync calls it, where there is one. */
export const SYNC_TAG = "record";

/** Exchanges the signed-in citizen's record. Resolves to the state it ended in, null when nobody is signed in. */
export async function sync(): Promise<State | null> {
  const signed = await signedIn();
  if (!signed) return null;
  const record = recordOf(signed);
  const state = await record.sync("online");
  if (state === "other-person") {
    await nobody();
    tellPages();
  }
  if ((state === "offline" || state === "failing") && (await record.status()).waiting) await askForLater();
  return state;
}

/** Background Sync: rejects when there is something left to send, so that the browser comes again. */
export async function syncInBackground(): Promise<void> {
  const state = await sync();
  if (state === "offline" || state === "failing") throw new Error(`not synced: ${state}`);
}

/** A bonus of Chromium: it starts the worker when there is a connection again. */
async function askForLater(): Promise<void> {
  await self.registration.sync?.register(SYNC_TAG).catch(() => undefined);
}
