/** What is left to send, before somebody signs out. */
import { within } from "../sync/client/within.ts";
import { recordOf, signedIn } from "./session.ts";
import { sync } from "./sync.ts";

const PATIENCE_MS = 8_000;

/** How many changes are left after trying to send them. Rejects when the storage cannot be read. */
export async function sendRest(): Promise<number> {
  const signed = await signedIn();
  if (!signed) return 0;
  const record = recordOf(signed);
  if ((await record.status()).waiting) await within(PATIENCE_MS, sync()).catch(() => undefined);
  return (await record.status()).waiting;
}
