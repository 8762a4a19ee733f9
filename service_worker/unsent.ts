/** What is left to send, before somebody signs out. */
import { within } from "../sync/client/within.ts";
import { recall, type Signed } from "./kept.ts";
import { recordOf, signedIn } from "./session.ts";
import { sync } from "./sync.ts";

const PATIENCE_MS = 8_000;

/** How many changes and files wait here. */
export async function waitingOf(signed: Signed): Promise<number> {
  return (await recordOf(signed).status()).waiting + ((await recall()).files[signed.person]?.waiting ?? 0);
}

/** How many of them are left after trying to send them. Rejects when the storage cannot be read. */
export async function sendRest(): Promise<number> {
  const signed = await signedIn();
  if (!signed) return 0;
  if (await waitingOf(signed)) await within(PATIENCE_MS, sync()).catch(() => undefined);
  return waitingOf(signed);
}
